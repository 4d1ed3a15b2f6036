import type { Call } from '../code.ts';
import { argument } from '../code.ts';
import type { Machine } from '../machine.ts';
import { PageThrow } from '../store.ts';
import { Items, lift, Obj, slots, Unknown, valueIn } from '../values.ts';
import type { Value } from '../values.ts';

/** What code came to: a value, or what it threw. */
export type Settled = { readonly value: Value } | { readonly thrown: Value };

/** Runs code of the page and catches what the page throws. */
export function attempted(run: () => Value): Settled {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof PageThrow) return { thrown: error.value };
    throw error;
  }
}

/** A promise that is settled with what code came to. */
export function promiseOf(machine: Machine, settled: Settled): Obj {
  const promise = pendingPromise(machine);
  if ('thrown' in settled) promise.members.set('#thrown', settled.thrown);
  else follow(machine, promise, settled.value);
  return promise;
}

export function pendingPromise(machine: Machine): Obj {
  return new Obj('promise', machine.globals.prototypes.promise);
}

/** Resolves a promise with a value, or with what another promise comes to. */
export function follow(machine: Machine, promise: Obj, value: Value): void {
  if (promise.members.has(slots.result)) return;
  if (value instanceof Obj && value.kind === 'promise') {
    if (value.members.has(slots.result))
      machine.store.write(promise, slots.result, value.members.get(slots.result));
    else if (value.members.has('#thrown'))
      machine.store.write(promise, '#thrown', value.members.get('#thrown'));
    else whenSettled(machine, value, () => follow(machine, promise, value));
  } else if (value instanceof Obj && isThenable(machine, value)) {
    const settle = machine.native('resolve', (call) => {
      follow(machine, promise, argument(call, 0));
      return undefined;
    });
    machine.later(() =>
      machine.call(
        machine.get(value, 'then'),
        value,
        new Items([settle, machine.native('reject', () => undefined)]),
        machine.site,
      ),
    );
  } else machine.store.write(promise, slots.result, value);
  runReactions(machine, promise);
}

function isThenable(machine: Machine, value: Obj): boolean {
  const then = machine.lookup(value, 'then');
  return then instanceof Obj && then.code?.type === 'closure';
}

const reactions = new WeakMap<Obj, (() => void)[]>();

export function isPending(promise: Obj): boolean {
  return promise.kind === 'promise' && !promise.members.has(slots.result) && !promise.members.has('#thrown');
}

/** The timers and answers that may settle a promise: what waits for it in the middle of code sees to them first. */
const settlers = new WeakMap<Obj, readonly (() => void)[]>();

export function settledBy(promise: Obj, timers: readonly (() => void)[]): void {
  if (timers.length > 0) settlers.set(promise, timers);
}

/** Runs something once a promise is settled. */
export function whenSettled(machine: Machine, promise: Obj, run: () => void): void {
  if (!isPending(promise)) machine.later(run);
  else {
    const waiting = reactions.get(promise);
    if (waiting === undefined) reactions.set(promise, [run]);
    else waiting.push(run);
  }
}

function runReactions(machine: Machine, promise: Obj): void {
  if (!promise.members.has(slots.result) && !promise.members.has('#thrown')) return;
  for (const run of reactions.get(promise) ?? []) machine.later(run);
  reactions.delete(promise);
}

/** `await value`: what a promise came to, once the jobs that are due have run. */
export function awaited(machine: Machine, value: Value): Value {
  return lift(value, (option) => {
    if (!(option instanceof Obj)) return option;
    if (option.kind !== 'promise')
      return isThenable(machine, option) ? awaited(machine, promiseOf(machine, { value: option })) : option;
    machine.runJobs(() => !isPending(option));
    if (isPending(option)) machine.tasks.runLoads(() => !isPending(option));
    if (isPending(option)) machine.tasks.hasten(settlers.get(option) ?? [], () => !isPending(option));
    if (isPending(option)) giveUpOn(machine, option);
    if (option.members.has('#thrown')) throw new PageThrow(valueIn(option, '#thrown'));
    return option.members.has(slots.result)
      ? valueIn(option, slots.result)
      : new Unknown('the result of a promise');
  });
}

/** What waits for several promises goes on with those that are settled: nothing that runs meanwhile settles the others. */
function giveUpOn({ unsettled }: Machine, promise: Obj): void {
  unsettled.find((waiting) => waiting.promise === promise)?.giveUp?.();
}

/** `promise.then(onResolved, onRejected)`. */
export function promiseThen(call: Call): Value {
  const { machine, thisValue } = call;
  const [onResolved, onRejected] = call.args.values;
  if (!(thisValue instanceof Obj)) return new Unknown('the result of a promise');
  const next = pendingPromise(machine);
  settledBy(next, settlers.get(thisValue) ?? []);
  whenSettled(machine, thisValue, () => {
    if (thisValue.members.has(slots.result)) {
      const value = valueIn(thisValue, slots.result);
      settleWith(machine, next, onResolved, value, call);
    } else settleRejected(machine, next, onRejected, valueIn(thisValue, '#thrown'), call);
  });
  // Nobody may settle it in what was read: then its handlers still run, with what is not known.
  machine.unsettled.push({ promise: thisValue, handlers: [onResolved, onRejected] });
  return next;
}

function settleWith(machine: Machine, next: Obj, handler: Value, value: Value, call: Call): void {
  if (!(handler instanceof Obj)) return follow(machine, next, value);
  const settled = attempted(() => machine.call(handler, undefined, new Items([value]), call.site));
  if ('value' in settled) follow(machine, next, settled.value);
  else machine.store.write(next, '#thrown', settled.thrown);
  runReactions(machine, next);
}

function settleRejected(machine: Machine, next: Obj, handler: Value, reason: Value, call: Call): void {
  if (handler instanceof Obj) settleWith(machine, next, handler, reason, call);
  else {
    machine.store.write(next, '#thrown', reason);
    runReactions(machine, next);
  }
}
