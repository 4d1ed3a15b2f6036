import type { Machine } from '../machine.ts';
import { Items, Obj, slots } from '../values.ts';
import type { Value } from '../values.ts';

/** Calls a method, where an object has it. */
export function callMember(machine: Machine, target: Obj, name: string, args = new Items([])): Value {
  const method = machine.get(target, name);
  return method instanceof Obj && method.code !== null
    ? machine.call(method, target, args, machine.site)
    : undefined;
}

/** What a function makes of values, or the value itself. */
export function applied(machine: Machine, value: Value, ...args: Value[]): Value {
  return value instanceof Obj && value.code !== null
    ? machine.call(value, undefined, new Items(args), machine.site)
    : value;
}

/** The elements of a list, as far as they are known. */
export function itemsOf(list: Value): readonly Value[] {
  const items = list instanceof Obj ? list.members.get(slots.items) : undefined;
  return items instanceof Items ? items.values : [];
}

/** What a class of the page's globals makes of a value: `new Map(entries)`. */
export function constructed(machine: Machine, name: 'Map' | 'Set' | 'URL', given: Value): Value {
  const { globals, site } = machine;
  return machine.construct(machine.get(globals.global, name), new Items([given]), site);
}
