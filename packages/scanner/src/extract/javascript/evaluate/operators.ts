import { isAbsent } from '../globals/absent.ts';
import { targetOf } from '../globals/proxies.ts';
import type { Machine } from '../machine.ts';
import { isPrimitive, lift, liftAll, Obj, Template, truthOf, Unknown } from '../values.ts';
import type { Known, Primitive, Value } from '../values.ts';
import { ownsName } from './property.ts';
import { concat, headOf, textOf, unknownIn } from './text.ts';

/** A binary operator on values, as the language defines it. */
export function binary(machine: Machine, operator: string, left: Value, right: Value): Value {
  if (operator === '+') return add(machine, left, right);
  return liftAll([left, right], ([a, b]) => binaryOfKnown(machine, operator, a, b));
}

function binaryOfKnown(machine: Machine, operator: string, a: Known, b: Known): Value {
  if (operator === '===' || operator === '!==' || operator === '==' || operator === '!=') {
    const equal = equals(a, b, operator.length === 3);
    if (equal === null) return new Unknown(unknownIn(a) ?? unknownIn(b) ?? 'a comparison of objects');
    return operator.startsWith('!') ? !equal : equal;
  }
  if (operator === 'in') return hasProperty(machine, b, a);
  if (operator === 'instanceof') return instanceOf(machine, a, b);
  const first = toPrimitive(machine, a);
  const second = toPrimitive(machine, b);
  if (isPrimitive(first) && isPrimitive(second)) return arithmetic(operator, first, second);
  return new Unknown('it is calculated from what is not known');
}

function add(machine: Machine, left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') return concat(machine, left, right);
  return liftAll([left, right], ([a, b]) => {
    const first = a instanceof Obj ? textOf(machine, a) : a;
    const second = b instanceof Obj ? textOf(machine, b) : b;
    if (
      typeof first === 'string' ||
      typeof second === 'string' ||
      first instanceof Template ||
      second instanceof Template
    ) {
      return concat(machine, textOf(machine, first), textOf(machine, second));
    }
    if (isPrimitive(first) && isPrimitive(second)) return arithmetic('+', first, second);
    return new Unknown(
      [a, b].map(unknownIn).find((reason) => reason !== null) ?? 'it is calculated from what is not known',
    );
  });
}

function toPrimitive(machine: Machine, value: Known): Value {
  return value instanceof Obj
    ? value.kind === 'date'
      ? new Unknown('it is a time')
      : textOf(machine, value)
    : value;
}

/** Whether two values are equal; null where that is not known. */
export function equals(a: Known, b: Known, strict: boolean): boolean | null {
  if (isPrimitive(a) && isPrimitive(b)) {
    // oxlint-disable-next-line eqeqeq -- the page's own loose comparison
    return strict ? a === b : a == b;
  }
  if (a instanceof Obj && b instanceof Obj) return a === b;
  if (a instanceof Unknown || b instanceof Unknown) {
    return (existsUnknown(a) && isNullish(b)) || (existsUnknown(b) && isNullish(a)) ? false : null;
  }
  if (a instanceof Template || b instanceof Template) return equalsTemplate(a, b, strict);
  if (strict || a === null || b === null || a === undefined || b === undefined) return false;
  return null;
}

function existsUnknown(value: Known): boolean {
  return value instanceof Unknown && value.exists;
}

function isNullish(value: Known): boolean {
  return value === null || value === undefined;
}

function equalsTemplate(a: Known, b: Known, strict: boolean): boolean | null {
  const [text, other] = a instanceof Template ? [a, b] : [b, a];
  if (other instanceof Template || !(text instanceof Template)) return null;
  if (typeof other !== 'string') return strict || isNullish(other) ? false : null;
  const end = text.parts.at(-1);
  const mayBe = other.startsWith(headOf(text)) && (typeof end !== 'string' || other.endsWith(end));
  return mayBe ? null : false;
}

function arithmetic(operator: string, a: Primitive, b: Primitive): Value {
  if (typeof a === 'symbol' || typeof b === 'symbol') return new Unknown('it is calculated from a symbol');
  if (typeof a === 'bigint' || typeof b === 'bigint') return new Unknown('it is a big integer');
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(operator, a, b);
  const x = Number(a);
  const y = Number(b);
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '**':
      return x ** y;
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
    case '<<':
      return x << y;
    case '>>':
      return x >> y;
    case '>>>':
      return x >>> y;
    case '&':
      return x & y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    default:
      return new Unknown(`the operator ${operator}`);
  }
}

function compareTexts(operator: string, a: string, b: string): Value {
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  return operator === '>=' ? a >= b : arithmetic(operator, Number(a), Number(b));
}

function hasProperty(machine: Machine, object: Known, key: Known): Value {
  if (!(object instanceof Obj) || !isPrimitive(key))
    return new Unknown('the members of an object are not known');
  const name = typeof key === 'symbol' ? key : String(key);
  const target = targetOf(object) ?? object;
  if (ownsName(target, name) || machine.inherits(target, name)) return true;
  if (target.kind === 'array' && name === 'length') return true;
  const isAny = target.open && !(object === machine.globals.global && isAbsent(machine, name));
  return isAny ? new Unknown('the members of an object are not known') : false;
}

function instanceOf(machine: Machine, value: Known, type: Known): Value {
  if (isPrimitive(value)) return false;
  if (!(value instanceof Obj) || !(type instanceof Obj))
    return new Unknown('the class of an object is not known');
  const prototype = machine.get(type, 'prototype');
  for (let proto = value.proto; proto !== null; proto = proto.proto) if (proto === prototype) return true;
  return value.open ? new Unknown('the class of an object is not known') : false;
}

/** A unary operator other than `typeof` of a name and `delete`. */
export function unary(machine: Machine, operator: string, value: Value): Value {
  return lift(value, (option) => {
    if (operator === '!') {
      const truth = truthOf(option);
      return truth === null ? new Unknown('a condition is not known') : !truth;
    }
    if (operator === 'void') return undefined;
    if (operator === 'typeof') return typeOf(option);
    const primitive = toPrimitive(machine, option);
    if (!isPrimitive(primitive) || typeof primitive === 'symbol' || typeof primitive === 'bigint') {
      return new Unknown('it is calculated from what is not known');
    }
    const number = Number(primitive);
    return operator === '-' ? -number : operator === '~' ? ~number : number;
  });
}

export function typeOf(value: Known): Value {
  if (value instanceof Obj) return value.code === null ? 'object' : 'function';
  if (value instanceof Template) return 'string';
  return value instanceof Unknown ? new Unknown('the type of a value is not known') : typeof value;
}
