import type { Call } from '../code.ts';
import type { Machine } from '../machine.ts';
import { isPrimitive, Items, Obj, slots, Unknown, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { define } from './define.ts';

/** How many elements were asked for, of what is asked for one by one. */
const taken = Symbol('taken');

/** What `entries()`, `matchAll()` and their kin give: a list, or one element after the other. */
export function iteratorOf(machine: Machine, values: readonly Value[], complete = true): Obj {
  const iterator = new Obj('generator', machine.globals.prototypes.generator);
  iterator.members.set(slots.items, new Items(values, complete));
  iterator.members.set(taken, 0);
  return iterator;
}

/**
 * A generator of the page ran already. One that yields constants is asked for them one by one; of any other, which is
 * most likely what an `async` function was compiled to, `next` gives what the whole came to.
 */
export function generatorPrototype(machine: Machine): Obj {
  const step = (call: Call): Value =>
    stepOf(call.thisValue) ?? outcome(machine, finalOf(call.thisValue), true);
  const next = (call: Call): Value => {
    const { thisValue: generator } = call;
    const position = generator instanceof Obj ? positionIn(generator) : null;
    const items = generator instanceof Obj ? generator.members.get(slots.items) : undefined;
    if (!(generator instanceof Obj) || position === null || !(items instanceof Items)) return step(call);
    if (position >= items.values.length)
      return items.complete ? step(call) : new Unknown('an element of a list is not known');
    machine.store.write(generator, taken, position + 1);
    return outcome(machine, items.values[position], false);
  };
  return define(machine, new Obj('object', machine.globals.prototypes.object), {
    next,
    return: step,
    throw: step,
  });
}

function stepOf(generator: Value): Value {
  return generator instanceof Unknown ? generator : undefined;
}

function finalOf(generator: Value): Value {
  return generator instanceof Obj ? valueIn(generator, slots.result) : undefined;
}

function outcome(machine: Machine, value: Value, done: boolean): Obj {
  const result = machine.object();
  result.members.set('value', value);
  result.members.set('done', done);
  return result;
}

/** Null where a generator is not asked element by element. */
function positionIn(generator: Obj): number | null {
  const position = valueIn(generator, taken);
  if (typeof position === 'number') return position;
  const items = generator.members.get(slots.items);
  const isPlain = items instanceof Items && items.values.length > 0 && items.values.every(isPrimitive);
  return isPlain && position === undefined ? 0 : null;
}
