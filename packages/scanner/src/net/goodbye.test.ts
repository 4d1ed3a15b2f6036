import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Sender } from 'ws';
import { sayGoodbye } from './goodbye.ts';
import { tcpServer } from './testing/servers.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A connection as `ws` has it after the 101, and how long after the goodbye it was gone, ms. */
async function leave(server: (socket: Socket) => void, before = (_socket: Socket): void => {}) {
  const peer = await tcpServer((socket) => server(socket.on('error', () => {})));
  closers.push(peer.close);
  const socket = connect(peer.port, '127.0.0.1');
  const read: string[] = [];
  socket.on('data', (chunk: Buffer) => read.push(chunk.toString('latin1'))).on('error', () => {});
  await once(socket, 'connect');
  before(socket);
  const started = performance.now();
  sayGoodbye(socket, new Sender(socket));
  await once(socket, 'close');
  return { read, ms: performance.now() - started };
}

/** Takes a client's frame apart, as RFC 6455 section 5.2 draws it. */
function parsed(frame: Buffer): { first: number; masked: boolean; length: number; payload: number[] } {
  const mask = frame.subarray(2, 6);
  return {
    first: frame[0] ?? 0,
    masked: (frame[1] ?? 0) >= 0x80,
    length: (frame[1] ?? 0) & 0x7f,
    payload: [...frame.subarray(6)].map((byte, at) => byte ^ (mask[at % 4] ?? 0)),
  };
}

const answer = Buffer.from([0x88, 0x02, 0x03, 0xe8]);

test('is one masked Close frame with code 1000, under a mask of its own each time', async () => {
  const frames: Buffer[] = [];
  for (let time = 0; time < 4; time += 1) {
    await leave((socket) =>
      socket.on('data', (chunk: Buffer) => {
        frames.push(chunk);
        socket.write(answer);
      }),
    );
  }
  const one = { first: 0x88, masked: true, length: 2, payload: [0x03, 0xe8] };
  expect(frames.map(parsed)).toEqual([one, one, one, one]);
  expect(new Set(frames.map((frame) => frame.toString('hex', 2, 6))).size).toBe(4);
});

test('ends with the Close frame of the server', async () => {
  const { read, ms } = await leave((socket) => socket.on('data', () => socket.write(answer)));
  expect(read).toEqual([]);
  expect(ms).toBeLessThan(400);
});

test('waits for it behind messages that nobody reads any more', async () => {
  let told = false;
  const { read, ms } = await leave((socket) =>
    socket.on('data', () => {
      socket.write(Buffer.from([0x81, 0x02, 0x68, 0x69]));
      setTimeout(() => {
        told = true;
        socket.write(answer);
      }, 100);
    }),
  );
  expect({ read, told }).toEqual({ read: [], told: true });
  expect(ms).toBeGreaterThan(90);
  expect(ms).toBeLessThan(400);
});

test('ends with the connection of a server that says nothing', async () => {
  const { ms } = await leave((socket) => socket.on('data', () => socket.end()));
  expect(ms).toBeLessThan(400);
});

test('is not said to a server without end: half a second, and the connection is gone', async () => {
  const { ms } = await leave((socket) => socket.resume());
  expect(ms).toBeGreaterThan(480);
});

test('nor is a server waited for that sends messages for ever', async () => {
  const { read, ms } = await leave((socket) => {
    const timer = setInterval(() => socket.write(Buffer.from([0x81, 0x01, 0x78])), 10);
    socket.resume().on('close', () => clearInterval(timer));
  });
  expect(read).toEqual([]);
  expect(ms).toBeGreaterThan(480);
  expect(ms).toBeLessThan(1_500);
});

test('is heard on a connection that nobody was reading', async () => {
  const { ms } = await leave(
    (socket) => socket.on('data', () => socket.write(answer)),
    (socket) => socket.pause(),
  );
  expect(ms).toBeLessThan(400);
});
