import { setMaxListeners } from 'node:events';
import type { Limits } from '../options.ts';

/** Reading may take this share of a scan's time: the rest is for the handshakes. */
const share = 0.5;

/** What is left to spend on reading in one scan. */
export class Budget {
  /** Fires when the time is over, or when the caller's own signal does. */
  readonly signal: AbortSignal;
  /** Why `signal` fired, where it was the time. */
  readonly timeReason: string;
  readonly #limits: Limits;
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  #files = 0;
  #bytes = 0;

  constructor(limits: Limits, outer: AbortSignal | undefined) {
    this.#limits = limits;
    this.#outer = outer;
    this.signal = this.#controller.signal;
    setMaxListeners(0, this.signal);
    const ms = limits.scanMs * share;
    this.timeReason = `the time for reading (${Number((ms / 1000).toFixed(1))} s) was over`;
    this.#timer = setTimeout(() => this.#controller.abort(new Error(this.timeReason)), ms);
    outer?.addEventListener('abort', this.#follow, { once: true });
    if (outer?.aborted) this.#follow();
  }

  /** Counts one more file; says why there may not be one. */
  refuseFile(): string | null {
    if (this.signal.aborted) return this.timeReason;
    if (this.#files >= this.#limits.files) return `more than ${this.#limits.files} files are not read`;
    if (this.#bytes >= this.#limits.totalBytes)
      return `more than ${this.#limits.totalBytes} bytes are not read`;
    this.#files += 1;
    return null;
  }

  /** How much of one more file may be read. */
  bytesFor(limit: number): number {
    return Math.max(0, Math.min(limit, this.#limits.totalBytes - this.#bytes));
  }

  /** What the work gives, or null where the time is over before. */
  inTime<T>(work: Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => resolve(null);
      if (this.signal.aborted) giveUp();
      this.signal.addEventListener('abort', giveUp, { once: true });
      work.then(resolve, reject).finally(() => this.signal.removeEventListener('abort', giveUp));
    });
  }

  spend(bytes: number): void {
    this.#bytes += bytes;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#follow);
  }

  readonly #follow = (): void => this.#controller.abort(this.#outer?.reason);
}
