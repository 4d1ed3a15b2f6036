import { createServer as createTlsServer } from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Endpoint } from '../artifacts.ts';
import { serverKey, shopCertificate } from '../net/testing/certificates.ts';
import { portOf, tcpServer } from '../net/testing/servers.ts';
import type { ScanOptions } from '../options.ts';
import { plaintextUrls } from './plaintext.ts';
import { serveSignalR } from './testing/library-servers.ts';
import { probeAndJudge } from './testing/probing.ts';
import { pageOrigin, serve, type Behaviour, type TestServer } from './testing/servers.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A `ws` server behind TLS, as the page dials it. */
async function secureServer(): Promise<{ port: number }> {
  const server = createTlsServer({ cert: shopCertificate, key: serverKey });
  new WebSocketServer({ server }).on('connection', (socket) => socket.send('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: portOf(server) };
}

async function plainServer(behaviour: Behaviour = {}): Promise<TestServer> {
  const server = await serve(behaviour);
  closers.push(server.close);
  return server;
}

/** Scans `wss://shop.test/live` with both ports led to servers of the test. */
async function probePorts(
  secure: number,
  plain: number,
  { endpoint, ...options }: ScanOptions & { readonly endpoint?: Partial<Endpoint> } = {},
): Promise<Endpoint> {
  const { endpoint: probed } = await probeAndJudge(
    { url: 'wss://shop.test/live', ...endpoint },
    {
      connectTo: [`shop.test:443:127.0.0.1:${secure}`, `shop.test:80:127.0.0.1:${plain}`],
      transports: ['plaintext'],
      ...options,
    },
  );
  return probed;
}

function gist({ plaintext }: Endpoint): unknown {
  return plaintext?.map(({ variant, url, origin, outcome, status, withCredentials }) => ({
    variant,
    url,
    origin,
    outcome,
    status,
    withCredentials,
  }));
}

const opened = {
  variant: 'plaintext',
  url: 'ws://shop.test/live',
  origin: pageOrigin,
  outcome: 'accepted',
  status: 101,
  withCredentials: false,
};

test.each([
  ['wss://shop.test/live?room=1', ['ws://shop.test/live?room=1']],
  ['wss://shop.test:8443/live', ['ws://shop.test/live', 'ws://shop.test:8443/live']],
  ['wss://shop.test:80/live', ['ws://shop.test/live']],
  ['ws://shop.test/live', []],
])('%s without TLS', (url, plain) => {
  expect(plaintextUrls(url)).toEqual(plain);
});

describe('the plaintext port', () => {
  test('that opens the socket is seen, with one handshake', async () => {
    const plain = await plainServer();
    expect(gist(await probePorts((await secureServer()).port, plain.port))).toEqual([opened]);
    expect(plain.origins).toEqual([pageOrigin]);
  });

  test("gets none of the user's credentials", async () => {
    const seen: unknown[] = [];
    const plain = await plainServer();
    plain.server.on('upgrade', ({ headers: { cookie, authorization } }) =>
      seen.push([cookie, authorization]),
    );
    const options = { cookies: ['sid=1'], headers: [['Authorization', 'Bearer t']] as const };
    const probed = await probePorts((await secureServer()).port, plain.port, options);
    expect([gist(probed), seen]).toEqual([[opened], [[undefined, undefined]]]);
    expect(probed.observations[0]?.withCredentials).toBe(true);
  });

  test("gets none when a library's client negotiates there first", async () => {
    const seen: unknown[] = [];
    const plain = await serveSignalR();
    closers.push(plain.close);
    plain.server.on('request', ({ url, headers }) => seen.push([url, headers.cookie]));
    const probed = await probePorts((await secureServer()).port, plain.port, {
      cookies: ['sid=1'],
      endpoint: { url: 'wss://shop.test/hub', library: 'signalr' },
    });
    expect([gist(probed), seen]).toEqual([
      [{ ...opened, url: 'ws://shop.test/hub' }],
      [['/hub/negotiate?negotiateVersion=1', undefined]],
    ]);
  });

  test.each([
    ['refuses', 403],
    ['redirects', 301],
  ] as const)('that %s is told as it answered, after one try', async (_, status) => {
    const plain = await plainServer({ handshake: () => status });
    expect(gist(await probePorts((await secureServer()).port, plain.port))).toEqual([
      { ...opened, outcome: 'rejected', status },
    ]);
    expect(plain.origins).toHaveLength(1);
  });

  test('that is closed, resets or drops opened nothing, after one try', async () => {
    const secure = await secureServer();
    const closed = await tcpServer(() => {});
    closed.close();
    const resetting = await tcpServer((socket) => socket.resetAndDestroy());
    closers.push(resetting.close);
    const codes = await Promise.all(
      [closed.port, resetting.port].map(async (port) => {
        const { plaintext } = await probePorts(secure.port, port);
        return plaintext?.map(({ outcome, retries, error }) => [outcome, retries, error?.code]);
      }),
    );
    expect(codes).toEqual([
      [['unreachable', 0, 'connection-refused']],
      [['unreachable', 0, expect.stringMatching(/^(?:dropped|connection-reset)$/)]],
    ]);
  });

  test("is the endpoint's own as well, where that is not 443", async () => {
    const secure = await secureServer();
    const plain = await plainServer();
    const { endpoint } = await probeAndJudge(
      { url: `wss://shop.test:${secure.port}/live` },
      {
        connectTo: [`shop.test:80:127.0.0.1:${plain.port}`],
        resolve: [`shop.test:${secure.port}:127.0.0.1`],
        transports: ['plaintext'],
      },
    );
    expect(endpoint.plaintext?.map(({ url, outcome, status }) => [url, outcome, status])).toEqual([
      ['ws://shop.test/live', 'accepted', 101],
      [`ws://shop.test:${secure.port}/live`, 'unreachable', null],
    ]);
  });
});

describe('nothing is sent without TLS', () => {
  test.each([
    ['to third parties', { endpoint: { party: 'third' } }],
    ['at basic depth', { depth: 'basic' }],
  ] as const)('%s', async (_, options) => {
    const plain = await plainServer();
    const probed = await probePorts((await secureServer()).port, plain.port, options);
    expect([probed.plaintext, plain.origins]).toEqual([undefined, []]);
  });
});
