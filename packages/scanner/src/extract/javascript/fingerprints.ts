import type { ClientEntry } from '../../libraries/client.ts';
import type { ClientLibrary } from '../../libraries/library.ts';
import { functionsAround } from './around.ts';
import type { FoundEntry } from './libraries.ts';
import type { Script } from './script.ts';
import { endOf, startOf } from './syntax.ts';
import type { ClassNode, FunctionNode, Node } from './syntax.ts';

interface Mark {
  readonly library: ClientLibrary;
  /** Null for code of the library's own that opens sockets. */
  readonly entry: ClientEntry | null;
  readonly strings: readonly string[];
}

/**
 * Around a larger function the strings stand together by chance: a bundle is one function too, but no class. The largest
 * that are known to be right are SignalR's `start` and the class of Amplify's socket provider. UTF-16 units.
 */
const largest = { function: 24_000, class: 40_000 } as const;

/** The functions of scripts that are a library's, by strings that survive bundling and minifying. */
export class Fingerprints {
  readonly entries: Map<Node, FoundEntry> = new Map();
  /** The functions among them, by script. */
  readonly #entriesIn = new Map<Script, Node[]>();
  readonly #internals = new Map<Script, { readonly library: ClientLibrary; readonly node: Node }[]>();
  /** Those of which an entry was read: without one, the strings may be the page's own. */
  readonly #entered = new Set<ClientLibrary>();
  readonly #libraries = new Map<Script, Set<ClientLibrary>>();
  readonly #marks: readonly Mark[];
  readonly #any: RegExp | null;

  constructor(libraries: readonly ClientLibrary[]) {
    const marks = libraries.flatMap(marksOf);
    // Entries first: whether a function is socket code depends on them.
    this.#marks = [
      ...marks.filter(({ entry }) => entry !== null),
      ...marks.filter(({ entry }) => entry === null),
    ];
    const first = [...new Set(this.#marks.map(({ strings }) => strings[0] ?? ''))];
    this.#any =
      first.length === 0
        ? null
        : new RegExp(first.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
  }

  add(script: Script): void {
    if (this.#any === null) return;
    const { text } = script.source;
    /** The functions around each place, by what stands there. */
    const places = new Map<string, (readonly (FunctionNode | ClassNode)[])[]>();
    for (const { 0: mark, index } of text.matchAll(this.#any)) {
      if (isInCode(script, index)) continue;
      const known = places.get(mark) ?? [];
      if (known.length < 20) places.set(mark, [...known, functionsAround(script.program, [index])]);
    }
    if (places.size === 0) return;
    for (const mark of this.#marks) {
      const nearest = (places.get(mark.strings[0] ?? '') ?? []).map((around) =>
        smallestAround(script, around, mark.strings),
      );
      const found = new Set(nearest.filter((node) => node !== null));
      for (const node of found)
        if (mark.entry === null ? !this.#holdsEntry(node, script) : !holdsAnother(node, found))
          this.#note(script, mark, node);
    }
  }

  /** Whether a library's entry is within a function, which is then no socket code but what a bundler wraps around. */
  #holdsEntry(node: Node, script: Script): boolean {
    return (this.#entriesIn.get(script) ?? []).some((inner) => inner !== node && contains(node, inner));
  }

  /** The functions of a script by which a library is used. */
  entriesIn(script: Script): readonly Node[] {
    return this.#entriesIn.get(script) ?? [];
  }

  /** The libraries of which a script holds functions. */
  librariesIn(script: Script): ReadonlySet<ClientLibrary> {
    return this.#libraries.get(script) ?? new Set();
  }

  #note(script: Script, mark: Mark, node: Node): void {
    const source = script.source.text.slice(startOf(node), endOf(node));
    if (mark.entry !== null && isInlined(node, source)) return;
    this.#libraries.set(script, (this.#libraries.get(script) ?? new Set()).add(mark.library));
    if (mark.entry === null) {
      const known = this.#internals.get(script);
      const internal = { library: mark.library, node };
      if (known === undefined) this.#internals.set(script, [internal]);
      else known.push(internal);
      return;
    }
    this.#entered.add(mark.library);
    const version =
      mark.library.client?.versionOf?.(source, script.source.text) ?? this.#versionIn(script, mark.library);
    this.entries.set(node, { library: mark.library, entry: mark.entry, version });
    const inScript = this.#entriesIn.get(script);
    if (inScript === undefined) this.#entriesIn.set(script, [node]);
    else inScript.push(node);
  }

  /** The version that another of the library's functions in the same script gave away. */
  #versionIn(script: Script, library: ClientLibrary): string | null {
    for (const node of this.#entriesIn.get(script) ?? []) {
      const found = this.entries.get(node);
      if (found?.library === library && found.version !== null) return found.version;
    }
    return null;
  }

  /** Whether a place is in socket code of a library that is in the site's code. */
  isInternal(script: Script, node: Node): boolean {
    return (this.#internals.get(script) ?? []).some(
      (internal) => this.#entered.has(internal.library) && contains(internal.node, node),
    );
  }
}

/** Whether a minifier has put what a function is called with into it: then its code says what it dials. */
function isInlined(node: Node, source: string): boolean {
  return 'params' in node && node.params.length === 0 && !source.includes('arguments');
}

/** Whether a place is in a string that holds code, which is a script of its own. */
function isInCode({ codes }: Script, place: number): boolean {
  for (const key of codes.keys())
    if (typeof key !== 'string' && startOf(key) <= place && place < endOf(key)) return true;
  return false;
}

function holdsAnother(node: Node, found: ReadonlySet<Node>): boolean {
  return [...found].some((inner) => inner !== node && contains(node, inner));
}

function contains(outer: Node, inner: Node): boolean {
  return startOf(outer) <= startOf(inner) && endOf(inner) <= endOf(outer);
}

function marksOf(library: ClientLibrary): Mark[] {
  const { client } = library;
  if (client === undefined) return [];
  const entries = client.entries.flatMap((entry) =>
    entry.source === undefined ? [] : [{ library, entry, strings: entry.source }],
  );
  return [...entries, ...(client.internals ?? []).map((strings) => ({ library, entry: null, strings }))];
}

/** The smallest among the functions around a place in which all the strings stand. */
function smallestAround(
  { source: { text } }: Script,
  around: readonly (FunctionNode | ClassNode)[],
  strings: readonly string[],
): FunctionNode | ClassNode | null {
  let smallest: FunctionNode | ClassNode | null = null;
  for (const node of around) {
    if (smallest !== null && endOf(node) - startOf(node) >= endOf(smallest) - startOf(smallest)) continue;
    const most = node.type.startsWith('Class') ? largest.class : largest.function;
    if (endOf(node) - startOf(node) > most) continue;
    const source = text.slice(startOf(node), endOf(node));
    if (strings.every((string) => source.includes(string))) smallest = node;
  }
  return smallest;
}
