import { once } from 'node:events';
import type { Socket } from 'node:net';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { resolveOptions } from '../options.ts';
import { Handshake, type HandshakeRecord } from './handshake.ts';
import { openNetwork } from './open.ts';
import { rawServer, switching } from './testing/raw-server.ts';

const network = openNetwork(resolveOptions());
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const request = { origin: 'https://shop.test', protocols: [], headers: [], timeoutMs: 600 };

/** One handshake with a server that answers as told, watched for `watchMs` after the answer. */
async function against(
  answer: (socket: Socket, head: string) => void,
  { watchMs = 60, ...more }: { watchMs?: number; protocols?: string[]; timeoutMs?: number } = {},
): Promise<HandshakeRecord> {
  const server = await rawServer(answer);
  closers.push(server.close);
  const handshake = new Handshake({ ...request, url: server.url, ...more }, network, () => {});
  await handshake.answered;
  const until = performance.now() + watchMs;
  while (handshake.isOpen && !handshake.isFull && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 10));
  handshake.end();
  await handshake.gone;
  return handshake.record;
}

function gist(record: HandshakeRecord): Partial<HandshakeRecord> & { code: string | undefined } {
  const { outcome, status, acceptValid, messages, closeCode, error } = record;
  return {
    outcome,
    status,
    acceptValid,
    messages: messages.map(({ data, binary, bytes }) => ({ data, binary, bytes, atMs: 0 })),
    closeCode,
    code: error?.code,
  };
}

/** An unmasked server frame with a short payload. */
function frame(opcode: number, payload: Buffer | string, firstBits = 0x80): Buffer {
  const bytes = Buffer.from(payload);
  const length =
    bytes.length < 126
      ? Buffer.from([bytes.length])
      : Buffer.from([126, bytes.length >> 8, bytes.length & 255]);
  return Buffer.concat([Buffer.from([firstBits | opcode]), length, bytes]);
}
/** Made beforehand: it takes longer than the connection is watched. */
const bomb = frame(1, deflateRawSync(Buffer.alloc(40_000_000)), 0xc0);
const closeFrame = (code: number, reason: string): Buffer =>
  frame(8, Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]));
const text = (data: string): unknown => ({ data, binary: false, bytes: Buffer.byteLength(data), atMs: 0 });
const open = {
  outcome: 'accepted',
  status: 101,
  acceptValid: true,
  messages: [],
  closeCode: null,
  code: undefined,
};
const silent = { outcome: 'unreachable', status: null, acceptValid: null, messages: [], closeCode: null };

describe('an answer', () => {
  test('is recorded whole where it is a refusal', async () => {
    const server = await rawServer((socket) =>
      socket.end(
        'HTTP/1.1 403 Forbidden\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 3\r\n\r\nno!',
      ),
    );
    closers.push(server.close);
    const headers = [
      ['Cookie', 'sid=1'],
      ['user-agent', 'me'],
      ['Upgrade', 'h2c'],
      ['X-Tenant', 'a'],
    ] as const;
    const handshake = new Handshake(
      { ...request, url: `${server.url}live?x=1`, headers, protocols: ['a', 'a', 'b c', 'd'] },
      network,
      () => {},
    );
    await handshake.answered;
    const { requestHeaders, durationMs, ...record } = handshake.record;
    expect(record).toEqual({
      origin: 'https://shop.test',
      transport: 'http/1.1',
      outcome: 'rejected',
      status: 403,
      acceptValid: null,
      protocol: null,
      responseHeaders: [
        ['Set-Cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['Content-Length', '3'],
      ],
      body: 'no!',
      messages: [],
      closeCode: null,
      closeReason: null,
      error: null,
      tls: null,
      address: '127.0.0.1',
      observedMs: 0,
    });
    expect(durationMs).toBeLessThan(600);
    expect(
      requestHeaders.map(([name, value]) => [name, name === 'Sec-WebSocket-Key' ? value.length : value]),
    ).toEqual([
      ['Host', `127.0.0.1:${server.port}`],
      ['Connection', 'Upgrade'],
      ['Pragma', 'no-cache'],
      ['Cache-Control', 'no-cache'],
      ['Upgrade', 'websocket'],
      ['Origin', 'https://shop.test'],
      ['Sec-WebSocket-Version', '13'],
      ['Accept-Encoding', 'gzip, deflate, br'],
      ['Accept-Language', 'en-US,en;q=0.9'],
      ['Cookie', 'sid=1'],
      ['user-agent', 'me'],
      ['X-Tenant', 'a'],
      ['Sec-WebSocket-Key', 24],
      ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
      ['Sec-WebSocket-Protocol', 'a, d'],
    ]);
  });

  test('has its body decoded and clipped', async () => {
    const body = gzipSync(Buffer.alloc(900_000, 'z'));
    const record = await against((socket) => {
      socket.write(
        `HTTP/1.1 426 Upgrade Required\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      socket.end(body);
    });
    expect(record.body).toBe('z'.repeat(2000));
  });

  test.each([
    ['nothing', (socket: Socket) => socket.end(), { ...silent, code: 'dropped' }],
    ['a reset', (socket: Socket) => socket.resetAndDestroy(), { ...silent, code: 'dropped' }],
    [
      'garbage',
      (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
      { ...silent, code: 'malformed-response' },
    ],
    ['silence', () => {}, { ...silent, code: 'no-answer' }],
    ['half a head', (socket: Socket) => socket.write('HTTP/1.1 101 Sw'), { ...silent, code: 'no-answer' }],
    [
      'a redirect',
      (socket: Socket) => socket.end('HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n'),
      { ...silent, outcome: 'rejected', status: 302, code: undefined },
    ],
    [
      '200',
      (socket: Socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nhello'),
      { ...silent, outcome: 'rejected', status: 200, code: undefined },
    ],
    [
      'a body without end',
      (socket: Socket) => pour(socket, 'HTTP/1.1 400 No\r\n\r\n', 'x'.repeat(1000)),
      { ...silent, outcome: 'rejected', status: 400, code: undefined },
    ],
    [
      'headers without end',
      (socket: Socket) => pour(socket, 'HTTP/1.1 101 Ok\r\n', 'X-Y: 1\r\n'),
      { ...silent, code: 'malformed-response' },
    ],
    [
      'interim answers without end',
      (socket: Socket) => pour(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
      { ...silent, code: 'malformed-response' },
    ],
    [
      '101 without Upgrade',
      (socket: Socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
      { ...silent, outcome: 'rejected', status: 101, code: 'wrong-upgrade' },
    ],
    [
      '101 with a wrong Accept',
      (socket: Socket) =>
        socket.write(
          'HTTP/1.1 101 Ok\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n',
        ),
      { ...silent, outcome: 'rejected', status: 101, acceptValid: false, code: 'wrong-accept' },
    ],
    [
      '101 to another protocol',
      (socket: Socket, head: string) =>
        socket.write(switching(head).replace('Upgrade: websocket', 'Upgrade: h2c')),
      { ...silent, outcome: 'rejected', status: 101, acceptValid: true, code: 'wrong-upgrade' },
    ],
    [
      '101 with HTTP/1.0',
      (socket: Socket, head: string) => socket.write(switching(head).replace('HTTP/1.1', 'HTTP/1.0')),
      { ...silent, outcome: 'rejected', status: 101, acceptValid: true, code: 'http-version' },
    ],
    [
      'a subprotocol nobody offered',
      (socket: Socket, head: string) => socket.write(switching(head, ['Sec-WebSocket-Protocol: v2'])),
      { ...silent, outcome: 'rejected', status: 101, acceptValid: true, code: 'unoffered-subprotocol' },
    ],
    [
      'an extension nobody offered',
      (socket: Socket, head: string) => socket.write(switching(head, ['Sec-WebSocket-Extensions: x-mux'])),
      { ...silent, outcome: 'rejected', status: 101, acceptValid: true, code: 'unoffered-extension' },
    ],
    [
      'an extension with parameters nobody offered',
      (socket: Socket, head: string) =>
        socket.write(switching(head, ['Sec-WebSocket-Extensions: permessage-deflate; x=1'])),
      { ...silent, outcome: 'rejected', status: 101, acceptValid: true, code: 'unoffered-extension' },
    ],
    ['101 and silence', (socket: Socket, head: string) => socket.write(switching(head)), open],
    [
      '101 and a reset',
      (socket: Socket, head: string) => socket.write(switching(head), () => socket.resetAndDestroy()),
      { ...open, outcome: 'closed', closeCode: 1006 },
    ],
    [
      '101, frames and a close in one packet',
      (socket: Socket, head: string) =>
        socket.end(
          Buffer.concat([
            Buffer.from(switching(head)),
            frame(1, 'hi'),
            frame(2, '\x00\x01'),
            closeFrame(1008, 'bye'),
          ]),
        ),
      {
        ...open,
        outcome: 'closed',
        messages: [text('hi'), { data: 'AAE=', binary: true, bytes: 2, atMs: 0 }],
        closeCode: 1008,
      },
    ],
    [
      '101 and a close without code',
      (socket: Socket, head: string) =>
        socket.end(Buffer.concat([Buffer.from(switching(head)), frame(8, '')])),
      { ...open, outcome: 'closed', closeCode: 1005 },
    ],
    [
      '101 and HTTP text',
      (socket: Socket, head: string) => socket.write(`${switching(head)}HTTP/1.1 400 Bad Request\r\n\r\n`),
      { ...open, outcome: 'closed', code: 'protocol-error' },
    ],
    [
      '101 and a frame of 2^63 bytes',
      (socket: Socket, head: string) =>
        socket.write(
          Buffer.concat([
            Buffer.from(switching(head)),
            Buffer.from([0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255]),
          ]),
        ),
      { ...open, outcome: 'closed', code: 'message-too-big' },
    ],
    [
      '101 and a compressed bomb',
      (socket: Socket, head: string) =>
        socket.write(
          Buffer.concat([
            Buffer.from(switching(head, ['Sec-WebSocket-Extensions: permessage-deflate'])),
            bomb,
          ]),
        ),
      { ...open, outcome: 'closed', code: 'message-too-big' },
    ],
    [
      '101 and messages without end',
      (socket: Socket, head: string) => pour(socket, switching(head), frame(1, 'x')),
      { ...open, messages: Array.from({ length: 20 }, () => text('x')) },
    ],
    [
      '101 and fragments without end',
      (socket: Socket, head: string) => pour(socket, switching(head), frame(1, '', 0)),
      { ...open, outcome: 'closed', code: 'protocol-error' },
    ],
    [
      '101 and pings without end',
      (socket: Socket, head: string) => pour(socket, switching(head), frame(9, 'p')),
      { status: 101 },
    ],
  ])('%s', async (_name, answer, expected) => {
    const started = performance.now();
    const record = await against(answer);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(gist(record)).toMatchObject(expected);
  });
});

/** Writes `start`, then `more` again and again as fast as it is taken. */
function pour(socket: Socket, start: string, more: string | Buffer): void {
  socket.write(start);
  const block = Buffer.concat(Array.from({ length: 1000 }, () => Buffer.from(more)));
  const again = (): void => {
    if (!socket.destroyed) socket.write(block, () => setImmediate(again));
  };
  again();
}

describe('a connection', () => {
  test('is left with close code 1000', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    closers.push(() => server.close());
    await once(server, 'listening');
    const codes = once(server, 'connection').then(([socket]) => once(socket, 'close'));
    const address = server.address();
    const url = `ws://127.0.0.1:${typeof address === 'string' ? '' : address?.port}/`;
    const handshake = new Handshake({ ...request, url }, network, () => {});
    await handshake.answered;
    handshake.end();
    await handshake.gone;
    expect((await codes)[0]).toBe(1000);
    expect(gist(handshake.record)).toEqual(open);
  });

  test('that cannot be made is recorded', async () => {
    const server = await rawServer(() => {});
    server.close();
    const handshake = new Handshake({ ...request, url: server.url }, network, () => {});
    await handshake.answered;
    expect(gist(handshake.record)).toEqual({ ...silent, code: 'connection-refused' });
  });

  test('ends with the scan', async () => {
    const server = await rawServer(() => {});
    closers.push(server.close);
    const stop = new AbortController();
    const handshake = new Handshake(
      { ...request, url: server.url, timeoutMs: 10_000, signal: stop.signal },
      network,
      () => {},
    );
    setTimeout(() => stop.abort(), 20);
    await handshake.answered;
    expect(gist(handshake.record)).toEqual({ ...silent, code: 'aborted' });
  });

  test('that stalls in TLS is given up in time', async () => {
    const server = await rawServer(() => {});
    closers.push(server.close);
    const handshake = new Handshake(
      { ...request, url: server.url.replace('ws:', 'wss:'), timeoutMs: 150 },
      network,
      () => {},
    );
    await handshake.answered;
    expect(gist(handshake.record)).toEqual({ ...silent, code: 'timeout' });
  });

  test('cannot be asked for with a header that HTTP forbids', async () => {
    const server = await rawServer(() => {});
    closers.push(server.close);
    const handshake = new Handshake(
      { ...request, url: server.url, headers: [['X-A', 'a\nb']] },
      network,
      () => {},
    );
    await handshake.answered;
    expect(gist(handshake.record)).toEqual({ ...silent, code: 'invalid-request' });
  });
});
