import type { Machine } from '../machine.ts';
import { Obj, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { applied } from './call.ts';

/** What Svelte's own code (5.0 and later) calls the parts of a signal; published as it is written, so bundles keep the names. */
const parts = ['f', 'v', 'rv', 'wv', 'equals'] as const;

/**
 * The value of a signal of Svelte's, of which it reads each by one and the same function: `get(signal)`, which is soon called too
 * often to be followed each time. Null of what is no signal.
 */
export function signalValue(machine: Machine, signal: Value): { readonly value: Value } | null {
  if (!(signal instanceof Obj) || !parts.every((name) => signal.members.has(name))) return null;
  const derive = valueIn(signal, 'fn');
  return { value: derive instanceof Obj ? applied(machine, derive) : valueIn(signal, 'v') };
}
