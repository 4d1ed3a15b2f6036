import { getMember } from '../evaluate/property.ts';
import type { Site } from '../code.ts';
import type { Machine } from '../machine.ts';
import type { Frame } from '../scope.ts';
import { join, Obj, optionsOf, Unknown, valueIn } from '../values.ts';
import type { Items, Value } from '../values.ts';
import { Alpine } from './alpine.ts';
import { Injector, isAngularDefinition } from './angular.ts';
import { AngularJs, isAngularJsModule } from './angularjs.ts';
import { flightElements, flightParts } from './flight.ts';
import { isKitStart, Kit } from './kit.ts';
import { isMithrilElement, mithrilComponent } from './mithril.ts';
import { ReactRouter } from './react-router.ts';
import { hooks, isUsable, reactComponent } from './react.ts';
import { registerController } from './stimulus.ts';
import { VueApps } from './vue-apps.ts';
import { VueInstances } from './vue-instance.ts';
import { anyProperties, isVueOptions, vueComponent } from './vue.ts';

/** How often one component is rendered, with whatever properties, and all of them together. */
const bounds = { each: 6, all: 400 } as const;

/** What a hook keeps for the place that calls it. */
interface Cell {
  value: Value;
  readonly rerender: (() => void) | null;
}

/**
 * What a user interface library does with what the page hands it. The libraries' schedulers are not followed; what they
 * call in the end, and with what, is the same however they are bundled: an element is an object with a type and
 * properties, and React's hooks are members of a dispatcher, which keep their names.
 */
export class Components {
  readonly #machine: Machine;
  readonly #renders = new Map<Obj, Value[]>();
  readonly #provided = new Map<Obj, Value>();
  readonly #served = new Set<Value>();
  readonly #readers = new Map<Obj, Set<() => void>>();
  readonly #cells = new Map<object, Cell>();
  readonly alpine: Alpine;
  readonly #injector: Injector;
  readonly #angularJs: AngularJs;
  readonly #kit: Kit;
  readonly #vue: VueApps;
  readonly vueInstances: VueInstances;
  readonly #router: ReactRouter;
  #left: number = bounds.all;
  #mithrilLeft: number = bounds.all;
  #rerender: (() => void) | null = null;
  /** The values of contexts, by their names, for what is rendered now and what it makes. */
  #contexts: ReadonlyMap<string, Value> | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.alpine = new Alpine(machine);
    this.#injector = new Injector(machine);
    this.#angularJs = new AngularJs(machine);
    this.#kit = new Kit(machine);
    this.#vue = new VueApps(machine);
    this.vueInstances = new VueInstances(machine);
    this.#router = new ReactRouter(machine);
  }

  /** Looks at an object that the page has made: an element of React's, Vue's or Mithril's, or what describes a component or a provider. */
  made(object: Obj): void {
    const { members } = object;
    if ((members.has('$$typeof') || isPreactElement(object)) && members.has('props'))
      this.#render(object, reactComponent);
    else if (members.has('__v_isVNode')) this.#render(object, vueComponent);
    else if (isMithrilElement(object)) this.#mithril(object);
    else if (members.has('_component') && members.has('_context')) this.vueInstances.made(object);
    else if (members.has('provide') && !isVueOptions(object)) this.#injector.provide(object);
    else if (isAngularJsModule(object)) this.#angularJs.module(object);
    else if (isKitStart(object)) this.#kit.started(object);
    else if (members.has('controllerConstructor'))
      this.#register(valueIn(object, 'identifier'), valueIn(object, 'controllerConstructor'));
    else if (isAngularDefinition(object)) {
      const type = valueIn(object, 'type');
      if (type instanceof Obj) this.#soon(type, object, this.#injector.component);
    } else if (isVueOptions(object)) this.#soon(object, anyProperties(this.#machine), vueComponent);
  }

  /** Renders an element: calls its component with its properties, once the scripts have run. */
  #render(element: Obj, component: Component): void {
    const properties = valueIn(element, 'props');
    for (const type of optionsOf(valueIn(element, 'type')))
      if (type instanceof Obj) this.#soon(type, properties, component);
  }

  /** What it is an element of is set once it is there. */
  #mithril(element: Obj): void {
    if (this.#mithrilLeft <= 0) return;
    this.#mithrilLeft -= 1;
    this.#machine.tasks.timer(() => {
      for (const type of optionsOf(valueIn(element, 'tag')))
        if (type instanceof Obj) this.#soon(type, element, mithrilComponent);
    });
  }

  #mount(application: Value, element: Value): void {
    for (const root of this.#vue.mounted(application, element))
      this.#soon(root, anyProperties(this.#machine), vueComponent);
  }

  /** Shows what the template of a component of Vue's holds. */
  show(component: Obj, instance: Obj): void {
    this.#vue.show(component, instance, (inner, properties) => this.#soon(inner, properties, vueComponent));
  }

  /** Notes what the script that ran last has left of what a server has rendered. */
  noteServed(): void {
    for (const part of flightParts(this.#machine)) this.#served.add(part);
  }

  /** Renders what servers have left to the page: of React's server components, of SvelteKit and of React Router. */
  renderServed(): void {
    this.#kit.render();
    for (const { component, properties } of flightElements(this.#machine, this.#served))
      for (const type of optionsOf(component))
        if (type instanceof Obj) this.#soon(type, properties, reactComponent);
    for (const { component, contexts } of this.#router.routed()) {
      this.#contexts = contexts;
      if (component instanceof Obj) this.#soon(component, anyProperties(this.#machine), reactComponent);
      this.#contexts = null;
    }
  }

  /** Stimulus: `application.register(identifier, class)`, or a definition of the list that `application.load` takes. */
  #register(identifier: Value, type: Value): void {
    if (typeof identifier === 'string' && type instanceof Obj && type.code?.type === 'closure')
      registerController(this.#machine, identifier, type);
  }

  /** A context's value is what any provider of it gives. Who has read it before is rendered once more. */
  #provide(context: Obj, value: Value): void {
    const known = this.#provided.get(context);
    const joined = known === undefined ? value : join([known, value]);
    if (joined === known) return;
    this.#provided.set(context, joined);
    // Preact's `useContext` is followed as it is: a component that is below no provider gets the default.
    if (context.members.has('__c')) this.#machine.store.write(context, '__', joined);
    const readers = this.#readers.get(context);
    this.#readers.delete(context);
    for (const rerender of readers ?? []) rerender();
  }

  #soon(type: Obj, properties: Value, component: Component): void {
    const context = contextOf(type) ?? preactContextOf(type);
    if (context !== null) {
      this.#provide(context, getMember(this.#machine, properties, 'value'));
      return;
    }
    const known = this.#renders.get(type) ?? [];
    if (known.length >= bounds.each || known.includes(properties) || this.#left <= 0) return;
    this.#renders.set(type, [...known, properties]);
    this.#left -= 1;
    let renders = 0;
    const contexts = this.#contexts;
    const run = (): void => {
      renders += 1;
      const outer = [this.#rerender, this.#contexts] as const;
      this.#rerender = renders > 2 ? null : () => this.#machine.tasks.timer(run);
      this.#contexts = contexts;
      this.#machine.tasks.maybe(() => component(this.#machine, type, properties));
      [this.#rerender, this.#contexts] = outer;
    };
    this.#machine.tasks.timer(run);
  }

  /**
   * A call of a member of React's dispatcher, which is not there while nothing is rendered, or one that Angular's injector
   * answers; null for any other.
   *
   * @param frame the code that makes the call
   */
  hook(
    receiver: Value,
    name: Value,
    args: Items,
    site: Site,
    frame: Frame,
  ): { readonly value: Value } | null {
    const answer = this.#injector.answer(receiver, name, args, frame);
    if (answer !== null) return answer;
    if (name === 'data' || name === 'store') this.alpine.called(name, args);
    if (name === 'component') this.#vue.register(args);
    if (name === 'mount') this.#mount(receiver, args.values[0]);
    if (name === 'enqueue') this.#router.received(args.values[0]);
    if (name === 'register') this.#register(args.values[0], args.values[1]);
    const run = typeof name === 'string' && Object.hasOwn(hooks, name) ? hooks[name] : undefined;
    if (run === undefined || !optionsOf(receiver).some(isDispatcher)) return null;
    if (name === 'use' && !isUsable(args.values[0])) return null;
    return { value: run({ machine: this.#machine, components: this, args: args.values, site }) };
  }

  contextValue(context: Value): Value {
    if (context instanceof Obj && this.#rerender !== null)
      this.#readers.set(context, (this.#readers.get(context) ?? new Set()).add(this.#rerender));
    const value = context instanceof Obj ? this.#valueOf(context) : undefined;
    // Without a default such a context means a provider, which was not seen (yet).
    return value ?? new Unknown('the value of a context');
  }

  #valueOf(context: Obj): Value {
    const name = valueIn(context, 'displayName');
    const own = typeof name === 'string' ? this.#contexts?.get(name) : undefined;
    return own ?? this.#provided.get(context) ?? getMember(this.#machine, context, '_currentValue');
  }

  /** The state of the place that calls a hook. What is written to it is one of the values that it may have. */
  state(
    place: object,
    initial: () => Value,
  ): { readonly value: Value; readonly set: (value: Value) => void } {
    let cell = this.#cells.get(place);
    if (cell === undefined) {
      cell = { value: initial(), rerender: this.#rerender };
      this.#cells.set(place, cell);
    }
    const kept = cell;
    const set = (value: Value): void => {
      const before = kept.value;
      kept.value = join([before, value]);
      if (kept.value !== before && optionsOf(kept.value).length !== optionsOf(before).length)
        kept.rerender?.();
    };
    return { value: kept.value, set };
  }
}

/** Preact's own elements: their private members keep their names in its published files. */
function isPreactElement({ members }: Obj): boolean {
  return members.has('__k') && members.has('__b') && members.has('constructor');
}

type Component = (machine: Machine, type: Obj, properties: Value) => void;

function isDispatcher(receiver: Value): boolean {
  if (receiver === null || receiver === undefined || receiver instanceof Unknown) return true;
  return receiver instanceof Obj && receiver.members.has('readContext') && receiver.members.has('useState');
}

/** The context of which a component is the provider: itself since React 19. */
function contextOf(type: Obj): Obj | null {
  if (!type.members.has('$$typeof')) return null;
  if (type.members.has('_currentValue')) return type;
  const context = valueIn(type, '_context');
  return context instanceof Obj ? context : null;
}

/** The same of Preact's: a context has an id (`__cC0`), and a provider refers to its context where it is not the context itself. */
function preactContextOf(type: Obj): Obj | null {
  const referred = valueIn(type, '__l');
  const context = referred instanceof Obj ? referred : type;
  const id = valueIn(context, '__c');
  return typeof id === 'string' && id.startsWith('__cC') ? context : null;
}
