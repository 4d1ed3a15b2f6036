import { copyMembers } from '../evaluate/literal.ts';
import { ownNames } from '../evaluate/property.ts';
import type { Machine } from '../machine.ts';
import { Accessor, Items, Obj, optionsOf, slots, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { applied, callMember } from './call.ts';

const lifecycle = ['beforeCreate', 'created', 'beforeMount', 'mounted'] as const;

/** Whether an object is what Vue, in any version, is given to make a component of. */
export function isVueOptions(object: Obj): boolean {
  const has = (name: string): boolean => object.members.has(name);
  const runs = lifecycle.some(has);
  // Backbone's views have an element as well.
  if (has('el') && !has('events') && (has('methods') || has('computed') || has('components'))) return true;
  const shows = has('template') || has('render') || has('methods') || has('computed');
  return runs && (shows || has('data') || has('props') || has('setup') || has('el'));
}

export function anyProperties(machine: Machine): Obj {
  const properties = machine.object();
  properties.open = true;
  return properties;
}

/** Vue: a function, or an object of options whose members become those of one instance. */
export function vueComponent(machine: Machine, type: Obj, given: Value): void {
  const { site } = machine;
  const properties = machine.object();
  properties.open = !(given instanceof Obj);
  setDefaults(machine, properties, valueIn(type, 'props'));
  copyMembers(machine, properties, given);
  camelize(machine, properties);
  const context = anyProperties(machine);
  if (type.code !== null) {
    machine.call(type, undefined, new Items([properties, context]), site);
    return;
  }
  const instance = anyProperties(machine);
  copyMembers(machine, instance, properties);
  const methods = valueIn(type, 'methods');
  copyMembers(machine, instance, methods);
  const data = valueIn(type, 'data');
  copyMembers(
    machine,
    instance,
    data instanceof Obj && data.code === null ? data : callMember(machine, type, 'data'),
  );
  addComputed(machine, instance, valueIn(type, 'computed'));
  const setup = machine.components.vueInstances.around(type, instance, () =>
    callMember(machine, type, 'setup', new Items([properties, context])),
  );
  const state = anyProperties(machine);
  if (setup instanceof Obj && setup.code !== null) machine.call(setup, instance, new Items([]), site);
  else if (setup instanceof Obj) unwrapRefs(machine, setup, [instance, state]);
  const cache = machine.array([], false);
  for (const name of [...lifecycle, 'render'])
    for (const run of optionsOf(valueIn(type, name)))
      if (run instanceof Obj && run.code !== null)
        machine.call(
          run,
          instance,
          new Items([instance, cache, properties, state, instance, instance]),
          site,
        );
  machine.components.show(type, instance);
}

function setDefaults(machine: Machine, properties: Obj, declared: Value): void {
  if (!(declared instanceof Obj) || declared.members.has(slots.items)) return;
  for (const [name, rule] of declared.members) {
    const value = rule instanceof Obj ? valueIn(rule, 'default') : undefined;
    if (value !== undefined) machine.store.write(properties, name, applied(machine, value));
  }
}

/** `board-id` in a template is `boardId` in the component. */
function camelize(machine: Machine, properties: Obj): void {
  for (const name of ownNames(properties)) {
    if (!name.includes('-')) continue;
    machine.store.write(
      properties,
      name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      valueIn(properties, name),
    );
  }
}

function addComputed(machine: Machine, instance: Obj, computed: Value): void {
  if (!(computed instanceof Obj)) return;
  for (const [name, rule] of computed.members) {
    const getter = rule instanceof Obj && rule.code === null ? valueIn(rule, 'get') : rule;
    if (getter instanceof Obj && getter.code !== null)
      machine.store.write(instance, name, new Accessor(getter, undefined));
  }
}

/** A template sees the value of a ref in place of the ref. */
function unwrapRefs(machine: Machine, setup: Obj, targets: readonly Obj[]): void {
  for (const name of setup.members.keys()) {
    const value = machine.get(setup, name);
    const isRef = value instanceof Obj && machine.inherits(value, '__v_isRef');
    for (const target of targets)
      machine.store.write(target, name, isRef ? machine.get(value, 'value') : value);
  }
}
