import { argument } from '../code.ts';
import type { Call, NativeFunction } from '../code.ts';
import { equals } from '../evaluate/operators.ts';
import type { Machine } from '../machine.ts';
import { Accessor, Choice, Items, join, Obj, slots, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { define, prototypeFor } from './define.ts';
import { iteratorOf } from './iterators.ts';

/** Maps keep their entries as pairs in one list, sets their elements. */
function entriesOf(object: Value): Items | null {
  const entries =
    object instanceof Obj
      ? object.members.get(object.kind === 'set' ? slots.items : slots.entries)
      : undefined;
  return entries instanceof Items ? entries : null;
}

function keyOf(machine: Machine, entry: Value): Value {
  return machine.get(entry, '0');
}

function isSame(a: Value, b: Value): boolean | null {
  return a instanceof Choice || b instanceof Choice ? null : equals(a, b, true);
}

function find(call: Call): { readonly value: Value; readonly index: number } | Unknown | null {
  const entries = entriesOf(call.thisValue);
  if (entries === null) return new Unknown('a collection is not known');
  const isSet = call.thisValue instanceof Obj && call.thisValue.kind === 'set';
  const possible: Value[] = [];
  for (const [index, entry] of entries.values.entries()) {
    const same = isSame(isSet ? entry : keyOf(call.machine, entry), argument(call, 0));
    if (same === true) return { value: isSet ? entry : call.machine.get(entry, '1'), index };
    if (same === null) possible.push(isSet ? entry : call.machine.get(entry, '1'));
  }
  if (possible.length === 0)
    return entries.complete ? null : new Unknown('an element of a collection is not known');
  return { value: join([...possible, new Unknown('an element of a collection is not known')]), index: -1 };
}

function write(call: Call, values: readonly Value[], complete: boolean): void {
  const object = call.thisValue;
  if (object instanceof Obj)
    call.machine.store.write(
      object,
      object.kind === 'set' ? slots.items : slots.entries,
      new Items(values.slice(0, 2_000), complete),
    );
}

function clear(call: Call): Value {
  write(call, [], true);
  return undefined;
}

function put(call: Call, entry: Value): Value {
  const entries = entriesOf(call.thisValue);
  if (entries === null) return call.thisValue;
  const found = find(call);
  const values = entries.values.slice();
  if (found !== null && !(found instanceof Unknown) && found.index >= 0) values[found.index] = entry;
  else values.push(entry);
  write(call, values, entries.complete);
  return call.thisValue;
}

/** Something of each entry. */
function listed(pick: (entry: Value) => Value): NativeFunction {
  return ({ machine, thisValue }) => {
    const entries = entriesOf(thisValue);
    return iteratorOf(machine, (entries?.values ?? []).map(pick), entries?.complete === true);
  };
}

/** `size`, of what the page surely put in. */
function sized(machine: Machine, prototype: Obj): Obj {
  const size = machine.native('size', ({ thisValue }) => {
    const entries = entriesOf(thisValue);
    return entries?.complete === true ? entries.values.length : new Unknown('the size of a collection');
  });
  prototype.members.set('size', new Accessor(size, undefined));
  return prototype;
}

export function mapPrototype(machine: Machine): Obj {
  const prototype = define(machine, new Obj('object', machine.globals.prototypes.object), {
    get: (call) => {
      const found = find(call);
      return found === null ? undefined : found instanceof Unknown ? found : found.value;
    },
    set: (call) => put(call, machine.array([argument(call, 0), argument(call, 1)])),
    has,
    delete: remove,
    clear,
    forEach: (call) => eachEntry(call),
    keys: listed((entry) => keyOf(machine, entry)),
    values: listed((entry) => machine.get(entry, '1')),
    entries: listed((entry) => entry),
  });
  return sized(machine, prototype);
}

function has(call: Call): Value {
  const found = find(call);
  return found instanceof Unknown
    ? found
    : found === null
      ? false
      : found.index >= 0
        ? true
        : new Unknown('an element of a collection is not known');
}

function remove(call: Call): Value {
  const entries = entriesOf(call.thisValue);
  const found = find(call);
  if (entries === null || found === null || found instanceof Unknown || found.index < 0) return false;
  write(call, entries.values.toSpliced(found.index, 1), entries.complete);
  return true;
}

function eachEntry(call: Call): undefined {
  const { machine } = call;
  for (const entry of entriesOf(call.thisValue)?.values ?? []) {
    machine.call(
      argument(call, 0),
      undefined,
      new Items([machine.get(entry, '1'), keyOf(machine, entry), call.thisValue]),
      call.site,
    );
  }
}

export function setPrototype(machine: Machine): Obj {
  const list = listed((value) => value);
  const prototype = define(machine, new Obj('object', machine.globals.prototypes.object), {
    add: (call) => put(call, argument(call, 0)),
    has,
    delete: remove,
    clear,
    keys: list,
    values: list,
    entries: listed((value) => machine.array([value, value])),
    forEach: (call) => {
      for (const value of entriesOf(call.thisValue)?.values ?? []) {
        machine.call(argument(call, 0), undefined, new Items([value, value, call.thisValue]), call.site);
      }
      return undefined;
    },
  });
  return sized(machine, prototype);
}

export function newMap(call: Call, prototype: Obj): Value {
  const map = new Obj('map', prototypeFor(call.machine, call.newTarget, prototype));
  const entries = argument(call, 0) == null ? new Items([]) : call.machine.iterate(argument(call, 0));
  map.members.set(slots.entries, entries);
  return map;
}

export function newSet(call: Call, prototype: Obj): Value {
  const set = new Obj('set', prototypeFor(call.machine, call.newTarget, prototype));
  const items = argument(call, 0) == null ? new Items([]) : call.machine.iterate(argument(call, 0));
  const values = items.values.filter(
    (value, index) =>
      items.values.findIndex((other) => isSame(value, other) === true) >= index ||
      isSame(value, value) !== true,
  );
  set.members.set(slots.items, new Items(values, items.complete));
  return set;
}
