import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import {
  attempted,
  awaited,
  follow,
  isPending,
  pendingPromise,
  promiseOf,
  promiseThen,
  settledBy,
  whenSettled,
} from '../evaluate/promise.ts';
import type { Settled } from '../evaluate/promise.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { define } from './define.ts';
import type { Methods } from './define.ts';

export function promisePrototype(machine: Machine): Obj {
  return define(machine, new Obj('object', machine.globals.prototypes.object), {
    // oxlint-disable-next-line no-thenable -- the page's promises have it
    then: promiseThen,
    catch: (call) => promiseThen({ ...call, args: new Items([undefined, argument(call, 0)]) }),
    finally: (call) => {
      const handler = argument(call, 0);
      const run = machine.native('finally', (inner) => {
        machine.call(handler, undefined, new Items([]), call.site);
        return argument(inner, 0);
      });
      return promiseThen({ ...call, args: new Items([run, run]) });
    },
  });
}

function resolveTo(machine: Machine, promise: Obj, call: Call): Value {
  follow(machine, promise, argument(call, 0));
  return undefined;
}

/** `new Promise(executor)`: the executor runs at once. */
export function newPromise(call: Call): Value {
  const { machine } = call;
  const promise = pendingPromise(machine);
  const resolve = machine.native('resolve', (inner) => resolveTo(machine, promise, inner));
  const reject = machine.native('reject', () => undefined);
  let settled: Settled = { value: undefined };
  const timers = machine.tasks.timersOf(() => {
    settled = attempted(() =>
      machine.call(argument(call, 0), undefined, new Items([resolve, reject]), call.site),
    );
  });
  if ('thrown' in settled) return promiseOf(machine, settled);
  settledBy(promise, timers);
  return promise;
}

export const promiseStatics: Methods = {
  resolve: (call) => {
    const value = argument(call, 0);
    return value instanceof Obj && value.kind === 'promise' ? value : promiseOf(call.machine, { value });
  },
  reject: (call) => promiseOf(call.machine, { thrown: argument(call, 0) }),
  all: (call) => collected(call, (value) => value),
  allSettled: (call) =>
    collected(call, (value) => {
      const outcome = call.machine.object();
      outcome.members.set('status', 'fulfilled');
      outcome.members.set('value', value);
      return outcome;
    }),
  race: (call) => first(call),
  any: (call) => first(call),
  withResolvers: (call) => {
    const { machine } = call;
    const promise = pendingPromise(machine);
    const parts = machine.object();
    parts.members.set('promise', promise);
    parts.members.set(
      'resolve',
      machine.native('resolve', (inner) => resolveTo(machine, promise, inner)),
    );
    parts.members.set(
      'reject',
      machine.native('reject', () => undefined),
    );
    return parts;
  },
};

/** A promise of all results: those that nothing settles are not known. */
function collected(call: Call, wrap: (value: Value) => Value): Value {
  const { machine } = call;
  const items = machine.iterate(argument(call, 0));
  const result = pendingPromise(machine);
  const pending = items.values.filter((value) => value instanceof Obj).filter(isPending);
  const settle = (): void => {
    const settled = attempted(() =>
      machine.array(
        items.values.map((value) => wrap(awaited(machine, value))),
        items.complete,
      ),
    );
    if ('value' in settled) follow(machine, result, settled.value);
    else follow(machine, result, new Unknown('the result of a promise'));
  };
  const settleIfComplete = (): void => {
    if (!pending.some(isPending)) settle();
  };
  if (pending.length === 0) machine.later(settle);
  for (const promise of pending) whenSettled(machine, promise, settleIfComplete);
  // What nothing settles in what was read does not keep the others from being known.
  if (pending.length > 0) machine.unsettled.push({ promise: result, handlers: [], giveUp: settle });
  return result;
}

function first(call: Call): Value {
  const [value] = call.machine.iterate(argument(call, 0)).values;
  return promiseOf(call.machine, { value });
}
