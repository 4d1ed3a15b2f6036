import type { Node } from './syntax.ts';

/** Below this length a string says nothing of where it came from. */
const shortest = 4;

/** Which URL literals of the page a string was made from, so that a literal that reaches a socket is not told twice. */
export class Traces {
  readonly #origins = new Map<string, ReadonlySet<Node>>();

  /** A literal was evaluated. */
  begin(text: string, literal: Node): void {
    this.#add(text, new Set([literal]));
  }

  /** A string was made from others. */
  derive(text: string, from: readonly unknown[]): void {
    if (this.#origins.size === 0 || text.length < shortest) return;
    for (const source of from) {
      const origins = typeof source === 'string' ? this.#origins.get(source) : undefined;
      if (origins !== undefined && source !== text) this.#add(text, origins);
    }
  }

  originsOf(text: string): ReadonlySet<Node> {
    return this.#origins.get(text) ?? new Set();
  }

  #add(text: string, origins: ReadonlySet<Node>): void {
    const known = this.#origins.get(text);
    this.#origins.set(text, known === undefined ? origins : new Set([...known, ...origins]));
  }
}
