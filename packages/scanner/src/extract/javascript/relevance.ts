import { functionsAround } from './around.ts';
import { callsOfEntries } from './entry-calls.ts';
import type { Lead } from './leads.ts';
import { mentionsOf, usesWithin } from './mentions.ts';
import { nameBefore } from './names.ts';
import type { Script } from './script.ts';
import { endOf, startOf } from './syntax.ts';
import type { ClassNode, FunctionNode, Node } from './syntax.ts';

/** In scripts up to this many UTF-16 units every function counts, in the smallest up to so many together. */
const smallScript = 12_000;
const smallScripts = 150_000;
const shortestName = 3;
/** Short names are looked for in so many UTF-16 units together, in the smallest functions first: those may stand within each other. */
const mostLookedThrough = 20_000_000;

/** What an evaluation is out for. */
export interface Aim {
  /** What code says that does it. */
  readonly tokens: RegExp;
  /** So many names at most lead from a function that counts to one that holds a token. */
  readonly names: number;
}

export const sockets: Aim = {
  tokens: /WebSocket|SockJS|HubConnection|withUrl|socket\.io|\bio\b|\bwss?:/gi,
  names: 1,
};

/** `.e(…)` is how webpack's code asks for a chunk. */
export const files: Aim = {
  tokens: /\bimport\s*\(|Worker\b|\bimportScripts\b|\bcreateElement\(\s*["'`]script|\.e\((?:\d|["'`])/g,
  names: 0,
};

/** Which functions could lead to a socket, by their text and by whom they name. */
export class Relevance {
  readonly #scripts: readonly Script[];
  readonly #functions: ReadonlyMap<Script, ReadonlyMap<Node, number>>;
  readonly #aim: Aim;
  readonly #entriesIn: (script: Script) => readonly Node[];
  /** Of which all counts. */
  readonly #whole: ReadonlySet<Script>;

  /** @param entriesIn the functions of a script by which a library is used */
  constructor(scripts: readonly Script[], aim: Aim, entriesIn: (script: Script) => readonly Node[]) {
    this.#scripts = scripts;
    this.#whole = new Set(smallest(scripts));
    this.#functions = relevantFunctions(scripts, aim);
    this.#aim = aim;
    this.#entriesIn = entriesIn;
  }

  has(script: Script, node: Node): boolean {
    const relevant = this.#functions.get(script);
    // Code that a script put together while it was evaluated was not there to be looked through.
    if (relevant === undefined) return script.within !== null && isSmall(script);
    return this.#whole.has(script) || relevant.has(node);
  }

  /** Whether a function holds a token itself, or is in a script of which all counts. */
  speaks(script: Script, node: Node): boolean {
    if (!this.has(script, node)) return false;
    return this.distance(script, node) === 0 || this.#whole.has(script) || !this.#functions.has(script);
  }

  /** How many names lead from a function to one that holds a token. */
  distance(script: Script, node: Node): number {
    return this.#functions.get(script)?.get(node) ?? Infinity;
  }

  /** The functions that name one of these. A name that minifiers give means nothing but where the function is. */
  callersOf(leads: readonly Lead[]): ReadonlySet<Node> {
    const names = namesOf(leads.map(({ script, node }) => nameOf(node, script.source.text)));
    return new Set([
      ...functionsAt(mentionsOf(this.#scripts, names)),
      ...groupsOf(leads).flatMap(({ script, within, names: short }) =>
        functionsAround(script.program, usesWithin(script, within, short)),
      ),
    ]);
  }

  /** The functions that seem to call a library by a name of their script: they may open sockets. */
  callersOfLibraries(): ReadonlySet<Node> {
    if (this.#aim !== sockets) return new Set();
    return functionsAt(callsOfEntries(this.#scripts, this.#entriesIn));
  }
}

interface Group {
  readonly script: Script;
  readonly within: Node;
  readonly names: Set<string>;
}

/** The short names among those of some functions, by where the functions stand, as far as looking there is affordable. */
function groupsOf(leads: readonly Lead[]): readonly Group[] {
  const groups = new Map<Node, Group>();
  for (const { script, node, within } of leads) {
    const name = nameBefore(node, script.source.text);
    if (name === null || name.length >= shortestName) continue;
    const place = within ?? script.program;
    const group = groups.get(place) ?? { script, within: place, names: new Set() };
    groups.set(place, group);
    group.names.add(name);
  }
  let left = mostLookedThrough;
  return [...groups.values()]
    .toSorted((a, b) => sizeOf(a.within) - sizeOf(b.within))
    .filter(({ within }) => (left -= sizeOf(within)) >= 0);
}

function sizeOf(node: Node): number {
  return endOf(node) - startOf(node);
}

function functionsAt(places: ReadonlyMap<Script, readonly number[]>): ReadonlySet<Node> {
  return new Set([...places].flatMap(([{ program }, own]) => functionsAround(program, own)));
}

function smallest(scripts: readonly Script[]): readonly Script[] {
  let left = smallScripts;
  return scripts
    .filter(isSmall)
    .toSorted((a, b) => a.source.text.length - b.source.text.length)
    .filter(({ source }) => (left -= source.text.length) >= 0);
}

function isSmall({ source: { text } }: Script): boolean {
  return text.length <= smallScript;
}

/** The functions of scripts that hold a token, or the name of a function that does, with their distances. */
function relevantFunctions(
  scripts: readonly Script[],
  aim: Aim,
): ReadonlyMap<Script, ReadonlyMap<Node, number>> {
  const relevant = new Map(scripts.map((script) => [script, new Map<Node, number>()]));
  let places: ReadonlyMap<Script, readonly number[]> = new Map(
    scripts.map((script) => [
      script,
      Array.from(script.source.text.matchAll(aim.tokens), ({ index }) => index),
    ]),
  );
  for (let round = 0; round <= aim.names && places.size > 0; round += 1) {
    const names: (string | null)[] = [];
    for (const [script, functions] of relevant) {
      const added = functionsAround(script.program, places.get(script) ?? []).filter(
        (node) => !functions.has(node),
      );
      for (const node of added) {
        functions.set(node, round);
        names.push(nameOf(node, script.source.text));
      }
    }
    if (round < aim.names) places = mentionsOf(scripts, namesOf(names));
  }
  return relevant;
}

function namesOf(names: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(names.filter((name) => name !== null));
}

/** The name of a function by which others may call it; short ones are many functions' names. */
function nameOf(node: FunctionNode | ClassNode, text: string): string | null {
  const name = nameBefore(node, text);
  return name === null || name.length < shortestName ? null : name;
}
