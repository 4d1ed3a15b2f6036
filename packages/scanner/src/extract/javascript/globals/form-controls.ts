import type { Machine } from '../machine.ts';
import { itemsOf } from '../components/call.ts';
import { join, lift, Obj, slots, Unknown } from '../values.ts';
import type { PropertyName, Value } from '../values.ts';
import { readAttribute, tagOf } from './element.ts';
import { allBelow } from './element-tree.ts';

const told: ReadonlySet<PropertyName> = new Set([
  'value',
  'text',
  'index',
  'selected',
  'checked',
  'options',
  'selectedIndex',
  'selectedOptions',
  'elements',
]);

/** What a form's control of the markup tells of its own state (HTML Standard, 4.10); undefined for what it does not. */
export function controlMember(machine: Machine, element: Obj, name: PropertyName): Value {
  if (!told.has(name) || element.members.has(name) || !element.members.has(slots.element)) return undefined;
  switch (tagOf(element)) {
    case 'select':
      return ofSelect(machine, element, name);
    case 'option':
      return ofOption(machine, element, name);
    case 'textarea':
      return name === 'value' ? machine.get(element, 'textContent') : undefined;
    case 'input':
      return name === 'checked' ? isSet(element, 'checked') : undefined;
    case 'form':
      return name === 'elements' ? fieldsOf(machine, element) : undefined;
    default:
      return undefined;
  }
}

function isSet(element: Obj, attribute: string): boolean {
  return readAttribute(element, attribute) !== undefined;
}

/** One of them is chosen at first; what an event leads to may find any other. */
function ofSelect(machine: Machine, select: Obj, name: PropertyName): Value {
  const all = allBelow(machine, select, 'option');
  if (name === 'options') return all;
  const options = itemsOf(all);
  if (options.length === 0) return new Unknown('what a list of the page offers');
  const marked = options.findIndex((option) => option instanceof Obj && isSet(option, 'selected'));
  const first = options[Math.max(0, marked)];
  const chosen = machine.uncertain ? join([first, ...options]) : first;
  if (name === 'value') return lift(chosen, (option) => machine.get(option, 'value'));
  if (name === 'selectedIndex') return lift(chosen, (option) => options.indexOf(option));
  return name === 'selectedOptions' ? machine.array([chosen]) : undefined;
}

function ofOption(machine: Machine, option: Obj, name: PropertyName): Value {
  if (name === 'selected') return isSet(option, 'selected');
  if (name !== 'value' && name !== 'text') return undefined;
  const value = name === 'value' ? readAttribute(option, 'value') : undefined;
  if (value !== undefined) return value;
  return lift(machine.get(option, 'textContent'), (text) =>
    typeof text === 'string' ? text.trim().replaceAll(/\s+/g, ' ') : text,
  );
}

/** The controls of a form. */
export function fieldsOf(machine: Machine, form: Value): Value {
  const fields = allBelow(machine, form, 'input, select, textarea, button');
  if (fields instanceof Obj) nameByAttributes(fields);
  return fields;
}

/** Makes the elements of a list members of it by id and name, as the DOM's collections have them. */
export function nameByAttributes(list: Obj): void {
  for (const element of itemsOf(list)) {
    if (!(element instanceof Obj)) continue;
    for (const attribute of ['id', 'name']) {
      const name = readAttribute(element, attribute);
      if (typeof name === 'string' && name !== '' && !list.members.has(name)) list.members.set(name, element);
    }
  }
}
