import type { NativeFunction } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

export type Methods = Readonly<Record<string, NativeFunction>>;

/** Gives an object its native methods. */
export function define(machine: Machine, target: Obj, methods: Methods): Obj {
  for (const [name, run] of Object.entries(methods)) target.members.set(name, machine.native(name, run));
  return target;
}

/** A constructor of the browser or the language: what `new` makes, its prototype, what hangs on it. */
export function constructor(
  machine: Machine,
  name: string,
  prototype: Obj,
  run: NativeFunction,
  statics: Methods = {},
): Obj {
  const made = machine.native(name, run);
  made.members.set('prototype', prototype);
  made.members.set('name', name);
  prototype.members.set('constructor', made);
  return define(machine, made, statics);
}

/** A prototype that `new` of a subclass asks for, or the class's own. */
export function prototypeFor(machine: Machine, newTarget: Obj | null, own: Obj): Obj {
  const asked = newTarget === null ? own : machine.get(newTarget, 'prototype');
  return asked instanceof Obj ? asked : own;
}

/** A native function whose result is not modelled; functions that it is given may be called. */
export function opaque(reason: string): NativeFunction {
  return ({ machine, args }): Value => {
    for (const value of args.values) machine.escape(value);
    return new Unknown(reason);
  };
}
