import { awaited } from '../evaluate/promise.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, Unknown, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { turboStreamValue } from './turbo-stream.ts';
import { anyProperties } from './vue.ts';

/** The component of a route, and what the contexts of the router hold for it, by their names (`displayName`). */
export interface RoutedComponent {
  readonly component: Value;
  readonly contexts: ReadonlyMap<string, Value>;
}

interface Route {
  readonly id: string;
  readonly module: Obj;
  readonly description: Obj;
}

/** How React Router's pages, and Remix's before them, name their globals. */
const prefixes = ['__reactRouter', '__remix'] as const;
const mostText = 4_000_000;

/**
 * React Router as a framework (and Remix): the page hands over the modules of the routes that are shown, a description of them, and
 * a stream of what their loaders gave. Its router is not followed: what its hooks ask for are its contexts.
 */
export class ReactRouter {
  readonly #machine: Machine;
  #streamed = '';

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** `streamController.enqueue(text)`. */
  received(text: Value): void {
    if (typeof text === 'string' && this.#streamed.length < mostText) this.#streamed += text;
  }

  /** The components of the routes that are shown, outermost first. */
  routed(): readonly RoutedComponent[] {
    const routes = this.#routes();
    if (routes.length === 0) return [];
    const params = this.#params(routes);
    const loaderData = this.#loaderData(routes, params);
    const matches = routes.map((route) => this.#match(route, params));
    const state = this.#object({
      loaderData,
      matches: this.#machine.array(matches),
      location: this.#location(),
      actionData: null,
      errors: null,
    });
    return routes.map(({ module }, index) => ({
      component: this.#machine.get(module, 'default'),
      contexts: new Map<string, Value>([
        ['DataRouterState', state],
        ['DataRouter', anyProperties(this.#machine)],
        ['Navigation', this.#object({ basename: '/', static: false })],
        ['Location', this.#object({ location: this.#location(), navigationType: 'POP' })],
        [
          'Route',
          this.#object({
            // What is shown within: anything that is there.
            outlet: index + 1 < routes.length ? this.#machine.object() : null,
            matches: this.#machine.array(matches.slice(0, index + 1)),
            isDataRoute: true,
          }),
        ],
      ]),
    }));
  }

  #routes(): readonly Route[] {
    const modules = this.#global('RouteModules');
    const manifest = this.#global('Manifest');
    const described = manifest instanceof Obj ? this.#machine.get(manifest, 'routes') : undefined;
    if (!(modules instanceof Obj)) return [];
    return [...modules.members.keys()].flatMap((id) => {
      const module = typeof id === 'string' ? valueIn(modules, id) : undefined;
      if (typeof id !== 'string' || !(module instanceof Obj)) return [];
      const description = described instanceof Obj ? valueIn(described, id) : undefined;
      return [{ id, module, description: description instanceof Obj ? description : this.#machine.object() }];
    });
  }

  #global(name: 'RouteModules' | 'Manifest'): Value {
    const { global } = this.#machine.globals;
    return prefixes.map((prefix) => valueIn(global, prefix + name)).find((value) => value instanceof Obj);
  }

  /** The parts of the page's path that the routes' paths name: `orders/:id`. */
  #params(routes: readonly Route[]): Obj {
    const params = this.#object({});
    const path = routes
      .map(({ description }) => valueIn(description, 'path'))
      .filter((part): part is string => typeof part === 'string' && part !== '')
      .join('/');
    const parts = new URL(this.#machine.realm.url).pathname.split('/').filter((part) => part !== '');
    for (const [index, name] of path
      .split('/')
      .filter((part) => part !== '')
      .entries()) {
      const given = parts[index];
      if (name === '*') params.members.set('*', parts.slice(index).join('/'));
      else if (name.startsWith(':') && given !== undefined)
        params.members.set(name.slice(1).replace(/\?$/, ''), decoded(given));
    }
    return params;
  }

  /** What the loaders gave, by the ids of their routes: the server's in the stream, and what those of the browser make of it. */
  #loaderData(routes: readonly Route[], params: Obj): Obj {
    const sent = this.#streamed === '' ? undefined : turboStreamValue(this.#machine, this.#streamed);
    const given = sent instanceof Obj ? this.#machine.get(sent, 'loaderData') : undefined;
    const data = anyProperties(this.#machine);
    for (const { id, module } of routes) {
      const ofServer = given instanceof Obj ? valueIn(given, id) : undefined;
      const value = this.#loaded(module, params, ofServer);
      if (value !== undefined) data.members.set(id, value);
    }
    return data;
  }

  #loaded(module: Obj, params: Obj, ofServer: Value): Value {
    const machine = this.#machine;
    const load = machine.get(module, 'clientLoader');
    if (!(load instanceof Obj) || load.code === null) return ofServer;
    const request = this.#object({ url: machine.realm.url });
    const serverLoader = machine.native('serverLoader', () => ofServer ?? new Unknown('what a server loads'));
    const given = new Items([this.#object({ params, request, serverLoader })]);
    const settled = machine.attempted(() =>
      awaited(machine, machine.call(load, undefined, given, machine.site)),
    );
    return 'value' in settled ? settled.value : ofServer;
  }

  #match({ id, module, description }: Route, params: Obj): Obj {
    const route = this.#object({
      id,
      path: valueIn(description, 'path'),
      handle: this.#machine.get(module, 'handle'),
    });
    return this.#object({ id, params, route, pathname: new URL(this.#machine.realm.url).pathname });
  }

  #location(): Obj {
    const { pathname, search, hash } = new URL(this.#machine.realm.url);
    return this.#object({ pathname, search, hash, state: null, key: 'default' });
  }

  #object(members: Readonly<Record<string, Value>>): Obj {
    const object = anyProperties(this.#machine);
    for (const [name, value] of Object.entries(members)) object.members.set(name, value);
    return object;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
