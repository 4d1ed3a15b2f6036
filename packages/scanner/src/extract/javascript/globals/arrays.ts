import { bounds } from '../budget.ts';
import { argument } from '../code.ts';
import type { Call, NativeFunction } from '../code.ts';
import { equals } from '../evaluate/operators.ts';
import { joinTexts, textOf } from '../evaluate/text.ts';
import { Choice, isPrimitive, Items, join, lift, Obj, slots, truthOf, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import type { Methods } from './define.ts';
import { iteratorOf } from './iterators.ts';

/** The elements of what a method was called on; strings and array-likes too (`Array.prototype.slice.call`). */
function receiver(call: Call): Items {
  const { thisValue, machine } = call;
  if (!(thisValue instanceof Obj) || thisValue.members.has(slots.items)) return machine.iterate(thisValue);
  const length = machine.get(thisValue, 'length');
  if (typeof length !== 'number' || length > bounds.members) return new Items([], false);
  return new Items(Array.from({ length }, (_, index) => machine.get(thisValue, String(index))));
}

function replaceItems(call: Call, items: Items): void {
  const kept =
    items.values.length > bounds.members ? new Items(items.values.slice(0, bounds.members), false) : items;
  const objects = call.thisValue instanceof Choice ? call.thisValue.options : [call.thisValue];
  for (const object of objects) {
    if (!(object instanceof Obj)) continue;
    if (object.members.has(slots.items)) call.machine.store.write(object, slots.items, kept);
    else if (object.kind === 'object' && kept.complete) writeArrayLike(call, object, kept.values);
  }
}

/** The elements of an array-like are its members: a library's lists take an array's methods for their own. */
function writeArrayLike({ machine }: Call, object: Obj, values: readonly Value[]): void {
  const before = machine.get(object, 'length');
  for (const [index, value] of values.entries()) machine.store.write(object, String(index), value);
  for (let index = values.length; index < Number(before); index += 1)
    machine.store.remove(object, String(index));
  machine.store.write(object, 'length', values.length);
}

/** Calls a page's function for an element, as `map`, `find` and their kin do. */
function visit(call: Call, value: Value, index: number): Value {
  return call.machine.call(
    argument(call, 0),
    argument(call, 1),
    new Items([value, index, call.thisValue]),
    call.site,
  );
}

const incomplete = new Unknown('an element of a list is not known');

function map(call: Call): Value {
  const items = receiver(call);
  const values = items.values.map((value, index) => visit(call, value, index));
  if (!items.complete) call.machine.escape(argument(call, 0));
  return call.machine.array(values, items.complete);
}

function filter(call: Call): Value {
  const items = receiver(call);
  let { complete } = items;
  const values = items.values.filter((value, index) => {
    const truth = truthOf(visit(call, value, index));
    if (truth === null) complete = false;
    return truth !== false;
  });
  return call.machine.array(values, complete);
}

/** The first element that a test accepts, from either end; every element that it may accept where it is not known. */
function search(
  result: (value: Value, index: number) => Value,
  otherwise: Value,
  fromEnd = false,
): NativeFunction {
  return (call) => {
    const items = receiver(call);
    const entries = [...items.values.entries()];
    const possible: Value[] = [];
    for (const [index, value] of fromEnd ? entries.toReversed() : entries) {
      const truth = truthOf(visit(call, value, index));
      if (truth !== false) possible.push(result(value, index));
      if (truth === true) return join(possible);
    }
    return join([...possible, items.complete ? otherwise : incomplete]);
  };
}

function quantify(decisive: boolean): NativeFunction {
  return (call) => {
    const items = receiver(call);
    let known = items.complete;
    for (const [index, value] of items.values.entries()) {
      const truth = truthOf(visit(call, value, index));
      if (truth === decisive) return decisive;
      if (truth === null) known = false;
    }
    return known ? !decisive : new Unknown('a condition on a list is not known');
  };
}

function reduce(fromEnd: boolean): NativeFunction {
  return (call) => {
    const items = receiver(call);
    const entries = [...items.values.entries()];
    const ordered = fromEnd ? entries.toReversed() : entries;
    const hasInitial = call.args.values.length > 1;
    let result: Value = hasInitial ? argument(call, 1) : ordered.shift()?.[1];
    for (const [index, value] of ordered) {
      result = call.machine.call(
        argument(call, 0),
        undefined,
        new Items([result, value, index, call.thisValue]),
        call.site,
      );
    }
    return items.complete ? result : incomplete;
  };
}

function position(last: boolean): NativeFunction {
  return (call) => {
    const items = receiver(call);
    const outcomes = items.values.map((value) => compare(value, argument(call, 0)));
    if (!items.complete || outcomes.includes(null)) return outcomes[0] === true && !last ? 0 : incomplete;
    return last ? outcomes.lastIndexOf(true) : outcomes.indexOf(true);
  };
}

/** ECMA-262 section 23.1.3.16: unlike `indexOf`, it finds NaN. */
function includes(call: Call): Value {
  const items = receiver(call);
  const wanted = argument(call, 0);
  const outcomes = items.values.map((value) =>
    Number.isNaN(value) && Number.isNaN(wanted) ? true : compare(value, wanted),
  );
  if (outcomes.includes(true)) return true;
  return items.complete && !outcomes.includes(null) ? false : new Unknown('whether a list holds a value');
}

function compare(a: Value, b: Value): boolean | null {
  return a instanceof Choice || b instanceof Choice ? null : equals(a, b, true);
}

function slice(call: Call): Value {
  const { values, complete } = receiver(call);
  const [from = 0, to] = call.args.values;
  if (typeof from !== 'number' || (to !== undefined && typeof to !== 'number'))
    return call.machine.array([], false);
  return call.machine.array(values.slice(from, to), complete);
}

function splice(call: Call): Value {
  const { values, complete } = receiver(call);
  const [from, count = values.length, ...added] = call.args.values;
  if (typeof from !== 'number' || typeof count !== 'number') return incomplete;
  const copy = values.slice();
  const removed = copy.splice(from, count, ...added);
  replaceItems(call, new Items(copy, complete));
  return call.machine.array(removed);
}

function taking(take: (values: Value[]) => Value): NativeFunction {
  return (call) => {
    const items = receiver(call);
    const values = items.values.slice();
    const taken = values.length === 0 && !items.complete ? incomplete : take(values);
    replaceItems(call, new Items(values, items.complete));
    return taken;
  };
}

function adding(atStart: boolean): NativeFunction {
  return (call) => {
    const items = receiver(call);
    const added = call.args.values;
    replaceItems(
      call,
      new Items(
        atStart ? [...added, ...items.values] : [...items.values, ...added],
        items.complete && call.args.complete,
      ),
    );
    return items.complete ? items.values.length + added.length : incomplete;
  };
}

function flattened(call: Call, items: Items, depth: number): Items {
  const values: Value[] = [];
  let { complete } = items;
  for (const value of items.values) {
    if (depth > 0 && value instanceof Obj && value.kind === 'array') {
      const inner = flattened(call, call.machine.iterate(value), depth - 1);
      values.push(...inner.values);
      complete &&= inner.complete;
    } else {
      values.push(value);
      // It may be a list of any length: where what follows stands is not known.
      if (depth > 0 && isOpen(value)) return new Items(values, false);
    }
  }
  return new Items(values, complete);
}

function isOpen(value: Value): boolean {
  return value instanceof Unknown || value instanceof Choice;
}

function fromItems(call: Call, items: Items): Obj {
  return call.machine.array(items.values, items.complete);
}

function concat(call: Call): Value {
  const all = new Items([call.thisValue, ...call.args.values].map((value) => value));
  return fromItems(call, flattened(call, all, 1));
}

function sorted(call: Call): readonly Value[] {
  const { values } = receiver(call);
  const by = argument(call, 0);
  // oxlint-disable-next-line require-array-sort-compare -- as texts, as the page's own call of it
  if (by === undefined && values.every(isPrimitive)) return values.toSorted();
  if (!(by instanceof Obj)) return values;
  return values.slice(0, 200).toSorted((a, b) => {
    const order = call.machine.call(by, undefined, new Items([a, b]), call.site);
    return typeof order === 'number' ? order : 0;
  });
}

export const arrayMethods: Methods = {
  map,
  filter,
  forEach: (call) => {
    map(call);
    return undefined;
  },
  flatMap: (call) => fromItems(call, flattened(call, call.machine.iterate(map(call)), 1)),
  flat: (call) => {
    const depth = argument(call, 0);
    return fromItems(call, flattened(call, receiver(call), depth === undefined ? 1 : Number(depth)));
  },
  find: search((value) => value, undefined),
  findLast: search((value) => value, undefined, true),
  findIndex: search((_value, index) => index, -1),
  findLastIndex: search((_value, index) => index, -1, true),
  some: quantify(true),
  every: quantify(false),
  reduce: reduce(false),
  reduceRight: reduce(true),
  indexOf: position(false),
  lastIndexOf: position(true),
  includes,
  slice,
  splice,
  concat,
  push: adding(false),
  unshift: adding(true),
  pop: taking((values) => values.pop()),
  shift: taking((values) => values.shift()),
  at: (call) => {
    const index = argument(call, 0);
    const { values, complete } = receiver(call);
    return typeof index === 'number' && complete ? values.at(index) : incomplete;
  },
  join: (call) =>
    lift(textOf(call.machine, argument(call, 0) === undefined ? ',' : argument(call, 0)), (separator) =>
      typeof separator === 'string' ? joinTexts(call.machine, receiver(call), separator) : incomplete,
    ),
  toString: (call: Call) => joinTexts(call.machine, receiver(call), ','),
  reverse: (call) => {
    const items = receiver(call);
    replaceItems(call, new Items(items.values.toReversed(), items.complete));
    return call.thisValue;
  },
  toReversed: (call) => call.machine.array(receiver(call).values.toReversed(), receiver(call).complete),
  sort: (call) => {
    replaceItems(call, new Items(sorted(call), receiver(call).complete));
    return call.thisValue;
  },
  toSorted: (call) => call.machine.array(sorted(call), receiver(call).complete),
  fill: (call) => {
    replaceItems(call, new Items(receiver(call).values.map(() => argument(call, 0))));
    return call.thisValue;
  },
  with: (call) => {
    const [index, value] = call.args.values;
    const items = receiver(call);
    if (typeof index !== 'number' || !items.complete) return incomplete;
    return call.machine.array(
      items.values.map((other, at) =>
        at === (index < 0 ? items.values.length + index : index) ? value : other,
      ),
    );
  },
  toSpliced: (call) => {
    const copy = fromItems(call, receiver(call));
    splice({ ...call, thisValue: copy });
    return copy;
  },
  keys: (call) => iteratorOf(call.machine, [...receiver(call).values.keys()], receiver(call).complete),
  values: (call) => iteratorOf(call.machine, receiver(call).values, receiver(call).complete),
  entries: (call) =>
    iteratorOf(
      call.machine,
      [...receiver(call).values.entries()].map((entry) => call.machine.array(entry)),
      receiver(call).complete,
    ),
};

export const arrayStatics: Methods = {
  isArray: (call) =>
    lift(argument(call, 0), (value) =>
      value instanceof Unknown ? value : value instanceof Obj && value.kind === 'array',
    ),
  of: (call) => fromItems(call, call.args),
  from: (call) => {
    const source = argument(call, 0);
    const items =
      source instanceof Obj ? receiver({ ...call, thisValue: source }) : call.machine.iterate(source);
    const by = argument(call, 1);
    if (!(by instanceof Obj)) return fromItems(call, items);
    return call.machine.array(
      items.values.map((value, index) =>
        call.machine.call(by, undefined, new Items([value, index]), call.site),
      ),
      items.complete,
    );
  },
};

/** `Array(…)`: a length, or elements. */
export function arrayConstructor(call: Call): Value {
  const [first] = call.args.values;
  if (call.args.values.length !== 1 || typeof first !== 'number') return fromItems(call, call.args);
  return call.machine.array(
    Array.from({ length: Math.min(Math.max(0, first | 0), bounds.members) }, () => undefined),
  );
}
