import type { Duplex } from 'node:stream';
import { PerMessageDeflate, Receiver, Sender } from 'ws';

/** Of one connection. Pings, empty fragments and the like without end make no message that could be counted. */
const limits = { fragments: 16_384, bufferedChunks: 262_144, totalBytes: 16_777_216, unsentBytes: 16_384 };

/** What became of a connection by the answer to its handshake. */
export interface Upgraded {
  readonly stream: Duplex;
  /** What came in the same packet as the 101. */
  readonly head: Buffer;
  /** What decompresses, where the server chose the extension. */
  readonly deflate: PerMessageDeflate | null;
  /** The most that a message may have, decompressed. */
  readonly messageBytes: number;
}

/** Who hears what comes. Any of these may destroy the stream. */
export interface FramesListener {
  readonly message: (data: Buffer, binary: boolean) => void;
  /** With the code of the Close frame, 1005 where it had none; 1006 where there was no such frame (RFC 6455 section 7.1.5). */
  readonly close: (code: number, reason: string) => void;
  /** With an error of `ws` where what came broke RFC 6455 or is too big. */
  readonly error: (error: Error) => void;
}

/** A client's side of a WebSocket connection after the 101: its frames, taken apart and made by `ws`. */
export class Frames {
  readonly #stream: Duplex;
  readonly #receiver: Receiver;
  #sender: Sender | null = null;
  #bytes = 0;
  #isPaused = false;

  constructor({ stream, head, deflate, messageBytes }: Upgraded, listener: FramesListener) {
    this.#stream = stream;
    this.#receiver = new Receiver({
      extensions: deflate ? { [PerMessageDeflate.extensionName]: deflate } : {},
      maxPayload: messageBytes,
      maxFragments: limits.fragments,
      maxBufferedChunks: limits.bufferedChunks,
    });
    this.#report(listener, deflate);
    stream
      .on('error', () => {})
      .on('end', () => this.#receiver.end())
      .on('close', () => this.#receiver.end());
    if (head.length > 0) stream.unshift(head);
    stream.on('data', (chunk: Buffer) => this.#take(chunk, listener));
  }

  send(message: string | Uint8Array): void {
    const options = { binary: typeof message !== 'string', compress: false, fin: true, mask: true };
    this.#talk().send(message, options, () => {});
  }

  /** Nothing more is read. */
  pause(): void {
    this.#isPaused = true;
    this.#stream.pause();
  }

  #report(listener: FramesListener, deflate: PerMessageDeflate | null): void {
    const over = (): void => deflate?.cleanup();
    this.#receiver
      .on('message', listener.message)
      .on('ping', (data: Buffer) => this.#pong(data))
      .on('drain', () => {
        if (!this.#isPaused) this.#stream.resume();
      })
      .on('conclude', (code: number, reason: Buffer) => listener.close(code, reason.toString('utf8')))
      .on('error', (error: Error) => {
        over();
        listener.error(error);
      })
      .on('finish', () => {
        over();
        listener.close(1006, '');
      });
  }

  #take(chunk: Buffer, listener: FramesListener): void {
    if (this.#receiver.writableEnded) return;
    this.#bytes += chunk.length;
    if (this.#bytes > limits.totalBytes) listener.error(new Error('the server sends data without end'));
    else if (!this.#receiver.write(chunk)) this.#stream.pause();
  }

  /** One who does not read the answers needs none (RFC 6455 section 5.5.3: the last alone may be answered). */
  #pong(data: Buffer): void {
    if (this.#stream.writableLength < limits.unsentBytes) this.#talk().pong(data, true);
  }

  /** Most connections are only listened to. */
  #talk(): Sender {
    return (this.#sender ??= new Sender(this.#stream));
  }
}
