import type { Reference } from '../artifacts.ts';

/** References that name the same URL, in the order of the first of each. Those without a URL group by their text. */
export function groupByUrl(references: readonly Reference[]): ReadonlyMap<string, readonly Reference[]> {
  const groups = new Map<string, Reference[]>();
  for (const reference of references) {
    const key = reference.url ?? reference.expression;
    const group = groups.get(key);
    if (group) group.push(reference);
    else groups.set(key, [reference]);
  }
  return groups;
}
