import { bounds } from '../budget.ts';
import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { ownNames, setMember } from '../evaluate/property.ts';
import { pure, textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { PageThrow } from '../store.ts';
import { isPrimitive, Items, lift, Obj, slots, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import type { Methods } from './define.ts';

/** A JSON text as a value of the page; nested as deep as there is budget for. */
export function valueOfJson(machine: Machine, text: string): Value {
  return ofPlain(machine, JSON.parse(text) as unknown, text);
}

/** The same of a file, which may be no JSON. */
export function jsonValue(machine: Machine, text: string): Value {
  try {
    return valueOfJson(machine, text);
  } catch (error) {
    if (error instanceof SyntaxError) return new Unknown('a file that is no JSON');
    throw error;
  }
}

function ofPlain(machine: Machine, plain: unknown, text: string): Value {
  machine.budget.step();
  machine.budget.enter();
  let value: Value;
  if (Array.isArray(plain)) {
    const kept = plain.slice(0, bounds.members) as unknown[];
    value = machine.array(
      kept.map((item) => ofPlain(machine, item, text)),
      kept.length === plain.length,
    );
  } else if (typeof plain === 'object' && plain !== null) {
    value = machine.object();
    for (const [name, member] of Object.entries(plain).slice(0, bounds.members))
      value.members.set(name, ofPlain(machine, member, text));
  } else {
    value =
      typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? plain : null;
    if (typeof value === 'string') machine.traces.derive(value, [text]);
  }
  machine.budget.leave();
  return value;
}

function parse(call: Call): Value {
  return lift(textOf(call.machine, argument(call, 0)), (text) => {
    call.machine.risks += typeof text === 'string' ? 0 : 1;
    if (typeof text !== 'string')
      return text instanceof Unknown ? text : new Unknown('parsed JSON that is not wholly known');
    try {
      const value = valueOfJson(call.machine, text);
      return revived(call, '', value, call.machine.object());
    } catch (error) {
      if (error instanceof SyntaxError) throw new PageThrow(new Unknown('a JSON syntax error'));
      throw error;
    }
  });
}

/** What the second argument of `JSON.parse` makes of a value and of all within it (ECMA-262, InternalizeJSONProperty). */
function revived(call: Call, name: string, value: Value, holder: Obj): Value {
  const { machine } = call;
  const reviver = argument(call, 1);
  if (!(reviver instanceof Obj) || reviver.code === null) return value;
  machine.budget.step();
  if (value instanceof Obj)
    for (const inner of ownNames(value))
      setMember(machine, value, inner, revived(call, inner, machine.get(value, inner), value));
  return machine.call(reviver, holder, new Items([name, value]), call.site);
}

function stringify(call: Call): Value {
  const replacer = argument(call, 1);
  const names = replacer instanceof Obj ? plainOf(call.machine, replacer, 0, { units: 0 }) : null;
  if (names !== null && !Array.isArray(names)) return new Unknown('JSON that a function makes');
  return lift(argument(call, 0), (value) => {
    const size = { units: 0 };
    const plain = plainOf(call.machine, value, 0, size);
    if (size.units > bounds.text) return new Unknown('a string grows too long');
    if (plain === notPlain)
      return new Unknown(value instanceof Unknown ? value.reason : 'JSON that is not wholly known');
    const indent = argument(call, 2);
    const text = JSON.stringify(
      plain,
      names,
      typeof indent === 'number' || typeof indent === 'string' ? indent : undefined,
    );
    return text;
  });
}

const notPlain = Symbol('not plain');

/** @param size of the strings so far, UTF-16 units: what is too large is not copied */
function plainOf(machine: Machine, value: Value, depth: number, size: { units: number }): unknown {
  size.units += typeof value === 'string' ? value.length : 1;
  if (size.units > bounds.text) return notPlain;
  if (isPrimitive(value)) return typeof value === 'symbol' || typeof value === 'bigint' ? notPlain : value;
  if (!(value instanceof Obj) || depth > 30 || value.open) return notPlain;
  if (value.code !== null) return undefined;
  machine.budget.step();
  const items = value.members.get(slots.items);
  if (items instanceof Items) {
    const list = items.values.map((item) => plainOf(machine, item, depth + 1, size));
    return items.complete && !list.includes(notPlain) ? list : notPlain;
  }
  if (value.kind !== 'object') return notPlain;
  const record: Record<string, unknown> = {};
  for (const name of ownNames(value)) {
    const plain = plainOf(machine, machine.get(value, name), depth + 1, size);
    if (plain === notPlain) return notPlain;
    Object.defineProperty(record, name, {
      value: plain,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return record;
}

export const jsonMethods: Methods = { parse, stringify };

/** Applies a function of the language that throws on bad input, as it throws in the page. */
function coded(apply: (text: string) => string): (call: Call) => Value {
  return (call) =>
    pure(call, [argument(call, 0)], (value) => {
      try {
        return apply(String(value));
      } catch {
        throw new PageThrow(new Unknown('malformed text'));
      }
    });
}

export const codingFunctions: Methods = {
  atob: coded((text) => atob(text)),
  btoa: coded((text) => btoa(text)),
  encodeURI: coded((text) => encodeURI(text)),
  encodeURIComponent: coded((text) => encodeURIComponent(text)),
  decodeURI: coded((text) => decodeURI(text)),
  decodeURIComponent: coded((text) => decodeURIComponent(text)),
  // oxlint-disable-next-line no-restricted-globals -- the page's own call of it
  unescape: coded((text) =>
    text.replaceAll(/%u([\da-f]{4})|%([\da-f]{2})/gi, (_, wide: string, narrow: string) =>
      String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
    ),
  ),
  parseInt: (call) =>
    pure(call, call.args.values.slice(0, 2), (text, radix) =>
      Number.parseInt(String(text), radix === undefined ? undefined : Number(radix)),
    ),
  parseFloat: (call) => pure(call, [argument(call, 0)], (text) => Number.parseFloat(String(text))),
  isNaN: (call) => pure(call, [argument(call, 0)], (value) => Number.isNaN(Number(value))),
  isFinite: (call) => pure(call, [argument(call, 0)], (value) => Number.isFinite(Number(value))),
};
