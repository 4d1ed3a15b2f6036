import { createRequire } from 'node:module';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { Batches } from './messages.ts';

export interface ThreadSettings {
  readonly directory: string;
  /** Made at build time; null where the directory is a database already, or there is no template. */
  readonly template: string | null;
}
export type ThreadRequest =
  { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'close' };
export type ThreadAnswer =
  { readonly kind: 'ready' | 'closed' } | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** What the driver calls on a socket and a stream in this process has no use for. */
class BridgeStream extends Duplex {
  readonly #batches = new Batches();
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    super();
    this.#bridge = bridge;
  }

  connect(): this {
    this.#bridge.ready().then(
      () => this.emit('connect'),
      (error: unknown) => this.destroy(asError(error)),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (const batch of this.#batches.push(chunk)) this.#bridge.send(batch, this);
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#bridge.abandon(this);
    done(error);
  }
}

const rollback = Buffer.from('Q\0\0\0\x0dROLLBACK\0', 'latin1');

/**
 * Lets PostgreSQL's own driver speak to the embedded database in its thread, in the protocol of the wire: one driver,
 * one migrator, one set of queries for both databases. One connection at a time: the database has one session.
 */
export class Bridge {
  readonly #settings: () => Promise<ThreadSettings>;
  #thread: Worker | null = null;
  #ready: Promise<void> | null = null;
  #asked: (BridgeStream | null)[] = [];
  #live: BridgeStream | null = null;
  #isClosed = false;

  /** `settings` is asked before each start of the thread; a thread that broke is started again by the next use. */
  constructor(settings: () => Promise<ThreadSettings>) {
    this.#settings = settings;
  }

  /** A connection, for the driver's `stream` option. */
  stream(): Duplex {
    this.#live = new BridgeStream(this);
    return this.#live;
  }

  /** Resolves when the database is open; rejects where it cannot be opened. */
  ready(): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Error('the embedded database is closed'));
    this.#ready ??= this.#start().catch((error: unknown) => {
      this.#ready = null;
      throw error;
    });
    return this.#ready;
  }

  send(bytes: Buffer, from: BridgeStream | null): void {
    if (!this.#thread) {
      from?.destroy(new Error('the embedded database is not open'));
      return;
    }
    // Terminate is answered by nothing, and would end the one session.
    if (bytes[0] === 'X'.charCodeAt(0) && bytes.length === 5) return;
    this.#asked.push(from);
    this.#thread.postMessage({ kind: 'bytes', bytes: new Uint8Array(bytes) } satisfies ThreadRequest);
  }

  /** A connection that is over: what it left open in the one session is undone. */
  abandon(stream: BridgeStream): void {
    this.#asked = this.#asked.map((asked) => (asked === stream ? null : asked));
    if (this.#live !== stream) return;
    this.#live = null;
    if (this.#thread) this.send(rollback, null);
  }

  /** For good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const thread = this.#thread;
    if (!thread) return;
    this.#thread = null;
    const closed = new Promise<void>((resolve) => {
      thread.on('message', ({ kind }: ThreadAnswer) => {
        if (kind === 'closed') resolve();
      });
      thread.once('exit', () => resolve());
    });
    thread.postMessage({ kind: 'close' } satisfies ThreadRequest);
    await closed;
    await thread.terminate();
  }

  async #start(): Promise<void> {
    const thread = new Worker(createRequire(import.meta.url).resolve('#database-thread'), {
      workerData: await this.#settings(),
    });
    await new Promise<void>((resolve, reject) => {
      thread.on('message', (message: ThreadAnswer) => {
        if (message.kind === 'ready') resolve();
        if (message.kind === 'bytes') this.#answer(message.bytes);
      });
      thread.once('error', (error) => {
        reject(error);
        this.#broke(thread, error);
      });
      thread.once('exit', (code) => {
        const error = new Error(`the embedded database's thread ended (${code})`);
        reject(error);
        this.#broke(thread, error);
      });
    });
    this.#thread = thread;
  }

  #answer(bytes: Uint8Array): void {
    this.#asked.shift()?.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  #broke(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.#ready = null;
    this.#asked = [];
    this.#live?.destroy(error);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
