import { copyMembers } from '../evaluate/literal.ts';
import { awaited } from '../evaluate/promise.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, valueIn } from '../values.ts';
import { itemsOf } from './call.ts';
import { anyProperties } from './vue.ts';

/**
 * SvelteKit: a route's module exports its component and what loads data for it; the page hands over what its server has
 * loaded (`kit.start(app, element, { node_ids, data })`). Its router is not followed.
 */
export class Kit {
  readonly #machine: Machine;
  #options: Obj | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Notes what a page hands over. */
  started(options: Obj): void {
    this.#options = options;
  }

  /** Makes the components of the routes that were read, with the data of the page. */
  render(): void {
    if (this.#options === null) return;
    for (const namespace of this.#machine.imports.namespaces) {
      const component = this.#machine.get(namespace, 'component');
      if (!(component instanceof Obj) || component.code?.type !== 'closure') continue;
      this.#machine.tasks.maybe(() => this.#make(component, namespace, this.#options));
    }
  }

  #make(component: Obj, namespace: Obj, options: Obj | null): void {
    const machine = this.#machine;
    const data = anyProperties(machine);
    for (const loaded of itemsOf(options === null ? undefined : valueIn(options, 'data')))
      if (loaded instanceof Obj) copyMembers(machine, data, machine.get(loaded, 'data'));
    const universal = machine.get(namespace, 'universal');
    const load = universal instanceof Obj ? machine.get(universal, 'load') : undefined;
    if (load instanceof Obj && load.code !== null) {
      const event = anyProperties(machine);
      event.members.set('data', data);
      const settled = machine.attempted(() =>
        machine.call(load, undefined, new Items([event]), machine.site),
      );
      if ('value' in settled) copyMembers(machine, data, awaited(machine, settled.value));
    }
    const properties = anyProperties(machine);
    properties.members.set('data', data);
    machine.call(component, undefined, new Items([undefined, properties], false), machine.site);
  }
}

/** Whether an object is what a page hands to SvelteKit. */
export function isKitStart({ members }: Obj): boolean {
  return members.has('node_ids') && members.has('data');
}
