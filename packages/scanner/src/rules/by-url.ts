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

/** `app.js:12`, `app.js:12 and 2 more places`: where references stand, for a sentence. */
export function placesOf(references: readonly Reference[]): string {
  const [first, ...rest] = references;
  if (!first) return 'the command line';
  const { source, line } = first.location;
  const more =
    rest.length === 0 ? '' : rest.length === 1 ? ' and 1 more place' : ` and ${rest.length} more places`;
  return `${source}:${line}${more}`;
}
