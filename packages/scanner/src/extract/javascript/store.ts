import { Accessor, Alias, Items, join, nextBirth, Obj, optionsOf, Unknown } from './values.ts';
import type { Holder, PropertyName, Stored, Value } from './values.ts';

/** What one attempt wrote: the last value of each place. */
export type Changes = ReadonlyMap<Holder, ReadonlyMap<PropertyName, Stored>>;

/** Thrown by the page's own `throw`. */
export class PageThrow {
  // No Error: it is control flow, thrown by the thousand, and a stack trace each time would cost more than the rest.
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

interface Attempt {
  readonly started: number;
  /** The values before the first write; null where there was none, as in most. */
  before: Map<Holder, Map<PropertyName, Stored | typeof absent>> | null;
}

const nothing: Changes = new Map();

const absent = Symbol('absent');

/**
 * The one way to write to variables and objects. Code under a condition that is not known runs as an attempt:
 * its writes are taken back, and what the alternatives leave behind is joined.
 */
export class Store {
  /** What was made until then is the browser's. */
  browserBirth = 0;
  #attempt: Attempt | null = null;
  #depth = 0;

  /** How many conditions that are not known are being followed inside each other. */
  get depth(): number {
    return this.#depth;
  }

  write(holder: Holder, name: PropertyName, value: Stored): void {
    this.#note(holder, name);
    holder.members.set(name, value);
  }

  remove(holder: Holder, name: PropertyName): void {
    this.#note(holder, name);
    holder.members.delete(name);
  }

  /** Runs, and takes every write back. */
  attempt<T>(run: () => T): { readonly result: T; readonly changes: Changes } {
    const outer = this.#attempt;
    const attempt: Attempt = { started: nextBirth(), before: null };
    this.#attempt = attempt;
    this.#depth += 1;
    try {
      const result = run();
      return { result, changes: changesOf(attempt) };
    } finally {
      takeBack(attempt);
      this.#attempt = outer;
      this.#depth -= 1;
    }
  }

  /** Writes what the alternatives left, joined: each place holds what any of them left there. */
  joinAll(alternatives: readonly Changes[]): void {
    if (alternatives.every(({ size }) => size === 0)) return;
    for (const [holder, names] of placesOf(alternatives)) {
      const changed = alternatives.map((changes) => changes.get(holder));
      for (const name of names) {
        const current = holder.members.get(name);
        if (this.#isBuiltIn(holder, name, current)) continue;
        const left = changed.map((own) => (own?.has(name) === true ? own.get(name) : current));
        this.write(holder, name, joinStored(left));
      }
    }
  }

  /** Writes changes that may not have happened. */
  joinMaybe(changes: Changes): void {
    this.joinAll([changes, nothing]);
  }

  /** Runs every alternative from the same state and joins what they leave. Rethrows where all of them throw. */
  fork<T>(runs: readonly (() => T)[]): readonly T[] {
    const results: T[] = [];
    const left: Changes[] = [];
    let thrown: PageThrow | null = null;
    for (const run of runs) {
      try {
        const { result, changes } = this.attempt(run);
        results.push(result);
        left.push(changes);
      } catch (error) {
        if (!(error instanceof PageThrow)) throw error;
        thrown ??= error;
      }
    }
    this.joinAll(left);
    if (results.length === 0 && thrown !== null) throw thrown;
    return results;
  }

  /** A function of the browser or the language in its own place: what a polyfill may put there does the same. */
  #isBuiltIn(holder: Holder, name: PropertyName, current: Stored): boolean {
    if (holder.birth > this.browserBirth || !(current instanceof Obj) || current.code?.type !== 'native')
      return false;
    return current.birth <= this.browserBirth && current.code.name === name;
  }

  #note(holder: Holder, name: PropertyName): void {
    const attempt = this.#attempt;
    if (attempt === null || holder.birth > attempt.started) return;
    attempt.before ??= new Map();
    let before = attempt.before.get(holder);
    if (before === undefined) attempt.before.set(holder, (before = new Map()));
    if (!before.has(name)) before.set(name, holder.members.has(name) ? holder.members.get(name) : absent);
  }
}

function changesOf({ before }: Attempt): Changes {
  if (before === null) return nothing;
  const changes = new Map<Holder, Map<PropertyName, Stored>>();
  for (const [holder, names] of before) {
    const changed = new Map<PropertyName, Stored>();
    for (const name of names.keys()) changed.set(name, holder.members.get(name));
    changes.set(holder, changed);
  }
  return changes;
}

function takeBack({ before }: Attempt): void {
  if (before === null) return;
  for (const [holder, names] of before) {
    for (const [name, value] of names) {
      if (value === absent) holder.members.delete(name);
      else holder.members.set(name, value);
    }
  }
}

/** What any of the alternatives wrote. */
function placesOf(alternatives: readonly Changes[]): ReadonlyMap<Holder, ReadonlySet<PropertyName>> {
  const places = new Map<Holder, Set<PropertyName>>();
  for (const changes of alternatives) {
    for (const [holder, names] of changes) {
      const known = places.get(holder);
      if (known === undefined) places.set(holder, new Set(names.keys()));
      else for (const name of names.keys()) known.add(name);
    }
  }
  return places;
}

function joinStored(left: readonly Stored[]): Stored {
  const [first] = left;
  if (left.every((value) => value === first)) return first;
  if (left.some((value) => value instanceof Items)) return joinItems(left);
  const values: Value[] = [];
  for (const value of left) {
    if (value instanceof Accessor || value instanceof Alias || value instanceof Items) return value;
    values.push(value);
  }
  return join(values);
}

function joinItems(left: readonly Stored[]): Stored {
  const lists = left.filter((value) => value instanceof Items);
  const longest = Math.max(...lists.map((list) => list.values.length));
  const [first] = lists;
  const values = Array.from({ length: longest }, (_, index) => {
    const value = first?.values[index];
    const agree = lists.every((list) => index < list.values.length && list.values[index] === value);
    return agree
      ? value
      : join(lists.filter((list) => index < list.values.length).map((list) => list.values[index]));
  });
  return new Items(
    values,
    lists.every((list) => list.complete),
  );
}

/** Marks every place that a loop left changed as not known, where its value depends on the number of rounds. */
export function unknownWhereDifferent(store: Store, first: Changes, second: Changes, reason: string): void {
  for (const [holder, names] of second) {
    for (const [name, value] of names) {
      const before = first.get(holder)?.get(name);
      if (before === value || value instanceof Items || value instanceof Accessor || value instanceof Alias)
        continue;
      const known =
        before instanceof Items || before instanceof Accessor || before instanceof Alias
          ? []
          : optionsOf(before);
      if (optionsOf(value).some((option) => isCounted(option) && !known.includes(option)))
        store.write(holder, name, new Unknown(reason));
    }
  }
}

function isCounted(value: Value): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
