import { bounds } from './budget.ts';
import type { Code } from './code.ts';

/** What the evaluator knows of a value of the page. Primitives stand for themselves. */
export type Value = Known | Choice;
export type Known = Primitive | Unknown | Template | Obj;
export type Primitive = string | number | boolean | bigint | symbol | null | undefined;

/** A value that could be anything, and why it is not known. */
export class Unknown {
  readonly reason: string;
  /** True of what surely exists (a browser interface that is not modelled). */
  readonly exists: boolean;

  constructor(reason: string, exists = false) {
    this.reason = reason;
    this.exists = exists;
  }
}

/** What code calculates and the analysis did not follow, for its own bounds: no choice between values of the page. */
export class GivenUp extends Unknown {}

/** A string of which only parts are known; two known parts never touch. */
export class Template {
  readonly parts: readonly (string | Unknown)[];

  constructor(parts: readonly (string | Unknown)[]) {
    this.parts = parts;
  }
}

/** One of several values, by conditions that are not known. Made by `join` alone. */
export class Choice {
  readonly options: readonly Known[];

  constructor(options: readonly Known[]) {
    this.options = options;
  }
}

export type PropertyName = string | symbol;

/** A property with a getter or a setter. */
export class Accessor {
  readonly get: Value;
  readonly set: Value;

  constructor(get: Value, set: Value) {
    this.get = get;
    this.set = set;
  }
}

/** The elements of an array, set or argument list; not complete where more may follow. */
export class Items {
  readonly values: readonly Value[];
  readonly complete: boolean;

  constructor(values: readonly Value[], complete = true) {
    this.values = values;
    this.complete = complete;
  }
}

/** A variable that belongs to another module. */
export class Alias {
  readonly read: () => Value;

  constructor(read: () => Value) {
    this.read = read;
  }
}

/** What a variable or a property can hold. */
export type Stored = Value | Accessor | Items | Alias;

export type ObjKind =
  | 'object'
  | 'array'
  | 'function'
  | 'regexp'
  | 'url'
  | 'search-params'
  | 'location'
  | 'document'
  | 'element'
  | 'promise'
  | 'map'
  | 'set'
  | 'error'
  | 'date'
  | 'generator'
  | 'proxy'
  | 'library';

/** What members are written to, in a way that a journal can take back: an object, or a scope's variables. */
export class Holder {
  readonly members = new Map<PropertyName, Stored>();
  /** When it was made, on the clock of `nextBirth`. */
  readonly birth = nextBirth();
}

let births = 0;

/** A number above all before: tells what was made before a branch from what the branch made. */
export function nextBirth(): number {
  births += 1;
  return births;
}

/** An object of the page. */
export class Obj extends Holder {
  readonly kind: ObjKind;
  proto: Obj | null;
  /** Set where it can be called. */
  readonly code: Code | null;
  /** Whether it may have members that are not known. */
  open = false;

  constructor(kind: ObjKind, proto: Obj | null, code: Code | null = null) {
    super();
    this.kind = kind;
    this.proto = proto;
    this.code = code;
  }
}

/** Keys of internal slots: members that no script can name. */
export const slots = {
  items: Symbol('items'),
  href: Symbol('href'),
  result: Symbol('result'),
  reactions: Symbol('reactions'),
  owner: Symbol('owner'),
  source: Symbol('source'),
  flags: Symbol('flags'),
  element: Symbol('element'),
  entries: Symbol('entries'),
  path: Symbol('path'),
  uninitialised: Symbol('uninitialised'),
} as const;

/** The value in a slot or a plain member; undefined where there is none. */
export function valueIn(holder: Holder, name: PropertyName): Value {
  const stored = holder.members.get(name);
  return stored instanceof Accessor || stored instanceof Items || stored instanceof Alias
    ? undefined
    : stored;
}

export const iteratorSymbol = Symbol('Symbol.iterator');
export const asyncIteratorSymbol = Symbol('Symbol.asyncIterator');

export function isPrimitive(value: Value): value is Primitive {
  return typeof value !== 'object' || value === null;
}

/** The options of a choice; a list of itself for any other value. */
export function optionsOf(value: Value): readonly Known[] {
  return value instanceof Choice ? value.options : [value];
}

const tooMany = new Unknown('it has too many alternatives');

/** Either of the values. More alternatives than are kept become unknown. */
export function join(values: readonly Value[]): Value {
  const [first] = values;
  if (values.every((value) => value === first)) return first;
  const options: Known[] = [];
  for (const value of values) {
    if (!(value instanceof Choice)) include(options, value);
    else for (const option of value.options) include(options, option);
  }
  if (options.length === 1) return options[0];
  // One alternative more does not tell the others.
  if (options.length > bounds.alternatives || options.includes(tooMany)) return tooMany;
  return options.length === 0 ? undefined : new Choice(options);
}

function include(options: Known[], option: Known): void {
  for (const other of options) if (same(other, option)) return;
  options.push(option);
}

/** Applies a function to every alternative of a value. */
export function lift(value: Value, apply: (option: Known) => Value): Value {
  return value instanceof Choice ? join(value.options.map(apply)) : apply(value);
}

function isKnown(value: Value): value is Known {
  return !(value instanceof Choice);
}

/** Applies a function to every combination of alternatives, as long as there are not too many. */
export function liftAll(values: readonly Value[], apply: (options: readonly Known[]) => Value): Value {
  if (values.every(isKnown)) return apply(values);
  let combinations: Known[][] = [[]];
  for (const value of values) {
    const options = optionsOf(value);
    if (combinations.length * options.length > bounds.alternatives * 4) return tooMany;
    combinations = combinations.flatMap((combination) => options.map((option) => combination.concat(option)));
  }
  return join(combinations.map(apply));
}

/** Whether a value is true in a condition; null where that is not known. */
export function truthOf(value: Value): boolean | null {
  if (value instanceof Choice) {
    const [first, ...rest] = value.options.map(truthOf);
    return first !== undefined && rest.every((truth) => truth === first) ? first : null;
  }
  if (value instanceof Unknown) return value.exists ? true : null;
  if (value instanceof Template) return value.parts.some((part) => typeof part === 'string') ? true : null;
  return isPrimitive(value) ? Boolean(value) : true;
}

/** The alternatives of a value that are true (or false) in a condition. */
export function narrowed(value: Value, truth: boolean): Value {
  if (!(value instanceof Choice)) return value;
  const kept = value.options.filter((option) => truthOf(option) !== !truth);
  return kept.length === 0 ? value : join(kept);
}

function same(a: Known, b: Known): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Unknown && b instanceof Unknown) return a.exists === b.exists;
  if (!(a instanceof Template) || !(b instanceof Template) || a.parts.length !== b.parts.length) return false;
  return a.parts.every((part, index) => part === b.parts[index]);
}
