import type { Call } from '../code.ts';
import { Obj } from '../values.ts';
import type { Value } from '../values.ts';

const certain: readonly Value[] = ['DOMContentLoaded', 'load', 'readystatechange', 'pageshow'];

/** Events of a worker that bring what another realm sent. */
const received: ReadonlySet<string> = new Set(['message', 'connect']);

/** What an event target's method is called on; null for the window. */
export function targetOf({ machine, thisValue }: Call): Value {
  return thisValue === undefined || thisValue === machine.globals.global ? null : thisValue;
}

/** `addEventListener`: load events surely come; others may. */
export function ready(call: Call): undefined {
  const { machine, site } = call;
  const [type, handler] = call.args.values;
  if (typeof type === 'string') machine.listeners.add({ type, handler, target: targetOf(call) });
  if (machine.realm.document === null && typeof type === 'string' && received.has(type))
    machine.loads.listeners.push({ type, handler, receiver: call.thisValue ?? machine.globals.global });
  if (certain.includes(type) && handler instanceof Obj && handler.code !== null) {
    machine.tasks.timer(() => machine.call(handler, machine.globals.global, call.args, site));
  } else if (handler instanceof Obj && handler.code === null)
    machine.escape(machine.get(handler, 'handleEvent'));
  else machine.escape(handler);
}

/** An element's own load event comes after what it loads, if that was read: else it may come. */
export function listen(call: Call): undefined {
  const [type, handler] = call.args.values;
  if (type !== 'load') return ready(call);
  call.machine.listeners.add({ type, handler, target: targetOf(call) });
  call.machine.escape(handler);
  return undefined;
}
