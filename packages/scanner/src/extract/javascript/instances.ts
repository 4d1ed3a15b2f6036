import type { Closure } from './code.ts';
import type { Node } from './syntax.ts';
import type { Obj } from './values.ts';

/** How many of a kind are kept. */
const kept = 3;
const keptInAll = 2_000;

export interface MadeFunction {
  readonly object: Obj;
  readonly code: Closure;
}

/** The functions of the page that exist, and instances of its classes: what may yet be called, and on what. */
export class Instances {
  readonly #functions = new Map<Node, MadeFunction[]>();
  /** The same, in the order in which their nodes came up. */
  readonly #inOrder: (readonly MadeFunction[])[] = [];
  readonly #byClass = new Map<Closure, Obj[]>();
  readonly #all: Obj[] = [];

  made(object: Obj, code: Closure): void {
    const node = code.node ?? code.classNode;
    if (node === null) return;
    const known = this.#functions.get(node);
    if (known === undefined) {
      const made = [{ object, code }];
      this.#functions.set(node, made);
      this.#inOrder.push(made);
    } else if (known.length < kept) known.push({ object, code });
  }

  add(code: Closure, instance: Obj): void {
    const known = this.#byClass.get(code);
    if (known === undefined) this.#byClass.set(code, [instance]);
    else if (known.length < kept && !known.includes(instance)) known.push(instance);
    if (this.#all.length < keptInAll && this.#all.at(-1) !== instance) this.#all.push(instance);
  }

  functionsOf(node: Node): readonly MadeFunction[] {
    return this.#functions.get(node) ?? [];
  }

  /** What was made of the functions of the page, by function, but for so many that came up first. */
  functionsSince(count: number): readonly (readonly MadeFunction[])[] {
    return this.#inOrder.slice(count);
  }

  /** The instances of the page's classes, as far as they are kept. */
  get all(): readonly Obj[] {
    return this.#all;
  }

  /** The instances on which a function is a method. */
  receiversOf(method: Obj, code: Closure): readonly Obj[] {
    const receivers: Obj[] = [];
    const seen = new Map<Obj, boolean>();
    for (const instance of this.#all) {
      if (receivers.length >= kept) break;
      if (isMethodOf(instance, method, seen)) receivers.push(instance);
    }
    if (receivers.length > 0 || code.home === null) return receivers;
    return [code.home];
  }
}

/** @param seen whether what instances inherit from has the method: many inherit from the same */
function isMethodOf(instance: Obj, method: Obj, seen: Map<Obj, boolean>): boolean {
  const name = method.members.get('name');
  if (typeof name === 'string' && instance.members.get(name) === method) return true;
  for (
    let holder = instance.proto, hops = 0;
    holder !== null && hops < 20;
    holder = holder.proto, hops += 1
  ) {
    let has = seen.get(holder);
    if (has === undefined) seen.set(holder, (has = holds(holder, method)));
    if (has) return true;
  }
  return false;
}

function holds({ members }: Obj, method: Obj): boolean {
  for (const member of members.values()) if (member === method) return true;
  return false;
}
