import type { FastifyBaseLogger } from 'fastify';

export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
}

/** Runs chores again and again, each never twice at once; one that fails is logged and runs at its next turn. */
export class Tender {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Map<string, Promise<void>>();
  readonly #log: FastifyBaseLogger;

  constructor(log: FastifyBaseLogger) {
    this.#log = log;
  }

  start(chores: readonly Chore[]): void {
    for (const chore of chores) this.#timers.push(setInterval(() => this.#turn(chore), chore.everyMs));
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running.values());
  }

  #turn({ name, run }: Chore): void {
    if (this.#running.has(name)) return;
    const turn = run()
      .then(() => undefined)
      .catch((error: unknown) => this.#log.warn({ err: error }, `${name} failed`))
      .finally(() => this.#running.delete(name));
    this.#running.set(name, turn);
  }
}
