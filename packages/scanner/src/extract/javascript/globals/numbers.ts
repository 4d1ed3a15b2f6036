import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { pure } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { truthOf, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { define } from './define.ts';
import type { Methods } from './define.ts';

const mathNames = [
  'abs',
  'ceil',
  'floor',
  'max',
  'min',
  'pow',
  'round',
  'sign',
  'sqrt',
  'trunc',
  'log',
  'log2',
  'log10',
  'exp',
  'imul',
  'hypot',
  'cbrt',
  'sin',
  'cos',
  'tan',
  'atan',
  'atan2',
  'clz32',
  'fround',
] as const;

export function mathObject(machine: Machine): Value {
  const math = machine.object();
  for (const name of mathNames) {
    const apply: (...values: number[]) => number = Math[name];
    math.members.set(
      name,
      machine.native(name, (call) =>
        pure(call, call.args.values, (...values) => apply(...values.map(Number))),
      ),
    );
  }
  math.members.set('PI', Math.PI);
  math.members.set('E', Math.E);
  return define(machine, math, { random: () => new Unknown('it is random') });
}

export const numberMethods: Methods = {
  toString: (call: Call) =>
    pure(call, [call.thisValue, argument(call, 0)], (value, radix) => {
      if (typeof value !== 'number') return String(value);
      return typeof radix === 'number' && radix >= 2 && radix <= 36 ? value.toString(radix) : String(value);
    }),
  toFixed: (call) =>
    pure(call, [call.thisValue, argument(call, 0)], (value, digits) =>
      Number(value).toFixed(Math.min(20, Math.max(0, Number(digits ?? 0)))),
    ),
  valueOf: (call: Call) => call.thisValue,
};

export const numberStatics: Methods = {
  isInteger: (call) => pure(call, [argument(call, 0)], (value) => Number.isInteger(value)),
  isSafeInteger: (call) => pure(call, [argument(call, 0)], (value) => Number.isSafeInteger(value)),
  isFinite: (call) => pure(call, [argument(call, 0)], (value) => Number.isFinite(value)),
  isNaN: (call) => pure(call, [argument(call, 0)], (value) => Number.isNaN(value)),
  parseFloat: (call) => pure(call, [argument(call, 0)], (text) => Number.parseFloat(String(text))),
};

/** `Number.MAX_SAFE_INTEGER` and its kin. */
export const numberConstants = {
  EPSILON: Number.EPSILON,
  MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
  MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
  MAX_VALUE: Number.MAX_VALUE,
  MIN_VALUE: Number.MIN_VALUE,
  NaN: Number.NaN,
  POSITIVE_INFINITY: Number.POSITIVE_INFINITY,
  NEGATIVE_INFINITY: Number.NEGATIVE_INFINITY,
};

export function numberConstructor(call: Call): Value {
  return pure(call, [call.args.values.length === 0 ? 0 : argument(call, 0)], (value) =>
    typeof value === 'symbol' ? Number.NaN : Number(value),
  );
}

export function booleanConstructor(call: Call): Value {
  return truthOf(argument(call, 0)) ?? new Unknown('a condition is not known');
}
