import { Obj } from './values.ts';
import type { Value } from './values.ts';

const mostListeners = 500;

interface Listener {
  readonly type: string;
  readonly handler: Value;
  /** Null for the window. */
  readonly target: Value;
}

/** The listeners of events that the page itself may dispatch. */
export class Listeners {
  readonly #list: Listener[] = [];

  add(listener: Listener): void {
    if (this.#list.length < mostListeners) this.#list.push(listener);
  }

  /** The handlers of one target's own events, which go no further. */
  own(type: string, target: Value): readonly Value[] {
    return this.#list
      .filter((listener) => listener.type === type && listener.target === target)
      .map(({ handler }) => handler);
  }

  /** The handlers to which an event on a target comes; those of the document's tree are taken to be on its way. */
  of(type: Value, target: Value): readonly Value[] {
    return this.#list
      .filter((listener) => listener.type === type)
      .filter((listener) => listener.target === target || (isInTree(listener.target) && isInTree(target)))
      .map(({ handler }) => handler);
  }
}

function isInTree(target: Value): boolean {
  return (
    target === null || (target instanceof Obj && (target.kind === 'element' || target.kind === 'document'))
  );
}
