import type { Machine } from '../machine.ts';
import { Items, Obj } from '../values.ts';
import type { Value } from '../values.ts';
import { callMember } from './call.ts';

/** Mithril's own elements: a tag or a component, with what it is given. */
export function isMithrilElement({ members }: Obj): boolean {
  return ['tag', 'attrs', 'children', 'domSize'].every((name) => members.has(name));
}

/** Mithril: an object with a `view`, or a function or class that makes one. Each of its methods is given the element. */
export function mithrilComponent(machine: Machine, type: Obj, element: Value): void {
  const args = new Items([element]);
  const state = type.code === null ? new Obj('object', type) : made(machine, type, args);
  if (!(state instanceof Obj) || !machine.inherits(state, 'view')) return;
  if (element instanceof Obj) machine.store.write(element, 'state', state);
  for (const name of ['oninit', 'view', 'oncreate']) callMember(machine, state, name, args);
}

function made(machine: Machine, type: Obj, args: Items): Value {
  const { code } = type;
  if (code?.type === 'closure' && code.classNode !== null) return machine.construct(type, args, machine.site);
  return machine.call(type, undefined, args, machine.site);
}
