import type { Machine } from '../machine.ts';
import { Items, Obj, Unknown, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { callMember, itemsOf } from './call.ts';

/** So many elements of one directive or component are looked at. */
const mostElements = 8;
/** Services that ask for each other, inside each other. */
const deepest = 20;

/**
 * AngularJS (1.x): a module keeps what the page has registered in a queue of its own, and the injector calls each function
 * with what its parameters are called.
 */
export class AngularJs {
  readonly #machine: Machine;
  readonly #factories = new Map<string, () => Value>();
  readonly #made = new Map<string, Value>();
  #depth = 0;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Notes a module; what is registered with it is run once the scripts have run. */
  module(module: Obj): void {
    const { tasks } = this.#machine;
    tasks.timer(() => {
      const queue = ['_configBlocks', '_invokeQueue', '_runBlocks'].map((name) => valueIn(module, name));
      const registered = queue.slice(0, 2).flatMap((list) => itemsOf(list).map((entry) => itemsOf(entry)));
      for (const [, method, args] of registered) this.#register(method, this.#listOf(args));
      for (const [, method, args] of registered) tasks.timer(() => this.#show(method, this.#listOf(args)));
      for (const block of itemsOf(queue[2])) tasks.timer(() => void this.#invoke(block));
    });
  }

  #listOf(args: Value): readonly Value[] {
    return args === undefined ? [] : this.#machine.iterate(args).values;
  }

  #register(method: Value, [name, given]: readonly Value[]): void {
    if (typeof name !== 'string') return;
    const machine = this.#machine;
    if (method === 'constant' || method === 'value') this.#factories.set(name, () => given);
    if (method === 'factory') this.#factories.set(name, () => this.#invoke(given));
    if (method === 'service') this.#factories.set(name, () => this.#construct(given));
    if (method === 'provider')
      this.#factories.set(name, () => {
        const provider = given instanceof Obj && given.code === null ? given : this.#construct(given);
        return this.#invoke(machine.get(provider, '$get'), provider);
      });
  }

  /** Runs what is shown: controllers, and directives and components of the page's elements. */
  #show(method: Value, [name, given]: readonly Value[]): void {
    if (typeof name !== 'string') return;
    if (method === 'register') this.#construct(given);
    if (method === 'directive') this.#element(name, this.#invoke(given));
    if (method === 'component') this.#element(name, given);
  }

  #element(name: string, definition: Value): void {
    const machine = this.#machine;
    if (!(definition instanceof Obj)) return;
    const { elements } = machine.globals;
    const tag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const found = elements.select(`${tag}, [${tag}], [data-${tag}]`);
    for (const index of found instanceof Unknown ? [] : found.slice(0, mostElements)) {
      const attributes = machine.object();
      attributes.open = true;
      for (const [attribute, value] of Object.entries(elements.markupOf(index)?.attributes ?? {}))
        attributes.members.set(camelized(attribute), value);
      const scope = this.#scopeOf(definition, attributes);
      const locals = { $scope: scope, $attrs: attributes, $element: elements.at(index) };
      const controller = this.#construct(machine.get(definition, 'controller'), scope, locals);
      if (controller instanceof Obj && machine.inherits(controller, '$onInit'))
        callMember(machine, controller, '$onInit');
      const args = new Items([scope, new Unknown('an element of AngularJS'), attributes, controller]);
      callMember(machine, definition, 'link', args);
    }
  }

  /** What a directive takes over from the attributes of its element, as text (`@`). */
  #scopeOf(definition: Obj, attributes: Obj): Obj {
    const scope = this.#scope();
    for (const member of ['scope', 'bindings']) {
      const bound = valueIn(definition, member);
      for (const [name, rule] of bound instanceof Obj ? bound.members : []) {
        if (typeof name !== 'string' || typeof rule !== 'string' || !rule.startsWith('@')) continue;
        const value = attributes.members.get(rule.replace(/^@\??/, '') || name);
        if (value !== undefined) scope.members.set(name, value);
      }
    }
    return scope;
  }

  #scope(): Obj {
    const scope = this.#machine.object();
    scope.open = true;
    return scope;
  }

  /** Calls a function, or what stands last in a list of names, with what it asks for. */
  #invoke(given: Value, thisValue?: Value): Value {
    const wanted = this.#wanted(given);
    if (wanted === null) return undefined;
    const { site } = this.#machine;
    const settled = this.#machine.attempted(() =>
      this.#machine.call(wanted.run, thisValue, new Items(wanted.names.map((name) => this.#get(name))), site),
    );
    return 'value' in settled ? settled.value : undefined;
  }

  /** Makes an instance of a class or constructor; on it what is bound to it is set. */
  #construct(given: Value, bound: Obj | null = null, locals: Readonly<Record<string, Value>> = {}): Value {
    const machine = this.#machine;
    const wanted = this.#wanted(given);
    if (wanted === null) return undefined;
    const args = new Items(wanted.names.map((name) => locals[name] ?? this.#get(name)));
    const settled = machine.attempted(() => machine.construct(wanted.run, args, machine.site));
    const instance = 'value' in settled ? settled.value : undefined;
    for (const [name, value] of instance instanceof Obj && bound !== null ? bound.members : [])
      if (instance instanceof Obj && !instance.members.has(name)) instance.members.set(name, value);
    return instance;
  }

  #wanted(given: Value): { readonly run: Obj; readonly names: readonly string[] } | null {
    const list = itemsOf(given);
    const run = list.length > 0 ? list.at(-1) : given;
    if (!(run instanceof Obj) || run.code?.type !== 'closure') return null;
    const declared = list.length > 0 ? list.slice(0, -1) : itemsOf(valueIn(run, '$inject'));
    const parameters = run.code.node?.params ?? [];
    const names =
      declared.length > 0
        ? declared.map((name) => (typeof name === 'string' ? name : ''))
        : parameters.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : ''));
    return { run, names };
  }

  #get(name: string): Value {
    if (this.#made.has(name)) return this.#made.get(name);
    const make = this.#factories.get(name) ?? (() => this.#builtIn(name));
    if (this.#depth >= deepest) return new Unknown(`\`${name.slice(0, 60)}\` of AngularJS`);
    this.#depth += 1;
    try {
      const value = make();
      this.#made.set(name, value);
      return value;
    } finally {
      this.#depth -= 1;
    }
  }

  #builtIn(name: string): Value {
    const { globals } = this.#machine;
    if (name === '$window') return globals.global;
    if (name === '$location') return this.#location();
    if (name === '$scope' || name === '$rootScope') return this.#scope();
    return new Unknown(`\`${name.slice(0, 60)}\` of AngularJS`, true);
  }

  /** `$location` asks the page's URL by methods. */
  #location(): Obj {
    const machine = this.#machine;
    const { location } = machine.globals;
    const service = machine.object();
    service.open = true;
    const parts = { protocol: 'protocol', host: 'hostname', port: 'port', absUrl: 'href' } as const;
    for (const [name, part] of Object.entries(parts)) {
      const value = machine.get(location, part);
      const plain = typeof value === 'string' && part === 'protocol' ? value.replace(/:$/, '') : value;
      const told =
        part !== 'port' ? plain : Number(plain) || (machine.realm.url.startsWith('https:') ? 443 : 80);
      service.members.set(
        name,
        machine.native(name, () => told),
      );
    }
    return service;
  }
}

/** Whether an object is a module of AngularJS. */
export function isAngularJsModule({ members }: Obj): boolean {
  return members.has('_invokeQueue') && members.has('_runBlocks');
}

function camelized(name: string): string {
  return name
    .replace(/^(?:data|x)[-:]/, '')
    .replaceAll(/[-:]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
