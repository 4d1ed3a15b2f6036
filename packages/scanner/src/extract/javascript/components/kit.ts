import { copyMembers } from '../evaluate/literal.ts';
import { awaited, promiseOf } from '../evaluate/promise.ts';
import { ownNames, setMember } from '../evaluate/property.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { applied, constructed, itemsOf } from './call.ts';
import { anyProperties } from './vue.ts';

/** What the object has that `$app/state` gives a page. */
const pageMembers = ['url', 'params', 'route', 'status', 'data', 'form', 'error', 'state'] as const;

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

  /** Makes the components of the routes that were read: those of the page with its data, each within the one around it. */
  render(): void {
    const options = this.#options;
    if (options === null) return;
    const { namespaces } = this.#machine.imports;
    const app = namespaces.find(({ members }) => members.has('nodes') && members.has('dictionary'));
    const params = this.#params(options, app);
    this.#fillPage({ url: this.#url(), params, route: valueIn(options, 'route') });
    const data = this.#served(options);
    const shown = this.#shown(options, app);
    this.#machine.tasks.maybe(() => this.#makeAll(shown, data, params));
    for (const namespace of namespaces)
      if (!shown.includes(namespace))
        this.#machine.tasks.maybe(() => {
          this.#load(namespace, shown.length === 0 ? data : anyProperties(this.#machine), params);
          this.#make(namespace, shown.length === 0 ? data : anyProperties(this.#machine));
        });
  }

  /** What the server has loaded for the layouts and the page, together. */
  #served(options: Obj): Obj {
    const data = anyProperties(this.#machine);
    for (const loaded of itemsOf(valueIn(options, 'data')))
      if (loaded instanceof Obj) copyMembers(this.#machine, data, this.#machine.get(loaded, 'data'));
    return data;
  }

  /** The modules of what the page shows, outermost first: `app.nodes[id]()` for each of `node_ids`. */
  #shown(options: Obj, app: Obj | undefined): readonly Obj[] {
    const machine = this.#machine;
    const nodes = itemsOf(app === undefined ? undefined : machine.get(app, 'nodes'));
    return itemsOf(valueIn(options, 'node_ids')).flatMap((id) => {
      const load = typeof id === 'number' ? nodes[id] : undefined;
      const settled = machine.attempted(() => awaited(machine, applied(machine, load)));
      return 'value' in settled && settled.value instanceof Obj ? [settled.value] : [];
    });
  }

  /** What the address says of the page's route: `app.dictionary` has the routes' ids with those of their nodes. */
  #params(options: Obj, app: Obj | undefined): Obj {
    const machine = this.#machine;
    const given = valueIn(options, 'params');
    if (given instanceof Obj) return given;
    const params = anyProperties(machine);
    const page = itemsOf(valueIn(options, 'node_ids')).at(-1);
    const dictionary = app === undefined ? undefined : machine.get(app, 'dictionary');
    if (!(dictionary instanceof Obj) || typeof page !== 'number') return params;
    for (const route of ownNames(dictionary)) {
      const [node] = itemsOf(valueIn(dictionary, route));
      // A page with a server's `load` has the complement of its number.
      if (node !== page && node !== ~page) continue;
      for (const [name, value] of routeParams(route, machine.realm.url)) params.members.set(name, value);
    }
    return params;
  }

  /** `page` of `$app/state`: what the router writes to it when it starts. */
  #fillPage(given: Readonly<Record<string, Value>>): void {
    const machine = this.#machine;
    for (const page of machine.instances.all) {
      if (!pageMembers.every((name) => machine.inherits(page, name))) continue;
      for (const [name, value] of Object.entries(given))
        if (value !== undefined) setMember(machine, page, name, value);
    }
  }

  #url(): Value {
    return constructed(this.#machine, 'URL', this.#machine.realm.url);
  }

  #makeAll(shown: readonly Obj[], data: Obj, params: Obj): void {
    for (const namespace of shown) this.#load(namespace, data, params);
    const made = new Set<number>();
    const makeAt = (index: number): void => {
      const namespace = shown[index];
      if (namespace === undefined || made.has(index)) return;
      made.add(index);
      this.#make(namespace, data, () => makeAt(index + 1));
    };
    for (const index of shown.keys()) makeAt(index);
  }

  /** Adds what a route's own `load` gives. */
  #load(namespace: Obj, data: Obj, params: Obj): void {
    const machine = this.#machine;
    const universal = machine.get(namespace, 'universal');
    const load = universal instanceof Obj ? machine.get(universal, 'load') : undefined;
    if (!(load instanceof Obj) || load.code === null) return;
    const event = anyProperties(machine);
    const parent = machine.native('parent', () => promiseOf(machine, { value: data }));
    const fetch = machine.get(machine.globals.global, 'fetch');
    for (const [name, value] of Object.entries({ data, params, parent, fetch, url: this.#url() }))
      event.members.set(name, value);
    const settled = machine.attempted(() => machine.call(load, undefined, new Items([event]), machine.site));
    if ('value' in settled) copyMembers(machine, data, awaited(machine, settled.value));
  }

  /** @param inner makes what is shown within */
  #make(namespace: Obj, data: Obj, inner: () => void = () => undefined): void {
    const machine = this.#machine;
    const component = machine.get(namespace, 'component');
    if (!(component instanceof Obj) || component.code?.type !== 'closure') return;
    const properties = anyProperties(machine);
    properties.members.set('data', data);
    const children = machine.native('children', () => {
      inner();
      return undefined;
    });
    properties.members.set('children', children);
    machine.call(component, undefined, new Items([undefined, properties], false), machine.site);
  }
}

/** The parts of an address that a route's id names: `/chat/[room]/[...rest]`; groups, `(shop)`, are none of it. */
function routeParams(route: string, address: string): readonly (readonly [name: string, value: string])[] {
  const names = route.split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part));
  const parts = new URL(address).pathname.split('/').filter((part) => part !== '');
  // What is left over in front is the folder in which the site lies.
  const given = names.some((name) => name.includes('[...')) ? parts : parts.slice(-names.length);
  return names.flatMap((part, index) => {
    const [, rest, name] = /\[(\.{3})?(\w+)/.exec(part) ?? [];
    const value = rest === undefined ? given[index] : given.slice(index).join('/');
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

/** Whether an object is what a page hands to SvelteKit. */
export function isKitStart({ members }: Obj): boolean {
  return members.has('node_ids') && members.has('data');
}
