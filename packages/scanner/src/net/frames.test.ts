import { once } from 'node:events';
import { duplexPair, type Duplex } from 'node:stream';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PerMessageDeflate, Receiver } from 'ws';
import { Frames } from './frames.ts';

const messageBytes = 1_000;

/** An unmasked frame of a server, with a payload of at most 125 bytes. */
function frame(first: number, payload: Buffer | string = ''): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from([first, bytes.length]), bytes]);
}
const text = (payload: string): Buffer => frame(0x81, payload);
const deflated = (length: number): Buffer => frame(0xc1, deflateRawSync(Buffer.alloc(length, 'z')));
const ping = (payload: string): Buffer => frame(0x89, payload);
const close = (code: number, reason = ''): Buffer =>
  frame(0x88, Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]));

/** A connection, what its listener heard, and what the server got of it, taken apart. */
function connection({
  head = Buffer.alloc(0),
  deflate = false,
}: { readonly head?: Buffer; readonly deflate?: boolean } = {}) {
  const [stream, server] = duplexPair();
  const heard: unknown[] = [];
  const sent: unknown[] = [];
  const peer = new Receiver({
    isServer: true,
    extensions: {},
    maxPayload: messageBytes,
    maxFragments: 10,
    maxBufferedChunks: 10,
  });
  peer
    .on('message', (data: Buffer, binary: boolean) =>
      sent.push([binary ? 'binary' : 'text', data.toString()]),
    )
    .on('pong', (data: Buffer) => sent.push(['pong', data.toString()]));
  server.on('data', (chunk: Buffer) => peer.write(chunk)).on('error', () => {});
  const frames = new Frames(
    { stream, head, messageBytes, deflate: deflate ? agreedDeflate() : null },
    {
      message: (data, binary) => heard.push([binary ? 'binary' : 'text', data.toString()]),
      close: (code, reason) => heard.push(['close', code, reason]),
      error: (error) => heard.push(['error', error.message]),
    },
  );
  return { stream, server, frames, heard, sent };
}

function agreedDeflate(): PerMessageDeflate {
  const deflate = new PerMessageDeflate({ isServer: false, maxPayload: messageBytes });
  deflate.accept([{}]);
  return deflate;
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('what comes', () => {
  test('is told in order: messages, the Close frame, and nothing after it', async () => {
    const { server, heard } = connection({ head: text('with the 101') });
    server.write(Buffer.concat([text('a'), frame(0x82, 'b'), frame(0x01, 'c'), frame(0x80, 'd')]));
    server.write(Buffer.concat([close(4001, 'go'), text('late')]));
    server.write(text('later'));
    await settled();
    expect(heard.slice(0, -1)).toEqual([
      ['text', 'with the 101'],
      ['text', 'a'],
      ['binary', 'b'],
      ['text', 'cd'],
      ['close', 4001, 'go'],
    ]);
  });

  test.each([
    ['a Close frame without code', (server: Duplex) => server.write(frame(0x88)), ['close', 1005, '']],
    ['an end without Close frame', (server: Duplex) => server.end(), ['close', 1006, '']],
    ['a connection that is cut', (_: Duplex, stream: Duplex) => stream.destroy(), ['close', 1006, '']],
    [
      'a connection that breaks',
      (_: Duplex, stream: Duplex) => stream.destroy(new Error('ECONNRESET')),
      ['close', 1006, ''],
    ],
    [
      'a reserved opcode',
      (server: Duplex) => server.write(frame(0x83)),
      ['error', 'Invalid WebSocket frame: invalid opcode 3'],
    ],
    [
      'a masked frame',
      (server: Duplex) => server.write(Buffer.from([0x81, 0x80, 1, 2, 3, 4])),
      ['error', 'Invalid WebSocket frame: MASK must be clear'],
    ],
    [
      'a compressed frame where nothing was agreed',
      (server: Duplex) => server.write(frame(0xc1, 'x')),
      ['error', 'Invalid WebSocket frame: RSV1 must be clear'],
    ],
    [
      'a message above the limit',
      (server: Duplex) => server.write(Buffer.from([0x82, 126, 0x03, 0xe9])),
      ['error', 'Max payload size exceeded'],
    ],
  ])('%s is told as what it is', async (_name, happen, expected) => {
    const { server, stream, heard } = connection();
    happen(server, stream);
    await settled();
    expect(heard[0]).toEqual(expected);
  });

  test('is decompressed, up to the limit', async () => {
    const { server, heard } = connection({ deflate: true });
    server.write(deflated(messageBytes));
    await settled();
    server.write(deflated(messageBytes + 1));
    await settled();
    expect(heard).toEqual([
      ['text', 'z'.repeat(messageBytes)],
      ['error', 'Max payload size exceeded'],
    ]);
  });

  test('is not read without end', async () => {
    const { server, stream, heard } = connection();
    const block = Buffer.concat(Array.from({ length: 30_000 }, () => frame(0x8a, 'p')));
    for (let sent = 0; sent <= 16_777_216 && heard.length === 0; sent += block.length) {
      server.write(block);
      await new Promise((resolve) => setImmediate(resolve));
    }
    stream.destroy();
    expect(heard[0]).toEqual(['error', 'the server sends data without end']);
  });

  test('waits where it was paused', async () => {
    const { server, frames, heard } = connection();
    frames.pause();
    server.write(text('a'));
    await settled();
    expect(heard).toEqual([]);
  });
});

describe('what is sent', () => {
  test('is one masked frame for each message, text or binary', async () => {
    const { frames, sent } = connection();
    frames.send('hé');
    frames.send(Buffer.from('bytes'));
    frames.send('x'.repeat(messageBytes));
    await settled();
    expect(sent).toEqual([
      ['text', 'hé'],
      ['binary', 'bytes'],
      ['text', 'x'.repeat(messageBytes)],
    ]);
  });

  test('is a pong for each ping', async () => {
    const { server, sent, heard } = connection();
    server.write(Buffer.concat([ping('1'), ping('2'), text('a')]));
    await settled();
    expect({ sent, heard }).toEqual({
      sent: [
        ['pong', '1'],
        ['pong', '2'],
      ],
      heard: [['text', 'a']],
    });
  });

  test('is no pong to a server that does not read them', async () => {
    const { stream, server } = connection();
    server.pause();
    const block = Buffer.concat(Array.from({ length: 30_000 }, () => ping('1')));
    server.write(block);
    await settled();
    expect(stream.writableLength).toBeLessThan(17_000);
  });

  test('harms nobody after the end', async () => {
    const { stream, frames } = connection();
    stream.destroy();
    await once(stream, 'close');
    expect(() => frames.send('late')).not.toThrow();
    await settled();
  });
});
