import { bounds } from '../budget.ts';
import type { Call } from '../code.ts';
import type { Machine } from '../machine.ts';
import {
  Choice,
  isPrimitive,
  Items,
  lift,
  liftAll,
  Obj,
  slots,
  Template,
  Unknown,
  valueIn,
} from '../values.ts';
import type { Known, Primitive, Value } from '../values.ts';

/** A value as a string, as `String(value)` would make it: a string, or a template, an unknown or a choice of them. */
export function textOf(machine: Machine, value: Value): Value {
  if (typeof value === 'string') return value;
  if (value instanceof Choice) return lift(value, (option) => textOf(machine, option));
  if (value instanceof Unknown || value instanceof Template) return value;
  if (typeof value === 'symbol') return new Unknown('it is a symbol');
  return value instanceof Obj ? textOfObject(machine, value) : String(value);
}

function textOfObject(machine: Machine, object: Obj): Value {
  const href = valueIn(object, slots.href);
  if (href !== undefined) return href;
  const items = object.members.get(slots.items);
  if (object.kind === 'array' && items instanceof Items) return joinTexts(machine, items, ',');
  if (object.kind === 'regexp') {
    const source = object.members.get(slots.source);
    const flags = object.members.get(slots.flags);
    return typeof source === 'string' && typeof flags === 'string'
      ? `/${source}/${flags}`
      : new Unknown('a regular expression as text');
  }
  const method = machine.get(object, 'toString');
  if (method instanceof Obj && method !== machine.globals.objectToString) {
    return textOfResult(machine.call(method, object, new Items([]), machine.site));
  }
  return object.open || object.kind !== 'object' ? new Unknown('it is an object as text') : '[object Object]';
}

function textOfResult(value: Value): Value {
  return lift(value, (option) => {
    if (option instanceof Obj || typeof option === 'symbol') return new Unknown('it is an object as text');
    return isPrimitive(option) ? String(option) : option;
  });
}

/** The lists that are being joined, inside each other. */
const joining = new Set<Items>();
const deepestJoin = 20;

/**
 * The elements as texts with something between them: `Array.prototype.join`. A list within itself is empty there, as browsers
 * have it.
 */
export function joinTexts(machine: Machine, items: Items, separator: string): Value {
  if (joining.has(items)) return '';
  if (joining.size >= deepestJoin) return new Unknown('lists are nested too deep');
  joining.add(items);
  try {
    return joinedTexts(machine, items, separator);
  } finally {
    joining.delete(items);
  }
}

function joinedTexts(machine: Machine, items: Items, separator: string): Value {
  let text: Value = '';
  for (const [index, item] of items.values.entries()) {
    machine.budget.step();
    if (index > 0) text = concat(machine, text, separator);
    const own = lift(item, (option) => (option === undefined || option === null ? '' : option));
    text = concat(machine, text, textOf(machine, own));
  }
  return items.complete ? text : concat(machine, text, new Unknown('more elements follow'));
}

const tooLong = new Unknown('a string grows too long');

/** What a function of the language made, unless that is a string over the bound. */
export function withinBounds(value: Value): Value {
  return lift(value, (option) =>
    typeof option === 'string' && option.length > bounds.text ? tooLong : option,
  );
}

/**
 * Whether a replacement may be made: the result stays within ten times the bound of a string, also where each `$` of
 * the replacement stands for all of the subject (ECMA-262 section 22.1.3.19.1, GetSubstitution).
 */
export function mayReplace(subject: string, matches: number, replacement: string): boolean {
  const references = replacement.split('$').length - 1;
  const most = subject.length + matches * (replacement.length + references * subject.length);
  return most <= 10 * bounds.text;
}

/** Two texts after each other. */
export function concat(machine: Machine, left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    if (left.length + right.length > bounds.text) return tooLong;
    const text = left + right;
    machine.traces.derive(text, [left, right]);
    return text;
  }
  return liftAll([left, right], ([first, second]) => {
    if (typeof first === 'string' && typeof second === 'string') return concat(machine, first, second);
    return template([...partsOf(first), ...partsOf(second)]);
  });
}

function partsOf(value: Known): readonly (string | Unknown)[] {
  if (value instanceof Template) return value.parts;
  if (value instanceof Unknown) return [value];
  return [isPrimitive(value) ? String(value) : ''];
}

/** A string of known and unknown parts, in its shortest form. */
export function template(parts: readonly (string | Unknown)[]): Value {
  const merged: (string | Unknown)[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  if (merged.length > 100) return new Unknown('a string has too many unknown parts');
  const length = merged.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
  if (length > bounds.text) return tooLong;
  if (merged.every((part) => typeof part === 'string')) return merged.join('');
  return merged.length === 1 && merged[0] instanceof Unknown ? merged[0] : new Template(merged);
}

/** The known beginning of a text. */
export function headOf(value: Known): string {
  if (typeof value === 'string') return value;
  const first = value instanceof Template ? value.parts[0] : undefined;
  return typeof first === 'string' ? first : '';
}

/** A template with another beginning. */
export function withHead(value: Template, head: string): Value {
  return template([head, ...(typeof value.parts[0] === 'string' ? value.parts.slice(1) : value.parts)]);
}

/** What is unknown in a value, for people; null where all of it is known. */
export function unknownIn(value: Known): string | null {
  if (value instanceof Unknown) return value.reason;
  if (!(value instanceof Template)) return null;
  const unknown = value.parts.find((part) => part instanceof Unknown);
  return unknown instanceof Unknown ? unknown.reason : null;
}

/**
 * Runs a function of the language on the texts and other primitives that were passed, for every combination of
 * alternatives; what is not known, or no primitive, makes the result unknown.
 */
export function pure(call: Call, values: readonly Value[], apply: (...values: Primitive[]) => Value): Value {
  return liftAll(values, (options) => {
    const primitives: Primitive[] = [];
    for (const option of options) {
      const value = option instanceof Obj && option.code === null ? textOf(call.machine, option) : option;
      if (!isPrimitive(value)) {
        const reason = value instanceof Unknown || value instanceof Template ? unknownIn(value) : null;
        return new Unknown(reason ?? 'it is made from an object');
      }
      primitives.push(value);
    }
    const result = apply(...primitives);
    if (typeof result === 'string') call.machine.traces.derive(result, primitives);
    return result;
  });
}
