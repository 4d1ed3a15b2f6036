import type { Site } from '../code.ts';
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
  for (const name of ['type', 'render']) {
    const inner = valueIn(type, name);
    if (inner instanceof Obj) reactComponent(machine, inner, properties);
  }
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
