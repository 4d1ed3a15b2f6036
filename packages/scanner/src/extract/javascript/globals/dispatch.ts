import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { copyMembers } from '../evaluate/literal.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj } from '../values.ts';
import type { Value } from '../values.ts';
import { constructor, define, prototypeFor } from './define.ts';
import { ready, targetOf } from './events.ts';

/** `target.dispatchEvent(event)`: its listeners are called with it (DOM, "dispatch"). */
export function dispatch(call: Call): true {
  const { machine, site } = call;
  const event = argument(call, 0);
  const target = targetOf(call);
  for (const handler of machine.listeners.of(machine.get(event, 'type'), target)) {
    const isObject = handler instanceof Obj && handler.code === null;
    const run = isObject ? machine.get(handler, 'handleEvent') : handler;
    machine.later(() =>
      machine.call(run, isObject ? handler : (target ?? machine.globals.global), new Items([event]), site),
    );
  }
  return true;
}

/** `EventTarget`, and events that the page makes: what they are given is theirs. */
export function defineEvents(machine: Machine, set: (name: string, value: Value) => void): void {
  const targets = define(machine, machine.object(), {
    addEventListener: ready,
    removeEventListener: () => undefined,
    dispatchEvent: dispatch,
  });
  const made = (own: Obj) => (call: Call) => new Obj('object', prototypeFor(machine, call.newTarget, own));
  set('EventTarget', constructor(machine, 'EventTarget', targets, made(targets)));
  for (const name of ['Event', 'CustomEvent']) {
    const events = machine.object();
    const makeEvent = (call: Call): Value => {
      const event = made(events)(call);
      event.open = true;
      copyMembers(machine, event, argument(call, 1));
      machine.store.write(event, 'type', argument(call, 0));
      return event;
    };
    set(name, constructor(machine, name, events, makeEvent));
  }
}
