import { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { Handshake, type HandshakeRecord } from './handshake.ts';
import { openHttp2 } from './handshake-http2.ts';
import type { Network } from './network.ts';
import { closeFrame, http2Server, textFrame, type Http2Server } from './testing/http2-server.ts';
import { failure, testNetwork } from './testing/networks.ts';
import { httpsServer, tcpServer } from './testing/servers.ts';
import { asHttp2 } from './upgrade-stream.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const origin = 'https://shop.test';

async function serving(
  answer: Parameters<typeof http2Server>[0]['answer'],
  options: Parameters<typeof http2Server>[0]['options'] = {},
): Promise<Http2Server> {
  const server = await http2Server({ answer, options });
  closers.push(server.close);
  return server;
}

function networkTo(port: number): Network {
  return testNetwork({ resolve: [`shop.test:${port}:127.0.0.1`] });
}

/** One handshake over HTTP/2, watched for `watchMs` after the answer. */
async function over(
  server: { readonly port: number },
  {
    watchMs = 60,
    timeoutMs = 600,
    ...more
  }: Partial<ConstructorParameters<typeof Handshake>[0]> & {
    watchMs?: number;
  } = {},
): Promise<HandshakeRecord> {
  const url = `wss://shop.test:${server.port}/live?room=1`;
  const door = await openHttp2({ url, timeoutMs }, networkTo(server.port));
  if (!door) throw new Error('no WebSockets over HTTP/2 here');
  const request = { url, origin, protocols: [], headers: [], timeoutMs, ...more };
  const handshake = new Handshake(request, door, () => {});
  await handshake.answered;
  const until = performance.now() + watchMs;
  while (handshake.isOpen && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 5));
  handshake.end();
  await handshake.gone;
  door.close();
  return asHttp2(handshake.record);
}

/** A connection, not of the system's own, whose other end sends these frames of HTTP/2 at once when a stream is opened. */
function sendingAtOnce(frames: Buffer): Pick<Network, 'dial'> {
  const settings = '000006040000000000000800000001';
  const acknowledged = '000000040100000000';
  const parts = [Buffer.from(settings + acknowledged, 'hex'), frames];
  const stream: Duplex = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      const isDue = parts.length === 2 || /01..00000001/.test(chunk.toString('hex'));
      const part = isDue ? parts.shift() : undefined;
      if (part) setImmediate(() => stream.push(part));
      done();
    },
  });
  closers.push(() => stream.destroy());
  return { dial: () => Promise.resolve({ stream, tls: null, alpn: 'h2', address: '127.0.0.1' }) };
}

describe('a handshake over HTTP/2', () => {
  test.each([
    ['a 200 and a greeting', '88', 'accepted', 101, ['hi']],
    ['a 404 and its page', '8d', 'rejected', 404, []],
  ])('reads %s that come in one packet', async (_what, hpack, outcome, status, messages) => {
    const headers = `000001010400000001${hpack}`;
    const data = '00000400000000000181026869';
    const network = sendingAtOnce(Buffer.from(headers + data, 'hex'));
    const url = 'wss://shop.test/live';
    const door = await openHttp2({ url, timeoutMs: 600 }, network);
    if (!door) throw new Error('no WebSockets over HTTP/2 here');
    const handshake = new Handshake(
      { url, origin, protocols: [], headers: [], timeoutMs: 600 },
      door,
      () => {},
    );
    await handshake.answered;
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { record } = handshake;
    expect({ ...record, messages: record.messages.map(({ data }) => data) }).toMatchObject({
      outcome,
      status,
      messages,
      error: null,
    });
    handshake.end();
    door.close();
  });

  test('is an extended CONNECT, and its 200 is a WebSocket', async () => {
    const server = await serving((stream) => {
      stream.respond({ ':status': 200, 'sec-websocket-protocol': 'chat', 'x-served-by': 'h2' });
      stream.write(textFrame('hello'));
    });
    const record = await over(server, { protocols: ['chat'], headers: [['Cookie', 'a=b']] });
    expect(server.asked.map((headers) => ({ ...headers }))).toEqual([
      expect.objectContaining({
        ':method': 'CONNECT',
        ':protocol': 'websocket',
        ':scheme': 'https',
        ':path': '/live?room=1',
        ':authority': `shop.test:${server.port}`,
        origin,
        cookie: 'a=b',
        'sec-websocket-version': '13',
        'sec-websocket-protocol': 'chat',
      }),
    ]);
    for (const name of ['host', 'connection', 'upgrade', 'sec-websocket-key'])
      expect(server.asked[0]).not.toHaveProperty(name);
    expect(record).toMatchObject({
      transport: 'h2',
      outcome: 'accepted',
      status: 200,
      acceptValid: null,
      protocol: 'chat',
      origin,
      messages: [{ data: 'hello', binary: false, bytes: 5 }],
      error: null,
      tls: { protocol: 'TLSv1.3' },
      address: '127.0.0.1',
    });
    expect(record.requestHeaders).toContainEqual(['origin', origin]);
    expect(record.requestHeaders.map(([name]) => name)).not.toContain('sec-websocket-key');
    expect(record.responseHeaders.filter(([name]) => name !== 'date')).toEqual([
      ['sec-websocket-protocol', 'chat'],
      ['x-served-by', 'h2'],
    ]);
  });

  test('that is refused keeps its status and the start of its body', async () => {
    const server = await serving((stream) => {
      stream.respond({ ':status': 403, 'content-type': 'text/plain' });
      stream.end('not from there');
    });
    expect(await over(server)).toMatchObject({
      outcome: 'rejected',
      status: 403,
      body: 'not from there',
      messages: [],
      error: null,
    });
  });

  test('sees the close code of a late refusal', async () => {
    const server = await serving((stream) => {
      stream.respond({ ':status': 200 });
      stream.end(closeFrame(1008));
    });
    expect(await over(server)).toMatchObject({ outcome: 'closed', status: 200, closeCode: 1008 });
  });

  test('says goodbye on its stream', async () => {
    const received: Buffer[] = [];
    const server = await serving((stream) => {
      stream.respond({ ':status': 200 });
      stream.on('data', (chunk: Buffer) => received.push(chunk));
    });
    await over(server);
    expect(Buffer.concat(received)[0]).toBe(0x88);
  });
});

describe('hostile answers become records', () => {
  test.each([
    ['a reset', (stream) => stream.close(2), { outcome: 'unreachable', error: { code: 'dropped' } }],
    ['silence', () => {}, { outcome: 'unreachable', error: { code: 'no-answer' } }],
    [
      'a subprotocol that was not offered',
      (stream) => stream.respond({ ':status': 200, 'sec-websocket-protocol': 'admin' }),
      { outcome: 'rejected', error: { code: 'unoffered-subprotocol' } },
    ],
    [
      'a broken frame',
      (stream) => {
        stream.respond({ ':status': 200 });
        stream.write(Buffer.from([0xf1, 0xff]));
      },
      { outcome: 'closed', error: { code: 'protocol-error' } },
    ],
    [
      'a flood',
      (stream) => {
        stream.respond({ ':status': 200 });
        const flood = Buffer.concat(Array.from({ length: 8_000 }, () => textFrame('x'.repeat(100))));
        stream.write(flood);
      },
      { outcome: 'accepted', messages: { length: 20 } },
    ],
    [
      'an end without a close frame',
      (stream) => {
        stream.respond({ ':status': 200 });
        stream.end();
      },
      { outcome: 'closed', closeCode: 1006 },
    ],
  ] as [string, Parameters<typeof http2Server>[0]['answer'], object][])('%s', async (_, answer, seen) => {
    expect(await over(await serving(answer), { timeoutMs: 300 })).toMatchObject(seen);
  });
});

function open(port: number, timeoutMs = 500): ReturnType<typeof openHttp2> {
  return openHttp2({ url: `wss://shop.test:${port}/`, timeoutMs }, networkTo(port));
}

describe('no door', () => {
  test('where the server does not announce extended CONNECT, and nothing is asked of it', async () => {
    const server = await serving(() => {}, { settings: { enableConnectProtocol: false } });
    expect(await open(server.port)).toBe(null);
    expect([server.sessions(), server.asked]).toEqual([1, []]);
  });

  test('where it speaks HTTP/1.1 only', async () => {
    const server = await httpsServer((_request, response) => response.end());
    closers.push(server.close);
    expect(await open(server.port)).toBe(null);
  });

  test('where it agrees on HTTP/2 and says nothing, in time', async () => {
    const silent = await httpsServer(() => {}, { ALPNProtocols: ['h2'] });
    closers.push(silent.close);
    const started = performance.now();
    expect(await open(silent.port, 200)).toBe(null);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('where nobody listens', async () => {
    const server = await tcpServer(() => {});
    server.close();
    expect(await failure(open(server.port))).toMatch(/^connection-refused: /);
  });
});
