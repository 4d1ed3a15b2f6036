import type { Call } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, slots, Unknown, valueIn } from '../values.ts';
import type { PropertyName, Value } from '../values.ts';
import { define } from './define.ts';

type Trap = 'get' | 'set' | 'apply' | 'construct';

/**
 * `new Proxy(target, handler)`. Only what the handler itself holds is followed (a framework's handlers, of which a
 * class has the methods, hand on what they are asked for), and only around plain objects and functions.
 */
export function newProxy(call: Call): Value {
  const [target, handler] = call.args.values;
  if (!(target instanceof Obj) || !(handler instanceof Obj)) return target;
  const isPlain = target.kind === 'object' || target.kind === 'function';
  if (!isPlain || !['get', 'set', 'apply', 'construct'].some((name) => handler.members.has(name)))
    return target;
  const proxy = new Obj(
    'proxy',
    target.proto,
    target.code === null
      ? null
      : { type: 'native', name: 'Proxy', run: (inner) => callThrough(target, handler, proxy, inner) },
  );
  proxy.members.set(slots.source, target);
  proxy.members.set(slots.owner, handler);
  return proxy;
}

/** `Proxy.revocable(target, handler)`: immer's drafts. */
export function revocableProxy(call: Call): Value {
  const made = call.machine.object();
  made.members.set('proxy', newProxy(call));
  return define(call.machine, made, { revoke: () => undefined });
}

function trapOf(handler: Obj, name: Trap): Obj | null {
  const trap = valueIn(handler, name);
  return trap instanceof Obj && trap.code !== null ? trap : null;
}

/** A function behind a proxy that is called or constructed. */
function callThrough(
  target: Obj,
  handler: Obj,
  proxy: Obj,
  { machine, args, site, thisValue, newTarget }: Call,
): Value {
  const trap = trapOf(handler, newTarget === null ? 'apply' : 'construct');
  const list = machine.array(args.values, args.complete);
  if (newTarget === null)
    return trap === null
      ? machine.call(target, thisValue, args, site)
      : machine.call(trap, handler, new Items([target, thisValue, list]), site);
  if (trap === null) return machine.construct(target, args, site, newTarget === proxy ? null : newTarget);
  return machine.call(trap, handler, new Items([target, list, newTarget]), site);
}

/** What a proxy stands for; null for what is none. */
export function targetOf(object: Obj): Obj | null {
  if (object.kind !== 'proxy') return null;
  const target = valueIn(object, slots.source);
  return target instanceof Obj ? target : null;
}

/** A member of a proxy: what its handler says, or else the target's. */
export function proxyMember(machine: Machine, proxy: Obj, name: PropertyName): Value {
  const [target, handler] = [targetOf(proxy), valueIn(proxy, slots.owner)];
  if (target === null || !(handler instanceof Obj)) return undefined;
  const trap = trapOf(handler, 'get');
  const own = (): Value => machine.getOwn(target, name);
  if (trap === null) return own();
  const value = machine.call(trap, handler, new Items([target, name, proxy]), machine.site);
  return value instanceof Unknown ? own() : value;
}

/** Sets a member of a proxy; false where its handler leaves that to the target. */
export function setProxyMember(machine: Machine, proxy: Obj, name: PropertyName, value: Value): boolean {
  const handler = valueIn(proxy, slots.owner);
  const trap = handler instanceof Obj ? trapOf(handler, 'set') : null;
  if (trap === null) return false;
  machine.call(trap, handler, new Items([targetOf(proxy) ?? undefined, name, value, proxy]), machine.site);
  return true;
}
