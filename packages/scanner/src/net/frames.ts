import type { Duplex } from 'node:stream';
import { PerMessageDeflate, Receiver, Sender } from 'ws';
import { sayGoodbye } from './goodbye.ts';

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
  /**
   * With the code of the Close frame, 1005 where it had none; 1006 where the connection ended, with such a frame before
   * or not (RFC 6455 section 7.1.5): the first call tells.
   */
  readonly close: (code: number, reason: string) => void;
  /** With an error of `ws` where what came broke RFC 6455 or is too big. */
  readonly error: (error: Error) => void;
}

/** A client's side of a WebSocket connection after the 101: its frames, taken apart and made by `ws`. */
export class Frames {
  readonly #upgraded: Upgraded;
  readonly #listener: FramesListener;
  #receiver: Receiver | null = null;
  #sender: Sender | null = null;
  #bytes = 0;
  #isPaused = false;

  constructor(upgraded: Upgraded, listener: FramesListener) {
    this.#upgraded = upgraded;
    this.#listener = listener;
    const { stream, head } = upgraded;
    stream
      .on('error', () => {})
      .on('end', () => this.#end())
      .on('close', () => this.#end());
    if (head.length > 0) stream.unshift(head);
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  send(message: string | Uint8Array): void {
    const options = { binary: typeof message !== 'string', compress: false, fin: true, mask: true };
    this.#talk().send(message, options, () => {});
  }

  /** Says goodbye: nothing more is read, and the stream is destroyed half a second later at most. */
  leave(): void {
    sayGoodbye(this.#upgraded.stream, this.#talk());
  }

  /** Nothing more is read. */
  pause(): void {
    this.#isPaused = true;
    this.#upgraded.stream.pause();
  }

  #take(chunk: Buffer): void {
    // Most servers wait to be asked: what reads them is made when there is something to read.
    const receiver = (this.#receiver ??= this.#newReceiver());
    if (receiver.writableEnded) return;
    this.#bytes += chunk.length;
    if (this.#bytes > limits.totalBytes) this.#listener.error(new Error('the server sends data without end'));
    else if (!receiver.write(chunk)) this.#upgraded.stream.pause();
  }

  #newReceiver(): Receiver {
    const { deflate, messageBytes, stream } = this.#upgraded;
    const receiver = new Receiver({
      extensions: deflate ? { [PerMessageDeflate.extensionName]: deflate } : {},
      maxPayload: messageBytes,
      maxFragments: limits.fragments,
      maxBufferedChunks: limits.bufferedChunks,
    });
    receiver
      .on('message', this.#listener.message)
      .on('ping', (data: Buffer) => this.#pong(data))
      .on('drain', () => {
        if (!this.#isPaused) stream.resume();
      })
      .on('conclude', (code: number, reason: Buffer) => this.#listener.close(code, reason.toString('utf8')))
      .on('error', (error: Error) => {
        deflate?.cleanup();
        this.#listener.error(error);
      })
      .on('finish', () => this.#over());
    return receiver;
  }

  #end(): void {
    if (this.#receiver) this.#receiver.end();
    else this.#over();
  }

  #over(): void {
    this.#upgraded.deflate?.cleanup();
    this.#listener.close(1006, '');
  }

  /** One who does not read the answers needs none (RFC 6455 section 5.5.3: the last alone may be answered). */
  #pong(data: Buffer): void {
    if (this.#upgraded.stream.writableLength < limits.unsentBytes) this.#talk().pong(data, true);
  }

  #talk(): Sender {
    return (this.#sender ??= new Sender(this.#upgraded.stream));
  }
}
