import { anyOf, nameBefore } from './names.ts';
import type { Script } from './script.ts';
import type { ClassNode, FunctionNode, Node } from './syntax.ts';

/** A minified name is another variable's too: one that is called more often in a script tells nothing there. */
const mostCalls = 60;

/**
 * Where scripts seem to call a library's own function: by the name that it has in its script, and by the names under which
 * others import it from there. Minified, such a call says nothing else that speaks of sockets.
 *
 * @param entriesIn the functions of a script by which a library is used
 */
export function callsOfEntries(
  scripts: readonly Script[],
  entriesIn: (script: Script) => readonly Node[],
): ReadonlyMap<Script, readonly number[]> {
  const names = new Map<Script, Set<string>>();
  const exported = new Map<string, ReadonlySet<string>>();
  for (const script of scripts) {
    const own = namesOf(script, entriesIn(script));
    if (own.size === 0) continue;
    names.set(script, own);
    if (script.goal === 'module') exported.set(fileOf(script.source.url), exportsOf(script, own));
  }
  if (exported.size > 0) for (const script of scripts) addImported(script, exported, names);
  return new Map([...names].map(([script, own]) => [script, callsIn(script, own)]));
}

function namesOf({ source: { text } }: Script, entries: readonly Node[]): Set<string> {
  const functions = entries.filter((node): node is FunctionNode | ClassNode => 'body' in node);
  return new Set(functions.map((node) => nameBefore(node, text)).filter((name) => name !== null));
}

/** The names under which a module hands out what it calls by some names. */
function exportsOf({ program }: Script, own: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const { local, exported } of statement.specifiers)
      if (local.type === 'Identifier' && own.has(local.name) && exported.type === 'Identifier')
        names.add(exported.name);
  }
  return names;
}

function addImported(
  script: Script,
  exported: ReadonlyMap<string, ReadonlySet<string>>,
  names: Map<Script, Set<string>>,
): void {
  for (const statement of script.program.body) {
    if (statement.type !== 'ImportDeclaration' || typeof statement.source.value !== 'string') continue;
    const wanted = exported.get(fileOf(statement.source.value));
    if (wanted === undefined) continue;
    for (const specifier of statement.specifiers) {
      const isWanted =
        specifier.type === 'ImportSpecifier' &&
        specifier.imported.type === 'Identifier' &&
        wanted.has(specifier.imported.name);
      if (!isWanted) continue;
      const own = names.get(script);
      if (own === undefined) names.set(script, new Set([specifier.local.name]));
      else own.add(specifier.local.name);
    }
  }
}

function callsIn({ source: { text } }: Script, names: ReadonlySet<string>): readonly number[] {
  return [...names]
    .flatMap((name) => {
      const call = new RegExp(`(?<![\\w$.])${anyOf([name])}\\(`, 'g');
      const places = Array.from(text.matchAll(call), ({ index }) => index);
      return places.length > mostCalls ? [] : places;
    })
    .toSorted((a, b) => a - b);
}

/** The last part of a path: chunks are told apart by it. */
function fileOf(path: string): string {
  return /[^/?#]*(?=[?#]|$)/.exec(path.replace(/^[^?#]*\//, ''))?.[0] ?? path;
}
