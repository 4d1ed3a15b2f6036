import type { Closure } from './code.ts';
import type { Script } from './script.ts';
import type { ClassNode, FunctionNode } from './syntax.ts';

/** Of the calls inside each other, so many that lead to a socket count: the innermost. */
const mostCalls = 12;

/** A function that the evaluation came through on its way to a socket, or to a file that is asked for. */
export interface Lead {
  readonly script: Script;
  readonly node: FunctionNode | ClassNode;
  /** The function in whose code it stands, null outside of any: where its name means it. */
  readonly within: FunctionNode | null;
}

/** What leads to the sockets (or files) that the evaluation came upon: the functions that ran, and those around them. */
export class Leads {
  readonly #running: Closure[] = [];
  readonly #known = new Set<FunctionNode | ClassNode>();
  #new: Lead[] = [];

  entered(code: Closure): void {
    this.#running.push(code);
  }

  left(): void {
    this.#running.pop();
  }

  /** Whether the evaluation came through a function before. */
  has(node: FunctionNode | ClassNode): boolean {
    return this.#known.has(node);
  }

  /** Notes that what runs now opens a socket, or asks for a file. */
  note(): void {
    for (const code of this.#running.slice(-mostCalls)) {
      for (let around: Closure | null = code; around !== null; around = closureAround(around)) {
        const { script, node, classNode } = around;
        const within = closureAround(around)?.node ?? null;
        if (node !== null && !this.#add({ script, node, within })) break;
        if (classNode !== null) this.#add({ script, node: classNode, within });
      }
    }
  }

  /** Those that were noted since this was asked last. */
  take(): readonly Lead[] {
    const taken = this.#new;
    this.#new = [];
    return taken;
  }

  #add(lead: Lead): boolean {
    if (this.#known.has(lead.node)) return false;
    this.#known.add(lead.node);
    this.#new.push(lead);
    return true;
  }
}

function closureAround({ scope: { frame } }: Closure): Closure | null {
  const code = frame.function?.code;
  return code?.type === 'closure' ? code : null;
}
