import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NetworkError } from './network.ts';
import { post, type PostRequest } from './post.ts';
import { portOf } from './testing/servers.ts';

interface Arrived {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let origin: string;
let arrived: Arrived[];
let status: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method, url, headers } = request;
      arrived.push({ method, url, headers, body });
      if (url !== '/silent') response.writeHead(status, { location: '/elsewhere' }).end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${portOf(server)}`;
});
beforeEach(() => {
  arrived = [];
  status = 204;
});
afterAll(() => server.close().closeAllConnections());

const send = (url: string, more: Partial<PostRequest> = {}): Promise<number> =>
  post({
    url,
    headers: [['X-Signature', 'abc']],
    body: '{"ä":1}',
    timeoutMs: 2_000,
    forbidPrivate: false,
    ...more,
  });

async function failure(promise: Promise<unknown>): Promise<[string, string]> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NetworkError)) throw new Error(`no NetworkError: ${String(error)}`);
  return [error.code, error.message];
}

test('sends what it is given, and says who asks', async () => {
  expect(await send(`${origin}/hook?a=b`)).toBe(204);
  expect(arrived).toEqual([
    {
      method: 'POST',
      url: '/hook?a=b',
      body: '{"ä":1}',
      headers: {
        host: origin.slice('http://'.length),
        'user-agent': expect.stringContaining('wssure/'),
        'x-signature': 'abc',
        'content-length': '8',
        connection: 'keep-alive',
      },
    },
  ]);
});

test.each([200, 302, 307, 404, 500])('an answer is an answer: %d is not followed', async (code) => {
  status = code;
  expect(await send(origin)).toBe(code);
  expect(arrived).toHaveLength(1);
});

test('one that does not come in time is told', async () => {
  expect((await failure(send(`${origin}/silent`, { timeoutMs: 100 })))[0]).toBe('timeout');
});

test.each(['nonsense', 'ftp://x.example/', 'file:///etc/passwd'])('not %s', async (url) => {
  expect(await failure(send(url))).toEqual(['invalid-url', `"${url}" is not an http or https URL`]);
});

/** Under a name that resolves to these. */
const named = (addresses: readonly string[]) =>
  send(`http://hook.example:${port()}/`, {
    forbidPrivate: true,
    timeoutMs: 300,
    lookup: async () => addresses,
  });

const port = (): string => new URL(origin).port;

describe('with forbidPrivate', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'localhost',
    'a.localhost',
  ])('http://%s is not reached', async (host) => {
    const [code, message] = await failure(send(`http://${host}:${port()}/`, { forbidPrivate: true }));
    expect([code, message]).toEqual([
      'private-address',
      expect.stringMatching(/is not a public address, and private ones are not scanned here$/),
    ]);
    expect(arrived).toEqual([]);
  });

  test('nor a name that resolves to a private address, alone or beside a public one', async () => {
    expect((await failure(named(['127.0.0.1'])))[0]).toBe('private-address');
    expect((await failure(named(['10.0.0.1', '::1'])))[0]).toBe('private-address');
    await failure(named(['192.0.2.1', '127.0.0.1']));
    expect(arrived).toEqual([]);
  });
});
