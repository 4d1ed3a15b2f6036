import { Exhausted } from './budget.ts';
import type { Machine } from './machine.ts';
import { PageThrow } from './store.ts';
import { Items, Obj, slots } from './values.ts';
import type { Value } from './values.ts';

const mostTasks = 3_000;

interface Event {
  readonly handler: Obj;
  readonly receiver: Value;
}

/** What a script leaves to be done: jobs of promises, timers and load handlers, handlers of events that may come. */
export class Tasks {
  readonly #machine: Machine;
  readonly #jobs: (() => void)[] = [];
  readonly #timers: (() => void)[] = [];
  readonly #events: Event[] = [];
  readonly #known = new Set<Obj>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  job(run: () => void): void {
    if (this.#jobs.length < mostTasks) this.#jobs.push(run);
  }

  /** Something that surely happens, once the scripts have run. */
  timer(run: () => void): void {
    if (this.#timers.length < mostTasks) this.#timers.push(run);
  }

  /** A function that may be called, with arguments that are not known. */
  event(handler: Obj, receiver?: Value): void {
    if (this.#known.has(handler) || this.#events.length >= mostTasks) return;
    this.#known.add(handler);
    this.#events.push({ handler, receiver });
  }

  runJobs(until: () => boolean = () => false): void {
    for (let count = 0; count < mostTasks && !until(); count += 1) {
      const job = this.#jobs.shift();
      if (job === undefined) return;
      this.#guarded(job);
    }
  }

  /** Runs all that is due, and what becomes due by it. */
  runAll(): void {
    for (let count = 0; count < mostTasks; count += 1) {
      this.runJobs();
      const timer = this.#timers.shift();
      if (timer !== undefined) this.#guarded(timer);
      else {
        const event = this.#events.shift() ?? this.#abandoned();
        if (event === undefined) return;
        const { handler, receiver } = event;
        this.maybe(() => this.#machine.call(handler, receiver, new Items([], false), this.#machine.site));
      }
    }
  }

  /** Runs what may happen: what it writes may not have been written. */
  maybe(run: () => void): void {
    const machine = this.#machine;
    const { uncertain } = machine;
    machine.uncertain = true;
    this.#guarded(() => {
      const { changes } = machine.store.attempt(run);
      machine.store.joinMaybe(changes);
    });
    machine.uncertain = uncertain;
  }

  /** A handler of a promise that nothing in what was read has settled. */
  #abandoned(): Event | undefined {
    for (let next = this.#machine.unsettled.pop(); next !== undefined; next = this.#machine.unsettled.pop()) {
      const { promise, handlers } = next;
      if (promise.members.has(slots.result) || promise.members.has('#thrown')) continue;
      for (const handler of handlers)
        if (handler instanceof Obj && handler.code?.type === 'closure') this.event(handler);
      const event = this.#events.shift();
      if (event !== undefined) return event;
    }
    return undefined;
  }

  #guarded(run: () => void): void {
    try {
      this.#machine.budget.within({ taken: 0 }, run);
    } catch (error) {
      if (!(error instanceof PageThrow || error instanceof Exhausted || error instanceof RangeError))
        throw error;
    }
  }
}
