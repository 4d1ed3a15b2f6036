import { ownNames } from '../evaluate/property.ts';
import { jsonValue } from '../globals/data.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { callMember, itemsOf } from './call.ts';

/** So many elements of one controller at most. */
const mostElements = 8;

/** Registers a class as a controller: it is made for each element that names it, with what the element's attributes say. */
export function registerController(machine: Machine, identifier: string, type: Obj): void {
  machine.tasks.timer(() => {
    for (const element of select(machine, null, `[data-controller~="${identifier}"]`).slice(0, mostElements))
      connect(machine, identifier, type, element);
  });
}

function connect(machine: Machine, identifier: string, type: Obj, element: Obj): void {
  const instance = machine.construct(type, new Items([], false), machine.site);
  if (!(instance instanceof Obj)) return;
  const write = (name: string, value: Value): void => machine.store.write(instance, name, value);
  write('element', element);
  write('identifier', identifier);
  setTargets(machine, identifier, type, element, write);
  const values = valuesOf(machine, identifier, type, element);
  for (const [name, value] of values) {
    write(`${name}Value`, value);
    write(`has${capital(name)}Value`, value !== undefined);
  }
  const call = (name: string, args: readonly Value[] = []): void => {
    if (machine.inherits(instance, name)) callMember(machine, instance, name, new Items(args, false));
  };
  call('initialize');
  for (const [name, value] of values) call(`${name}ValueChanged`, [value]);
  call('connect');
  for (const method of actionsOf(machine, identifier, element)) machine.tasks.maybe(() => call(method));
}

function setTargets(
  machine: Machine,
  identifier: string,
  type: Obj,
  element: Obj,
  write: (name: string, value: Value) => void,
): void {
  for (const name of itemsOf(machine.get(type, 'targets'))) {
    if (typeof name !== 'string') continue;
    const found = select(machine, element, `[data-${identifier}-target~="${name}"]`);
    write(`${name}Target`, found[0] ?? new Unknown('an element that is not in the markup'));
    write(`${name}Targets`, machine.array(found));
    write(`has${capital(name)}Target`, found.length > 0);
  }
}

/** The values that a controller declares, of the element's attributes or as they are by default. */
function valuesOf(
  machine: Machine,
  identifier: string,
  type: Obj,
  element: Obj,
): readonly (readonly [name: string, value: Value])[] {
  const declared = machine.get(type, 'values');
  if (!(declared instanceof Obj)) return [];
  return ownNames(declared).map((name) => {
    const rule = machine.get(declared, name);
    const isDetailed = rule instanceof Obj && rule.code === null;
    const kind = isDetailed ? machine.get(rule, 'type') : rule;
    const text = attribute(machine, element, `data-${identifier}-${dashed(name)}-value`);
    if (typeof text === 'string') return [name, converted(machine, text, kind)] as const;
    const byDefault = isDetailed ? machine.get(rule, 'default') : undefined;
    return [name, byDefault ?? emptyOf(machine, kind)] as const;
  });
}

function converted(machine: Machine, text: string, kind: Value): Value {
  switch (nameOf(kind)) {
    case 'Number':
      return Number(text.replaceAll('_', ''));
    case 'Boolean':
      return text !== '0' && text.toLowerCase() !== 'false';
    case 'Array':
    case 'Object':
      return jsonValue(machine, text);
    default:
      return text;
  }
}

function emptyOf(machine: Machine, kind: Value): Value {
  switch (nameOf(kind)) {
    case 'Number':
      return 0;
    case 'Boolean':
      return false;
    case 'Array':
      return machine.array([]);
    case 'Object':
      return machine.object();
    default:
      return '';
  }
}

function nameOf(kind: Value): string {
  return kind instanceof Obj && kind.code?.type === 'native' ? kind.code.name : '';
}

/** The methods that `data-action` calls: `click->chat#open`. */
function actionsOf(machine: Machine, identifier: string, element: Obj): readonly string[] {
  const holders = [element, ...select(machine, element, `[data-action*="${identifier}#"]`)];
  const actions = holders.flatMap((holder) => {
    const text = attribute(machine, holder, 'data-action');
    return typeof text === 'string' ? text.split(/\s+/) : [];
  });
  const names = actions.flatMap((action) => {
    const [, controller, method] = /(?:^|->)([^>#]+)#([^:]+)/.exec(action) ?? [];
    return controller === identifier && method !== undefined ? [method] : [];
  });
  return [...new Set(names)];
}

function select(machine: Machine, below: Obj | null, selector: string): readonly Obj[] {
  const holder = below ?? machine.globals.document;
  if (holder === null) return [];
  const found = callMember(machine, holder, 'querySelectorAll', new Items([selector]));
  return itemsOf(found).filter((element) => element instanceof Obj);
}

function attribute(machine: Machine, element: Obj, name: string): Value {
  return callMember(machine, element, 'getAttribute', new Items([name]));
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
