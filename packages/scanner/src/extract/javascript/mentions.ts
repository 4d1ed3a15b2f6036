import { anyOf } from './names.ts';
import type { Script } from './script.ts';
import { endOf, startOf } from './syntax.ts';
import type { Node } from './syntax.ts';

interface Mention {
  readonly script: Script;
  readonly index: number;
}

const mostNames = 300;
/** What names lead to is looked through, the rarest names first, up to so many places. */
const mostPlaces = 400;
/** A name that stands at more places within a function is not the name of one thing there. */
const mostUses = 40;

/**
 * Where scripts speak of names, by script and ascending. A name that is everywhere (`apply`, `start`) tells nothing:
 * the rarest names count first, as many as are affordable.
 */
export function mentionsOf(
  scripts: readonly Script[],
  names: ReadonlySet<string>,
): ReadonlyMap<Script, readonly number[]> {
  const kept = [...names].slice(0, mostNames);
  if (kept.length === 0) return new Map();
  const anyName = new RegExp(`(?<![\\w$])${anyOf(kept)}(?![\\w$])`, 'g');
  const byName = new Map<string, Mention[]>();
  for (const script of scripts) {
    for (const { 0: name, index } of script.source.text.matchAll(anyName)) {
      const places = byName.get(name);
      if (places === undefined) byName.set(name, [{ script, index }]);
      else places.push({ script, index });
    }
  }
  return byScript(affordable([...byName.values()]));
}

/** Where code within a node calls or passes on what has one of some names, ascending. Linear in the node's text. */
export function usesWithin(
  { source: { text } }: Script,
  node: Node,
  names: ReadonlySet<string>,
): readonly number[] {
  const start = startOf(node);
  const used = new RegExp(`(?<![\\w$.])${anyOf(names)}(?=\\s{0,3}[(),])`, 'g');
  const uses = new Map([...names].map((name) => [name, [] as number[]]));
  for (const { 0: name, index } of text.slice(start, endOf(node)).matchAll(used))
    uses.get(name)?.push(start + index);
  return [...uses.values()]
    .filter((places) => places.length <= mostUses)
    .flat()
    .toSorted((a, b) => a - b);
}

function affordable(lists: readonly (readonly Mention[])[]): readonly Mention[] {
  let left = mostPlaces;
  return lists
    .toSorted((a, b) => a.length - b.length)
    .filter((list) => (left -= list.length) >= 0)
    .flat();
}

function byScript(mentions: readonly Mention[]): ReadonlyMap<Script, readonly number[]> {
  const places = new Map<Script, number[]>();
  for (const { script, index } of mentions) {
    const own = places.get(script);
    if (own === undefined) places.set(script, [index]);
    else own.push(index);
  }
  for (const own of places.values()) own.sort((a, b) => a - b);
  return places;
}
