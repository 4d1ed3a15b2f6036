import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { itemsOf } from '../components/call.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, slots, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { mapPrototype } from './collections.ts';
import { constructor, define } from './define.ts';
import { readAttribute, tagOf } from './element.ts';
import { fieldsOf } from './form-controls.ts';

/** `FormData`: a map of which a name may have several values, filled with what a form holds (HTML Standard, 4.10.22.4). */
export function defineForms(machine: Machine, global: Obj): void {
  const prototype = mapPrototype(machine);
  const valuesOf = (call: Call): readonly Value[] =>
    machine
      .iterate(call.thisValue)
      .values.filter((entry) => machine.get(entry, '0') === argument(call, 0))
      .map((entry) => machine.get(entry, '1'));
  define(machine, prototype, {
    get: (call) => valuesOf(call)[0] ?? missing(machine, call.thisValue),
    getAll: (call) => machine.array(valuesOf(call)),
    append: ({ thisValue, args }) => {
      const { values, complete } = machine.iterate(thisValue);
      const entries = new Items([...values, machine.array(args.values.slice(0, 2))], complete);
      if (thisValue instanceof Obj) machine.store.write(thisValue, slots.entries, entries);
      return undefined;
    },
  });
  const made = constructor(machine, 'FormData', prototype, (call) => {
    const data = new Obj('map', prototype);
    const form = argument(call, 0);
    data.members.set(slots.entries, form === undefined ? new Items([]) : entriesOf(machine, form));
    return data;
  });
  global.members.set('FormData', made);
}

function missing(machine: Machine, data: Value): Value {
  return machine.iterate(data).complete ? null : new Unknown('a field of a form');
}

function entriesOf(machine: Machine, form: Value): Items {
  const fields = fieldsOf(machine, form);
  const known = fields instanceof Obj ? fields.members.get(slots.items) : undefined;
  const entries = itemsOf(fields).flatMap((field) => (field instanceof Obj ? entryOf(machine, field) : []));
  return new Items(entries, known instanceof Items && known.complete);
}

const unsent = /^(?:submit|button|reset|image|file)$/i;

function entryOf(machine: Machine, field: Obj): readonly Value[] {
  const name = readAttribute(field, 'name');
  const type = readAttribute(field, 'type');
  if (name === undefined || name === '' || readAttribute(field, 'disabled') !== undefined) return [];
  if (tagOf(field) === 'button' || (typeof type === 'string' && unsent.test(type))) return [];
  const isBox = typeof type === 'string' && /^(?:checkbox|radio)$/i.test(type);
  if (isBox && machine.get(field, 'checked') === false) return [];
  const value = machine.get(field, 'value');
  return [machine.array([name, isBox && value === '' ? 'on' : value])];
}
