import type { Call } from '../code.ts';
import { propertyName } from '../evaluate/property.ts';
import { Choice, Items, Obj, slots, Unknown } from '../values.ts';
import type { PropertyName, Value } from '../values.ts';

interface Groups<Key> {
  readonly groups: ReadonlyMap<Key, readonly Value[]>;
  /** False where an element may be in any group, or more may follow. */
  readonly complete: boolean;
}

/** The elements of a list by what a function says of each; `keyOf` has no key of what is not known. */
function grouped<Key>(call: Call, keyOf: (said: Value) => readonly Key[]): Groups<Key> {
  const [list, by] = call.args.values;
  const items = call.machine.iterate(list);
  const groups = new Map<Key, Value[]>();
  let { complete } = items;
  for (const [index, value] of items.values.entries()) {
    const keys = keyOf(call.machine.call(by, undefined, new Items([value, index]), call.site));
    if (keys.length === 0) complete = false;
    for (const key of keys) groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return { groups, complete };
}

/** `Object.groupBy(list, function)`. */
export function groupBy(call: Call): Value {
  const { machine } = call;
  const { groups, complete } = grouped<PropertyName>(call, (said) => {
    const name = said instanceof Choice ? null : propertyName(machine, said);
    return name === null ? [] : [name];
  });
  const object = new Obj('object', null);
  for (const [name, values] of groups) object.members.set(name, machine.array(values, complete));
  object.open = !complete;
  return object;
}

/** `Map.groupBy(list, function)`. */
export function mapGroupBy(call: Call): Value {
  const { machine } = call;
  const { groups, complete } = grouped<Value>(call, (said) =>
    said instanceof Choice || said instanceof Unknown ? [] : [said],
  );
  const map = new Obj('map', machine.globals.prototypes.map);
  const entries = [...groups].map(([key, values]) => machine.array([key, machine.array(values, complete)]));
  map.members.set(slots.entries, new Items(entries, complete));
  return map;
}
