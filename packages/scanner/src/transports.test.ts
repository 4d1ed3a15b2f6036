/** What a whole run says of an endpoint's other ways in: real servers, from the first handshake to the report. */
import type { IncomingMessage } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { http2Server, textFrame } from './net/testing/http2-server.ts';
import { serveSocketIo } from './probe/testing/library-servers.ts';
import { own, pageOrigin, serve, wrongOrigin } from './probe/testing/servers.ts';
import type { Report } from './report.ts';
import { probe } from './scan.ts';
import type { ScanOptions } from './options.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const judged = [
  'plaintext-accepted',
  'tls-version-obsolete',
  'origin-not-validated',
  'fallback-cross-origin',
] as const;

function outcomes({ rules }: Report): unknown {
  return judged.map((id) => rules.find((rule) => rule.id === id)?.outcome);
}

/** `variant transport outcome status`, with the URL where it is another. */
function handshakes({ endpoints }: Report): unknown {
  return endpoints[0]?.probes
    .filter(({ variant }) => ['control', 'foreign', 'control-again', 'plaintext'].includes(variant))
    .map(({ variant, transport, outcome, status, url }) =>
      [variant, transport, outcome, status, url].filter((part) => part !== undefined).join(' '),
    );
}

/** A `wss://shop.test` that checks the Origin over HTTP/1.1, and is lax everywhere else or nowhere. */
async function secureServer(isLax: boolean): Promise<Pick<ScanOptions, 'connectTo'>> {
  const wss = new WebSocketServer({ noServer: true });
  const server = await http2Server({
    answer: (stream: ServerHttp2Stream, { origin }) => {
      if (!isLax && !own(origin)) return stream.respond({ ':status': 403 }, { endStream: true });
      stream.respond({ ':status': 200 });
      return stream.write(textFrame('{"hello":"you"}'));
    },
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (own(request.headers.origin))
        wss.handleUpgrade(request, socket, head, (client) => client.send('{"hello":"you"}'));
      else socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    },
    options: isLax ? { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } : {},
  });
  const plain = await serve({ handshake: () => (isLax ? true : 301) });
  closers.push(server.close, plain.close);
  return { connectTo: [`shop.test:443:127.0.0.1:${server.port}`, `shop.test:80:127.0.0.1:${plain.port}`] };
}

function run(url: string, options: ScanOptions): Promise<Report> {
  return probe([url], { page: `${pageOrigin}/`, timeoutMs: 3_000, ...options });
}

describe('a server with every other door open', () => {
  test('fails for each, and the report has every handshake', async () => {
    const options = await secureServer(true);
    const report = await run('wss://shop.test/live', options);
    expect(outcomes(report)).toEqual(['fail', 'fail', 'fail', 'not-applicable']);
    expect(report.endpoints[0]).toMatchObject({
      originPolicy: 'missing',
      originPolicyReason: expect.stringMatching(
        /^Over HTTP\/2 https:\/\/wssure-probe\.example got .*, while over HTTP\/1\.1 .* 403\.$/,
      ),
    });
    expect(handshakes(report)).toEqual([
      'control http/1.1 accepted 101',
      'foreign http/1.1 rejected 403',
      'control-again http/1.1 accepted 101',
      'control h2 accepted 200',
      'foreign h2 accepted 200',
      'plaintext http/1.1 accepted 101 ws://shop.test/live',
    ]);
    const open = report.findings.find(({ rule }) => rule === 'origin-not-validated');
    expect(open?.evidence).toMatchObject({
      transport: 'h2',
      foreign: { origin: wrongOrigin, status: 200, firstMessage: '{"hello":"you"}' },
    });
    const old = report.findings.find(({ rule }) => rule === 'tls-version-obsolete');
    expect(old?.evidence).toMatchObject({ accepted: [{ version: 'TLSv1' }, { version: 'TLSv1.1' }] });
  });

  test('is not asked about them at basic depth, and nothing passes for it', async () => {
    const options = await secureServer(true);
    const report = await run('wss://shop.test/live', { ...options, depth: 'basic' });
    expect(outcomes(report)).toEqual(['inconclusive', 'inconclusive', 'pass', 'not-applicable']);
    expect(handshakes(report)).toEqual([
      'control http/1.1 accepted 101',
      'foreign http/1.1 rejected 403',
      'control-again http/1.1 accepted 101',
    ]);
  });
});

test('a server with every other door shut passes', async () => {
  const options = await secureServer(false);
  const report = await run('wss://shop.test/live', options);
  expect(outcomes(report)).toEqual(['pass', 'pass', 'pass', 'not-applicable']);
  expect(handshakes(report)).toEqual([
    'control http/1.1 accepted 101',
    'foreign http/1.1 rejected 403',
    'control-again http/1.1 accepted 101',
    'control h2 accepted 200',
    'foreign h2 rejected 403',
    'plaintext http/1.1 rejected 301 ws://shop.test/live',
  ]);
});

describe('one transport of Socket.IO shut, the other open', () => {
  const page = { origin: pageOrigin, credentials: true };

  test.each([
    [
      'polling is guarded, the socket is open',
      { cors: page },
      ['origin-not-validated'],
      'Its HTTP transport (polling) is guarded against that website, the socket is not',
    ],
    [
      'polling is open, the socket is guarded',
      {
        cors: { origin: true, credentials: true },
        allowRequest: ({ headers }: IncomingMessage, done: (error: null, ok: boolean) => void): void =>
          done(null, own(headers.origin) || headers.upgrade === undefined),
      },
      ['fallback-cross-origin'],
      'The WebSocket itself refuses that website, so its check is gone around by not using the WebSocket.',
    ],
    [
      'both are open',
      { cors: { origin: true, credentials: true } },
      ['origin-not-validated', 'fallback-cross-origin'],
      'The WebSocket itself answers any website too.',
    ],
  ])('%s', async (_, settings, failing, words) => {
    const server = await serveSocketIo(settings);
    closers.push(server.close);
    const url = `ws://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=websocket`;
    const report = await run(url, { firstParty: ['127.0.0.1'] });
    const failed = report.findings.filter(({ level }) => level === 'fail');
    expect(failed.map(({ rule }) => rule).toSorted()).toEqual(failing.toSorted());
    expect(failed.map(({ message }) => message).join('\n')).toContain(words);
  });

  test('both are guarded', async () => {
    const server = await serveSocketIo({
      cors: page,
      allowRequest: ({ headers }, done) => done(null, own(headers.origin)),
    });
    closers.push(server.close);
    const url = `ws://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=websocket`;
    expect(outcomes(await run(url, { firstParty: ['127.0.0.1'] }))).toEqual([
      'not-applicable',
      'not-applicable',
      'pass',
      'pass',
    ]);
  });
});
