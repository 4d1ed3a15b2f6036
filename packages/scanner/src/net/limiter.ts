/** Lets only so many pieces of work run at a time: in all, and for one key. The others wait in order. */
export class Limiter {
  readonly #total: number;
  readonly #perKey: number;
  readonly #running = new Map<string, number>();
  readonly #waiting: { readonly key: string; readonly start: () => void }[] = [];
  #busy = 0;

  constructor(total: number, perKey: number) {
    this.#total = total;
    this.#perKey = perKey;
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (!this.#admits(key)) await new Promise<void>((start) => this.#waiting.push({ key, start }));
    else this.#enter(key);
    try {
      return await work();
    } finally {
      this.#leave(key);
    }
  }

  #admits(key: string): boolean {
    return this.#busy < this.#total && (this.#running.get(key) ?? 0) < this.#perKey;
  }

  #enter(key: string): void {
    this.#busy += 1;
    this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
  }

  #leave(key: string): void {
    this.#busy -= 1;
    this.#running.set(key, (this.#running.get(key) ?? 0) - 1);
    const next = this.#waiting.findIndex((waiter) => this.#admits(waiter.key));
    if (next === -1) return;
    const [waiter] = this.#waiting.splice(next, 1);
    // Entered here and not by the waiter: another caller could take the place before it wakes up.
    this.#enter(waiter?.key ?? key);
    waiter?.start();
  }
}
