import type { Machine } from '../machine.ts';
import type { Frame } from '../scope.ts';
import { Items, join, Obj, Unknown, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { callMember, itemsOf } from './call.ts';

/** So many things at most are made of tokens, inside each other and in all. */
const bounds = { depth: 20, all: 400 } as const;

const lifecycle = ['ngOnInit', 'ngAfterContentInit', 'ngAfterViewInit'] as const;

/** Whether an object is what Angular's compiler hands over as the definition of a component or directive. */
export function isAngularDefinition({ members }: Obj): boolean {
  return members.has('type') && members.has('selectors');
}

/**
 * Angular's injector. Its records and its tree of views are not followed: the members by which classes say how they are
 * made (`ɵfac`, `ɵprov`) keep their names in every build, as those of providers do, so that what a class is given follows
 * from what it asks for.
 */
export class Injector {
  readonly #machine: Machine;
  readonly #providers = new Map<Value, Obj[]>();
  readonly #instances = new Map<Value, Value>();
  readonly #making = new Set<Value>();
  /** Functions in which asking for a token is what a call with one does. */
  readonly #factories = new Set<Obj>();
  readonly #templates = new Set<Obj>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Notes `{ provide: token, useValue: … }`. */
  provide(provider: Obj): void {
    const token = valueIn(provider, 'provide');
    const known = this.#providers.get(token);
    if (known === undefined) this.#providers.set(token, [provider]);
    else if (known.length < 4) known.push(provider);
  }

  /** Makes a component, runs what Angular calls of it, and looks at what its template listens to. */
  readonly component = (machine: Machine, type: Obj, definition: Value): void => {
    const instance = this.#instanceOf(type);
    if (!(instance instanceof Obj)) return;
    for (const name of lifecycle) if (machine.inherits(instance, name)) callMember(machine, instance, name);
    const template = definition instanceof Obj ? valueIn(definition, 'template') : undefined;
    if (!(template instanceof Obj)) return;
    this.#templates.add(template);
    machine.call(template, undefined, new Items([createAndUpdate, instance]), machine.site);
  };

  /** What a call gives by which code asks for a token, or by which a template makes its view; null for any other call. */
  answer(
    receiver: Value,
    key: Value | null,
    { values }: Items,
    frame: Frame,
  ): { readonly value: Value } | null {
    if (frame.function !== null && this.#templates.has(frame.function)) {
      for (const value of values) this.#machine.escape(value);
      return { value: new Unknown('an instruction of a template') };
    }
    const [token] = values;
    if (!(token instanceof Obj) || !this.#isToken(token)) return null;
    const isAsked =
      key === 'get'
        ? !(receiver instanceof Obj) || receiver.members.has('records')
        : values.length <= 2 && this.#asksIn(frame);
    return isAsked ? { value: this.#instanceOf(token) } : null;
  }

  #isToken(value: Obj): boolean {
    const { members } = value;
    return (
      members.has('ɵprov') ||
      members.has('ɵfac') ||
      members.has('ngMetadataName') ||
      this.#providers.has(value)
    );
  }

  /** Constructors and fields of what Angular makes, and the functions that make it. */
  #asksIn(frame: Frame): boolean {
    if (frame.function !== null && this.#factories.has(frame.function)) return true;
    const { thisValue } = frame.own;
    const made = thisValue instanceof Obj ? this.#machine.lookup(thisValue, 'constructor') : undefined;
    return made instanceof Obj && made.members.has('ɵfac');
  }

  #instanceOf(token: Value): Value {
    if (this.#instances.has(token)) return this.#instances.get(token);
    if (this.#making.has(token) || this.#making.size >= bounds.depth || this.#instances.size >= bounds.all)
      return new Unknown('what Angular injects');
    this.#making.add(token);
    try {
      const instance = this.#make(token);
      this.#instances.set(token, instance);
      return instance;
    } finally {
      this.#making.delete(token);
    }
  }

  #make(token: Value): Value {
    const providers = this.#providers.get(token);
    if (providers !== undefined) {
      const values = providers.map((provider) => this.#provided(provider));
      const isMany = providers.some((provider) => valueIn(provider, 'multi') === true);
      return isMany ? this.#machine.array(values) : join(values);
    }
    if (!(token instanceof Obj)) return new Unknown('what Angular injects');
    const declared = valueIn(token, 'ɵprov');
    const factory = declared instanceof Obj ? valueIn(declared, 'factory') : valueIn(token, 'ɵfac');
    return this.#madeBy(factory);
  }

  #provided(provider: Obj): Value {
    const { members } = provider;
    if (members.has('useValue')) return this.#machine.get(provider, 'useValue');
    if (members.has('useExisting')) return this.#instanceOf(valueIn(provider, 'useExisting'));
    if (members.has('useFactory'))
      return this.#madeBy(valueIn(provider, 'useFactory'), this.#dependencies(valueIn(provider, 'deps')));
    const type = valueIn(provider, members.has('useClass') ? 'useClass' : 'provide');
    return type instanceof Obj ? this.#madeBy(valueIn(type, 'ɵfac')) : new Unknown('what Angular injects');
  }

  /** The values of `deps`: tokens, or lists of flags that end in one. */
  #dependencies(deps: Value): readonly Value[] {
    return itemsOf(deps).map((dependency) => this.#instanceOf(itemsOf(dependency).at(-1) ?? dependency));
  }

  #madeBy(factory: Value, args: readonly Value[] = []): Value {
    if (!(factory instanceof Obj) || factory.code === null) return new Unknown('what Angular injects');
    this.#factories.add(factory);
    return this.#machine.call(factory, undefined, new Items(args), this.#machine.site);
  }
}

/** The flags with which Angular calls a template (`RenderFlags`): to make the view, and to bring it up to date. */
const createAndUpdate = 3;
