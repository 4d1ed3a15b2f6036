import { bounds, Exhausted } from './budget.ts';
import type { Machine } from './machine.ts';
import { PageThrow } from './store.ts';
import { isPending } from './evaluate/promise.ts';
import { Items, Obj } from './values.ts';
import type { Value } from './values.ts';

const mostTasks = 3_000;

interface Event {
  readonly handler: Obj;
  readonly receiver: Value;
}

/** A promise that something waits for. */
export interface Unsettled {
  readonly promise: Obj;
  readonly handlers: readonly Value[];
  /** Settles it with what is known. */
  readonly giveUp?: () => void;
}

/** What a script leaves to be done: jobs of promises, timers and load handlers, handlers of events that may come. */
export class Tasks {
  readonly #machine: Machine;
  readonly #jobs: (() => void)[] = [];
  readonly #loads: (() => void)[] = [];
  readonly #timers: (() => void)[] = [];
  readonly #events: Event[] = [];
  readonly #known = new Set<Obj>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  job(run: () => void): void {
    if (this.#jobs.length < mostTasks) this.#jobs.push(run);
  }

  /** A script that was asked for and will come. */
  load(run: () => void): void {
    if (this.#loads.length < mostTasks) this.#loads.push(run);
  }

  /** Something that surely happens, once the scripts have run. */
  timer(run: () => void): void {
    if (this.#timers.length < mostTasks) this.#timers.push(run);
  }

  /** What code leaves to be done once the scripts have run. */
  timersOf(run: () => void): readonly (() => void)[] {
    const before = this.#timers.length;
    run();
    return this.#timers.slice(before);
  }

  /** Runs some of what is left to be done before its turn, until what waits for it can go on. */
  hasten(timers: readonly (() => void)[], until: () => boolean): void {
    for (const timer of timers) {
      const index = until() ? -1 : this.#timers.indexOf(timer);
      if (index === -1) continue;
      this.#timers.splice(index, 1);
      this.#guarded(timer);
      this.runJobs(until);
    }
  }

  /** A function that may be called, with arguments that are not known. Where there is much code, only if it says why. */
  event(handler: Obj, receiver?: Value): void {
    if (this.#known.has(handler) || this.#events.length >= mostTasks) return;
    if (this.#machine.hasMuchCode && this.#isRemote(handler)) return;
    this.#known.add(handler);
    this.#events.push({ handler, receiver });
  }

  /** Whether a function has nothing to do with sockets by its text. What leads to one by a name is found later. */
  #isRemote({ code }: Obj): boolean {
    if (code?.type !== 'closure' || code.node === null) return false;
    return !this.#machine.relevance.has(code.script, code.node);
  }

  runJobs(until: () => boolean = () => false): void {
    for (let count = 0; count < mostTasks && !until(); count += 1) {
      const job = this.#jobs.shift();
      if (job === undefined) return;
      this.#guarded(job);
    }
  }

  /** Runs the scripts that were asked for, until what waits for them can go on. */
  runLoads(until: () => boolean): void {
    for (let load = this.#loads.shift(); load !== undefined && !until(); load = this.#loads.shift()) {
      this.#guarded(load);
      this.runJobs(until);
    }
  }

  /** Runs all that is due, and what becomes due by it. */
  runAll(): void {
    for (let count = 0; count < mostTasks; count += 1) {
      this.runJobs();
      const due = this.#loads.shift() ?? this.#timers.shift();
      if (due !== undefined) this.#guarded(due);
      else {
        const event = this.#events.shift();
        if (event === undefined && this.#givesUp()) continue;
        const next = event ?? this.#abandoned();
        if (next === undefined) return;
        const { handler, receiver } = next;
        this.guess(() => this.#machine.call(handler, receiver, new Items([], false), this.#machine.site));
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

  /** Runs what nothing is known to call, with nothing known. */
  guess(run: () => void): void {
    const machine = this.#machine;
    const { guessing } = machine;
    machine.guessing = true;
    this.maybe(run);
    machine.guessing = guessing;
  }

  /** Lets what waits for several promises go on with those that are settled. */
  #givesUp(): boolean {
    const { unsettled } = this.#machine;
    const index = unsettled.findIndex(({ giveUp, promise }) => giveUp !== undefined && isPending(promise));
    const [waiting] = index === -1 ? [] : unsettled.splice(index, 1);
    if (waiting?.giveUp === undefined) return false;
    this.#guarded(waiting.giveUp);
    return true;
  }

  /** A handler of a promise that nothing in what was read has settled. */
  #abandoned(): Event | undefined {
    for (let next = this.#machine.unsettled.pop(); next !== undefined; next = this.#machine.unsettled.pop()) {
      const { promise, handlers } = next;
      if (!isPending(promise)) continue;
      for (const handler of handlers)
        if (handler instanceof Obj && handler.code?.type === 'closure') this.event(handler);
      const event = this.#events.shift();
      if (event !== undefined) return event;
    }
    return undefined;
  }

  #guarded(run: () => void): void {
    try {
      this.#machine.budget.within({ taken: 0, most: bounds.functionSteps }, run);
    } catch (error) {
      const isExpected =
        error instanceof PageThrow || error instanceof Exhausted || error instanceof RangeError;
      const { mishaps, site } = this.#machine;
      if (!isExpected && !mishaps.note(error, site.script)) throw error;
    }
  }
}
