import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Items, Obj, slots, valueIn } from '../values.ts';
import { constructor, define, prototypeFor } from './define.ts';

/** `IntersectionObserver` and `ResizeObserver`: they tell of every element that they are given, at first and later. */
export function defineObservers(machine: Machine, global: Obj): void {
  for (const name of ['IntersectionObserver', 'ResizeObserver']) {
    const prototype = define(machine, machine.object(), {
      observe: observed,
      unobserve: () => undefined,
      disconnect: () => undefined,
      takeRecords: () => machine.array([]),
    });
    const made = constructor(machine, name, prototype, (call) => {
      const observer = new Obj('object', prototypeFor(machine, call.newTarget, prototype));
      observer.members.set(slots.reactions, argument(call, 0));
      observer.open = true;
      return observer;
    });
    global.members.set(name, made);
  }
}

/** What is seen of an element, and when, depends on the user: that it comes into view is what code waits for. */
function observed(call: Call): undefined {
  const { machine, thisValue: observer, site } = call;
  if (!(observer instanceof Obj)) return;
  const entry = machine.object();
  entry.open = true;
  entry.members.set('target', argument(call, 0));
  entry.members.set('isIntersecting', true);
  const args = new Items([machine.array([entry]), observer]);
  const tell = (): void => {
    machine.call(valueIn(observer, slots.reactions), observer, args, site);
  };
  machine.tasks.timer(() => machine.tasks.maybe(tell));
}
