import { setMaxListeners } from 'node:events';
import type { Clock, Stage } from '../clock.ts';
import { pageMs, raising, type LimitName, type Limits } from '../limits.ts';
import { NetworkError } from '../net/network.ts';
import type { ResolvedOptions } from '../options.ts';

/** Why something is not read, and the option that reads it. */
export interface Refusal {
  readonly reason: string;
  readonly option: string;
}

/** What is left to spend on reading in one scan. */
export class Budget {
  /** Fires when the time is over, or when the caller's own signal does. */
  readonly signal: AbortSignal;
  readonly #clock: Clock;
  readonly #stage: Stage;
  readonly #limits: Limits;
  readonly #counted: LimitName;
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  #timer: NodeJS.Timeout;
  #files = 0;
  #bytes = 0;

  /** @param counted the limit on the number of what is read */
  constructor(
    limits: Limits,
    { clock, stage }: { readonly clock: Clock; readonly stage: Stage },
    outer: AbortSignal | undefined,
    counted: LimitName = 'files',
  ) {
    this.#clock = clock;
    this.#stage = stage;
    this.#limits = limits;
    this.#counted = counted;
    this.#outer = outer;
    this.signal = this.#controller.signal;
    setMaxListeners(0, this.signal);
    this.#timer = this.#wait();
    outer?.addEventListener('abort', this.#follow, { once: true });
    if (outer?.aborted) this.#follow();
  }

  /** Why `signal` fired, where it was the time. */
  get late(): Refusal {
    return {
      reason: this.#clock.reason(this.#stage),
      option: raising('scanMs', this.#limits.scanMs),
    };
  }

  /** The time may have grown meanwhile. */
  #wait(): NodeJS.Timeout {
    return setTimeout(() => {
      if (this.#clock.leftFor(this.#stage) > 0) this.#timer = this.#wait();
      else {
        const { reason, option } = this.late;
        this.#controller.abort(new NetworkError('timeout', `${reason}: give it more with ${option}`));
      }
    }, this.#clock.leftFor(this.#stage));
  }

  /** A page of a crawl has come whole. */
  pageCame(): void {
    this.#clock.earn(pageMs);
  }

  /** Counts one more file; says why there may not be one. */
  refuseFile(): Refusal | null {
    if (this.signal.aborted) return this.late;
    if (this.#files >= this.#limits[this.#counted]) return this.#over(this.#counted, 'files');
    if (this.#bytes >= this.#limits.totalBytes) return this.#over('totalBytes', 'bytes');
    this.#files += 1;
    return null;
  }

  /** The option that raises a limit. */
  raising(limit: LimitName): string {
    return raising(limit, this.#limits[limit]);
  }

  #over(limit: LimitName, things: string): Refusal {
    return { reason: `more than ${this.#limits[limit]} ${things} are not read`, option: this.raising(limit) };
  }

  /** How much of one more file may be read, and which limit says so. */
  bytesFor(limit: LimitName): { readonly maxBytes: number; readonly limit: LimitName } {
    const [own, left] = [this.#limits[limit], Math.max(0, this.#limits.totalBytes - this.#bytes)];
    return left < own ? { maxBytes: left, limit: 'totalBytes' } : { maxBytes: own, limit };
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

/** What one scan may spend on reading. */
export function readingBudget(
  { limits, signal }: Pick<ResolvedOptions, 'limits' | 'signal'>,
  clock: Clock,
): Budget {
  return new Budget(limits, { clock, stage: 'read' }, signal);
}
