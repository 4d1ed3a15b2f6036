import type { Site } from '../code.ts';
import { awaited, promiseOf, whenSettled } from '../evaluate/promise.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { applied, callMember } from './call.ts';
import type { Components } from './components.ts';

/** React: a function, a class, or what `memo` and `forwardRef` make of them. */
export function reactComponent(machine: Machine, type: Obj, properties: Value): void {
  const { site } = machine;
  if (type.code?.type === 'closure') {
    const isClass = type.code.classNode !== null || machine.inherits(prototypeOf(type), 'render');
    const args = new Items([properties]);
    if (!isClass) {
      machine.call(type, undefined, args, site);
      return;
    }
    const instance = machine.construct(type, args, site);
    if (!(instance instanceof Obj)) return;
    machine.store.write(instance, 'props', properties);
    for (const name of ['render', 'componentDidMount']) callMember(machine, instance, name);
    return;
  }
  const payload = type.members.has('_init') ? valueIn(type, '_payload') : undefined;
  if (payload instanceof Obj) {
    lazyComponent(machine, payload, properties);
    return;
  }
  for (const name of ['type', 'render']) {
    const inner = valueIn(type, name);
    if (inner instanceof Obj) reactComponent(machine, inner, properties);
  }
}

/** What `lazy` makes: a function that brings the component, as the default export of a module. */
function lazyComponent(machine: Machine, payload: Obj, properties: Value): void {
  const load = valueIn(payload, '_result');
  if (!(load instanceof Obj) || load.code?.type !== 'closure') return;
  const loading = promiseOf(
    machine,
    machine.attempted(() => applied(machine, load)),
  );
  const render = (): void => {
    const type = machine.get(awaited(machine, loading), 'default');
    if (type instanceof Obj) reactComponent(machine, type, properties);
  };
  whenSettled(machine, loading, () => machine.tasks.timer(() => machine.tasks.maybe(render)));
}

function prototypeOf(type: Obj): Obj {
  const prototype = valueIn(type, 'prototype');
  return prototype instanceof Obj ? prototype : type;
}

interface HookCall {
  readonly machine: Machine;
  readonly components: Components;
  readonly args: readonly Value[];
  readonly site: Site;
}

/** React's hooks, by the names that they have in the dispatcher (`react-reconciler`, `ReactFiberHooks`). */
export const hooks: Readonly<Record<string, (call: HookCall) => Value>> = {
  useState: ({ args: [initial], ...call }) => {
    const { machine } = call;
    const { value, set } = call.components.state(call.site.node, () => applied(machine, initial));
    return machine.array([value, setter(machine, set, (next) => applied(machine, next, value))]);
  },
  useReducer: ({ args: [reducer, initial, start], ...call }) => {
    const { machine } = call;
    const { value, set } = call.components.state(call.site.node, () =>
      start === undefined ? initial : machine.call(start, undefined, new Items([initial]), call.site),
    );
    return machine.array([
      value,
      setter(machine, set, (action) =>
        machine.call(reducer, undefined, new Items([value, action]), machine.site),
      ),
    ]);
  },
  useRef: ({ args: [initial], machine, components, site }) =>
    components.state(site.node, () => {
      const ref = machine.object();
      ref.members.set('current', initial);
      return ref;
    }).value,
  useContext: ({ args: [context], components }) => components.contextValue(context),
  use: ({ args: [usable], machine, components }) =>
    isPromise(usable) ? awaited(machine, usable) : components.contextValue(usable),
  readContext: ({ args: [context], components }) => components.contextValue(context),
  useMemo: ({ args: [make], machine }) => applied(machine, make),
  useCallback: ({ args: [callback] }) => callback,
  useEffectEvent: ({ args: [callback] }) => callback,
  useDeferredValue: ({ args: [value] }) => value,
  useSyncExternalStore: ({ args: [, snapshot], machine }) => applied(machine, snapshot),
  useEffect: effect,
  useLayoutEffect: effect,
  useInsertionEffect: effect,
};

/** Whether `use` is React's: others have a method of that name. */
export function isUsable(value: Value): boolean {
  return isPromise(value) || (value instanceof Obj && value.members.has('_currentValue'));
}

function isPromise(value: Value): boolean {
  return value instanceof Obj && value.kind === 'promise';
}

function effect({ args: [run], machine }: HookCall): Value {
  machine.tasks.timer(() =>
    machine.tasks.maybe(() => machine.call(run, undefined, new Items([]), machine.site)),
  );
  return undefined;
}

function setter(machine: Machine, set: (value: Value) => void, next: (value: Value) => Value): Obj {
  return machine.native('setState', ({ args }) => {
    set(next(args.values[0]));
    return undefined;
  });
}
