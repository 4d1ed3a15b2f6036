import type { Reference, SourceLocation } from '../artifacts.ts';

/** `src/live.ts:12:3` where a source map says so, else the place in what was read. */
export function placeOf({ source, line, column, original }: SourceLocation): string {
  const place = original ?? { source, line, column };
  return `${place.source}:${place.line}:${place.column}`;
}

/** Where references stand, for a sentence: the first place and how many more. */
export function placesOf(references: readonly Reference[]): string {
  const [first, ...rest] = references;
  if (!first) return 'the command line';
  const more =
    rest.length === 0 ? '' : rest.length === 1 ? ' and 1 more place' : ` and ${rest.length} more places`;
  return `${placeOf(first.location)}${more}`;
}
