import { bounds } from '../budget.ts';
import type { Machine } from '../machine.ts';
import { Choice, isPrimitive, Items, iteratorSymbol, join, Obj, slots, truthOf, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

/** The elements that `for (… of value)` or a spread would see. */
export function iterate(machine: Machine, value: Value): Items {
  if (typeof value === 'string') return new Items(Array.from(value.slice(0, bounds.members)));
  if (value instanceof Choice) return eitherOf(value.options.map((option) => iterate(machine, option)));
  if (isPrimitive(value)) return new Items([]);
  if (!(value instanceof Obj)) return new Items([], false);
  const items = value.members.get(slots.items);
  if (items instanceof Items) return items;
  if (value.kind === 'map') return entriesOf(value);
  const entries =
    value.kind === 'search-params'
      ? machine.call(machine.get(value, 'entries'), value, new Items([]), machine.site)
      : undefined;
  return entries instanceof Obj ? iterate(machine, entries) : byProtocol(machine, value);
}

function entriesOf(map: Obj): Items {
  const entries = map.members.get(slots.entries);
  return entries instanceof Items ? entries : new Items([], false);
}

/** An iterator of the page's own: asked until it is done. */
function byProtocol(machine: Machine, value: Obj): Items {
  const make = machine.get(value, iteratorSymbol);
  if (!(make instanceof Obj)) return new Items([], false);
  const iterator = machine.call(make, value, new Items([]), machine.site);
  const made = iterator instanceof Obj ? iterator.members.get(slots.items) : undefined;
  if (made instanceof Items) return made;
  const values: Value[] = [];
  for (let count = 0; count < 200; count += 1) {
    const step = machine.call(machine.get(iterator, 'next'), iterator, new Items([]), machine.site);
    const done = truthOf(machine.get(step, 'done'));
    if (done === true) return new Items(values);
    if (done === null) break;
    values.push(machine.get(step, 'value'));
  }
  return new Items(values, false);
}

function eitherOf(lists: readonly Items[]): Items {
  const longest = Math.max(0, ...lists.map(({ values }) => values.length));
  const values = Array.from({ length: longest }, (_, index) => {
    const at = lists.filter((list) => index < list.values.length).map((list) => list.values[index]);
    return at.length === 0 ? new Unknown('an element of a list is not known') : join(at);
  });
  return new Items(
    values,
    lists.every(({ complete }) => complete),
  );
}
