import type { Machine } from '../machine.ts';
import { isPrimitive, join, optionsOf, truthOf, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

/** `left && right`, `left || right`, `left ?? right`: both alternatives where the left one does not decide. */
export function either(machine: Machine, operator: string, left: Value, right: () => Value): Value {
  const decided = (value: Value): boolean | null =>
    operator === '??' ? presence(value) : operator === '||' ? truthOf(value) : negated(truthOf(value));
  const keepsLeft = decided(left);
  if (keepsLeft !== null) return keepsLeft ? left : right();
  const kept = optionsOf(left).filter((option) => decided(option) !== false);
  const [value] = machine.store.fork<Value>([right, () => undefined]);
  // What is left of `left && right` is false in a condition as well, whatever it is: so is the whole then.
  const isFalse = operator === '&&' && truthOf(value) === false;
  return join([...kept.filter((option) => !isFalse || !(option instanceof Unknown)), value]);
}

function negated(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}

function presence(value: Value): boolean | null {
  if (value instanceof Unknown) return value.exists ? true : null;
  if (isPrimitive(value)) return value !== null && value !== undefined;
  if (!('options' in value)) return true;
  const all = value.options.map(presence);
  return all.every((present) => present === all[0]) ? (all[0] ?? null) : null;
}
