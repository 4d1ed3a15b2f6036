import { evaluationClock } from './evaluation-clock.ts';

/** The bounds of an evaluation besides its steps. */
export const bounds = {
  /** Length of a string, UTF-16 units. */
  text: 100_000,
  /** Elements of an array, members of an object. */
  members: 5_000,
  /** Alternatives that one value may have. */
  alternatives: 12,
  /** Times one loop runs while its condition is known. */
  iterations: 1_000,
  /** Calls of page functions inside each other. */
  calls: 120,
  /** Activations of one function at once. */
  recursion: 12,
  /** Functions of so many UTF-16 units are always followed: they only name what they calculate. */
  tiny: 200,
  /** Unknown conditions inside each other from which on calls are made sparingly. */
  conditions: 3,
  /** Calls of one function, while it is not known that they are made at all. */
  explored: 40,
  /** Of these, calls that pass nothing known. */
  uninformed: 4,
  /** Steps that one function may take by itself, in all its calls. */
  functionSteps: 25_000,
  /** The same, at least, in calls by code that has nothing to do with sockets by its text, where there is much code. */
  remoteSteps: 1_250,
  /** UTF-16 units of the scripts up to which no such difference is made, nor between functions that nothing is known to call. */
  littleCode: 500_000,
  /** UTF-16 units of the scripts up to which functions may take more: the decoders of obfuscated code take it. */
  leastCode: 80_000,
  /** How many times as much. */
  ofLeastCode: 12,
};

/** Bounds the strings of the evaluations that follow on this thread, UTF-16 units. */
export function boundText(units: number): void {
  bounds.text = units;
}

/** Thrown where a budget has run out; what it interrupts is unknown from there on. */
export class Exhausted {
  // No Error, for the same reason as `PageThrow`.
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** What one function has taken so far. */
export interface Steps {
  taken: number;
  readonly most: number;
}

/** Steps, nesting and time of one evaluation. */
export class Budget {
  #steps: number;
  #deadline: number;
  readonly #maxDepth: number;
  readonly #clock = evaluationClock();
  #depth = 0;
  /** The steps of the function that runs now. */
  #own: Steps = { taken: 0, most: bounds.functionSteps };

  /**
   * @param steps nodes that may be evaluated
   * @param time after which to stop, ms by `evaluationClock`
   * @param maxDepth evaluations inside each other; bounded by the thread's stack
   */
  constructor(steps: number, time: number, maxDepth: number) {
    this.#steps = steps;
    this.#deadline = time;
    this.#maxDepth = maxDepth;
  }

  get exhausted(): boolean {
    return this.#steps <= 0;
  }

  /** Allows so many more steps: a reserve for what has not run yet. */
  extend(steps: number): void {
    this.#steps = Math.max(0, this.#steps) + steps;
  }

  /** Runs something with a share of the steps and of the time that are left, so that something is left for what follows. */
  portion(share: number, run: () => void): void {
    const now = this.#clock();
    const [deadline, kept] = [this.#deadline, Math.max(0, this.#steps) * (1 - share)];
    this.#deadline = now + Math.max(0, deadline - now) * share;
    this.#steps -= kept;
    try {
      run();
    } finally {
      this.#deadline = deadline;
      this.#steps = Math.floor(Math.max(0, this.#steps) + kept);
    }
  }

  step(): void {
    this.#steps -= 1;
    if (this.#steps <= 0) throw new Exhausted('the analysis took too many steps');
    if ((this.#steps & 0xfff) === 0 && this.#clock() > this.#deadline) {
      this.#steps = 0;
      throw new Exhausted('the analysis took too long');
    }
    // Counted by then: what is entered again and again must come to an end, too.
    this.#own.taken += 1;
    if (this.#own.taken > this.#own.most) throw new Exhausted('a function took too many steps');
  }

  /** Counts the steps of `run` for one function, however often it is called. */
  within<T>(steps: Steps, run: () => T): T {
    const outer = this.#own;
    const depth = this.#depth;
    this.#own = steps;
    try {
      return run();
    } finally {
      this.#own = outer;
      this.#depth = depth;
    }
  }

  enter(): void {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth) {
      this.#depth -= 1;
      throw new Exhausted('the code is nested too deep');
    }
  }

  leave(): void {
    this.#depth -= 1;
  }
}
