import type { Settled } from '../evaluate/promise.ts';
import type { Machine } from '../machine.ts';
import { Items, join, Obj, optionsOf, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { itemsOf } from './call.ts';

/** By these of the page's functions Vue 3, as bundlers get it, is told which component is being set up. */
const setters = '__VUE_INSTANCE_SETTERS__';
/** What a component has left to be done, by Vue's names for it: before it is mounted, and once it is. */
const hooks = ['bm', 'm'] as const;

/** The component that is being set up: `provide`, `inject`, `onMounted` and Nuxt's composables ask for it. */
export class VueInstances {
  readonly #machine: Machine;
  /** What any component provides: there is one for all of them. */
  readonly #provided: Obj;
  #context: Obj | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#provided = new Obj('object', null);
  }

  /** Notes an application of Vue's: what it provides is for all of its components. */
  made(application: Obj): void {
    const context = valueIn(application, '_context');
    if (!(context instanceof Obj)) return;
    this.#context = context;
    const provides = valueIn(context, 'provides');
    if (provides instanceof Obj) this.#provided.proto = provides;
  }

  /** Sets a component up, and does what that leaves to be done. */
  around(type: Obj, proxy: Obj, setUp: () => Value): Value {
    const machine = this.#machine;
    const told = itemsOf(machine.get(machine.globals.global, setters));
    if (told.length === 0) return setUp();
    const instance = this.#instance(type, proxy);
    const tell = (current: Value): void => {
      for (const set of told) machine.call(set, undefined, new Items([current]), machine.site);
    };
    tell(instance);
    let settled: Settled;
    try {
      settled = machine.apart(() => machine.attempted(setUp));
    } finally {
      tell(null);
      this.#keep(valueIn(instance, 'provides'));
    }
    for (const name of hooks)
      for (const list of optionsOf(valueIn(instance, name)))
        for (const hook of itemsOf(list))
          machine.tasks.timer(() =>
            machine.tasks.maybe(() =>
              machine.apart(() => machine.call(hook, undefined, new Items([]), machine.site)),
            ),
          );
    return 'value' in settled ? settled.value : undefined;
  }

  /** What a component provides stays, although it may never be shown: then nothing asks for it. */
  #keep(provides: Value): void {
    if (!(provides instanceof Obj)) return;
    for (const name of provides.members.keys()) {
      const known = this.#provided.members.has(name) ? [valueIn(this.#provided, name)] : [];
      this.#provided.members.set(name, join([...known, valueIn(provides, name)]));
    }
  }

  #instance(type: Obj, proxy: Obj): Obj {
    const machine = this.#machine;
    const instance = machine.object();
    instance.open = true;
    const parent = machine.object();
    parent.open = true;
    parent.members.set('provides', this.#provided);
    const vnode = machine.object();
    vnode.open = true;
    for (const holder of [instance, vnode])
      if (this.#context !== null) holder.members.set('appContext', this.#context);
    const provides = new Obj('object', this.#provided);
    const members = { type, proxy, parent, vnode, provides, ce: null, bm: null, m: null };
    for (const [name, value] of Object.entries(members)) instance.members.set(name, value);
    return instance;
  }
}
