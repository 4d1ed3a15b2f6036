/** When the analysis of a site must be over, as `performance.now()` of the main thread counts, ms. */
export interface AnalysisTime {
  /** From then on, all is searched as text. */
  readonly until: number;
  /** From then on, nothing is waited for. */
  readonly last: number;
}

const forever: AnalysisTime = { until: Infinity, last: Infinity };
/** A thread is given so much more than it gives itself, ms: it would rather tell what it has found. */
const grace = 2_000;
/** The share of what is left that evaluating all documents may take; the rest is for telling what was found. */
const evaluationShare = 0.6;

/** How long one site's analysis thread is waited for. */
export class Patience {
  readonly #sourceMs: number;
  readonly #time: AnalysisTime;

  constructor(sourceMs: number, time: AnalysisTime = forever) {
    this.#sourceMs = sourceMs;
    this.#time = time;
  }

  /** Whether all is searched as text by now. */
  get isOver(): boolean {
    return performance.now() >= this.#time.until;
  }

  get isExhausted(): boolean {
    return performance.now() >= this.#time.last;
  }

  /** For one source, ms. */
  forSource(): number {
    return this.#bounded(this.#sourceMs + grace);
  }

  /** For an answer about all sources together, ms. */
  forAll(): number {
    return this.#bounded(this.#sourceMs * 3 + grace);
  }

  /** What the thread may spend of that on evaluating, ms. */
  forEvaluation(): number {
    return Math.min(this.#sourceMs * 1.5, this.forAll() * evaluationShare);
  }

  #bounded(ms: number): number {
    const end = this.isOver ? this.#time.last : this.#time.until;
    return Math.max(0, Math.min(ms, end - performance.now()));
  }
}
