import { functionsAround } from './around.ts';
import type { Script } from './script.ts';
import { startOf } from './syntax.ts';
import type { ClassNode, FunctionNode, Node } from './syntax.ts';

/** In scripts up to this many UTF-16 units every function counts. */
const smallScript = 12_000;
const mostNames = 300;
/** So many names at most lead from a function to the one that holds a token. */
const rounds = 3;

/** What code that opens sockets says. */
export const socketTokens = /WebSocket|SockJS|HubConnection|withUrl|socket\.io|\bio\b|\bwss?:/gi;
/** What code that asks for files says; `.e(…)` is how webpack's code asks for a chunk. */
export const fileTokens =
  /\bimport\s*\(|Worker\b|\bimportScripts\b|\bcreateElement\(\s*["'`]script|\.e\((?:\d|["'`])/g;

/** Which functions could lead to a socket, by their text and by whom they name. */
export class Relevance {
  readonly #functions: ReadonlyMap<Script, ReadonlyMap<Node, number>>;

  constructor(scripts: readonly Script[], tokens: RegExp) {
    this.#functions = relevantFunctions(scripts, tokens);
  }

  has(script: Script, node: Node): boolean {
    const relevant = this.#functions.get(script);
    const isSmall = script.source.text.length <= smallScript;
    // Code that a script put together while it was evaluated was not there to be looked through.
    if (relevant === undefined) return script.within !== null && isSmall;
    return isSmall || relevant.has(node);
  }

  /** How many names lead from a function to one that holds a token. */
  distance(script: Script, node: Node): number {
    return this.#functions.get(script)?.get(node) ?? rounds;
  }
}

/** The functions of scripts that hold a token, or the name of a function that does, with their distances. */
function relevantFunctions(
  scripts: readonly Script[],
  tokens: RegExp,
): ReadonlyMap<Script, ReadonlyMap<Node, number>> {
  const relevant = new Map(scripts.map((script) => [script, new Map<Node, number>()]));
  let wanted: RegExp | null = tokens;
  for (let round = 0; round < rounds && wanted !== null; round += 1) {
    const names = new Set<string>();
    for (const [script, functions] of relevant) {
      for (const name of addMentioning(script, wanted, functions, round))
        if (names.size < mostNames) names.add(name);
    }
    wanted = names.size === 0 ? null : anyOf(names);
  }
  return relevant;
}

/** Adds a script's functions that mention something; the names of those that are new. */
function addMentioning(
  { source: { text }, program }: Script,
  wanted: RegExp,
  relevant: Map<Node, number>,
  distance: number,
): string[] {
  const places = Array.from(text.matchAll(wanted), ({ index }) => index);
  const added = functionsAround(program, places).filter((node) => !relevant.has(node));
  for (const node of added) relevant.set(node, distance);
  return added.map((node) => nameOf(node, text)).filter((name) => name !== null);
}

function anyOf(names: Iterable<string>): RegExp {
  return new RegExp(
    `(?<![\\w$])(?:${[...names].map((name) => name.replaceAll('$', '\\$')).join('|')})(?![\\w$])`,
    'g',
  );
}

/** The name of a function by which others may call it: its own, or that of the member or variable that it is put in. */
function nameOf(node: FunctionNode | ClassNode, text: string): string | null {
  const own = 'id' in node && node.id !== null ? node.id.name : null;
  const before = text.slice(Math.max(0, startOf(node) - 60), startOf(node));
  const name = own ?? /([\w$]+)\s*(?:[:=]\s*(?:async\s*)?(?:function\s*)?)?$/.exec(before)?.[1] ?? null;
  return name === null || name.length < 3 || /^(?:function|async|return|this|new|get|set)$/.test(name)
    ? null
    : name;
}
