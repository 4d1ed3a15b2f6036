import { pageMs, timeForScan } from './limits.ts';
import type { ResolvedOptions } from './options.ts';

/** The shares of a scan's time by whose end each stage must be over, so that something is left for the next. */
const ends = { read: 0.6, analyse: 0.78, text: 0.84, sourceMaps: 0.87, probe: 1 } as const;

/** A timer that is set for longer fires at once (Node.js, `setTimeout`). */
const longestTimerMs = 2 ** 31 - 1;

export type Stage = keyof typeof ends;

/** What is left of the time that one scan may take. It runs from the moment it is made. */
export class Clock {
  readonly #started = performance.now();
  #scanMs: number;
  #withheldMs: number;

  /**
   * @param scanMs for the whole scan, ms
   * @param withheldMs of it, what the scan has to earn
   */
  constructor(scanMs: number, withheldMs = 0) {
    this.#scanMs = scanMs - withheldMs;
    this.#withheldMs = withheldMs;
  }

  /** Gives the scan so much of what was withheld, ms. */
  earn(ms: number): void {
    const given = Math.min(ms, this.#withheldMs);
    this.#withheldMs -= given;
    this.#scanMs += given;
  }

  /** When a stage must be over, as `performance.now()` counts, ms. */
  endOf(stage: Stage): number {
    return this.#started + this.#scanMs * ends[stage];
  }

  /** How much longer a stage may take, ms; 0 where its time is over. Never longer than a timer can be set for. */
  leftFor(stage: Stage): number {
    return Math.min(longestTimerMs, Math.max(0, this.endOf(stage) - performance.now()));
  }

  /** Why a stage was broken off. */
  reason(stage: Stage): string {
    const seconds = Number(((this.#scanMs * ends[stage]) / 1000).toFixed(1));
    return `the time for ${words[stage]} (until ${seconds} s of the scan) was over`;
  }
}

/** The clock of a scan. What pages of a crawl add is earned by their coming: pages that only drip add nothing. */
export function clockFor({
  limits: { scanMs },
  timeoutMs,
  crawl,
}: Pick<ResolvedOptions, 'limits' | 'timeoutMs' | 'crawl'>): Clock {
  const withoutPages = timeForScan(timeoutMs, 0);
  return new Clock(scanMs, Math.max(0, Math.min(pageMs * crawl, scanMs - withoutPages)));
}

const words: Readonly<Record<Stage, string>> = {
  read: 'reading',
  analyse: 'the analysis',
  text: 'the analysis',
  sourceMaps: 'source maps',
  probe: 'handshakes',
};
