import type { AnalysisResult, Problem } from './analysis.ts';
import type { FoundReference } from './document.ts';

/**
 * Each thing that a place says once, however many documents load the file that it is in. A URL that is live in one
 * of them is not also told to be dead in another.
 */
export function distinctReferences(found: readonly FoundReference[]): readonly FoundReference[] {
  const named = new Set(found.filter(({ role }) => role === 'names').map(placeKey));
  const seen = new Set<string>();
  return found.filter((reference) => {
    const { role, library, protocols } = reference;
    const place = placeKey(reference);
    if (role === 'mentions' && named.has(place)) return false;
    const key = JSON.stringify([place, role, library, protocols]);
    return !seen.has(key) && seen.add(key);
  });
}

function placeKey({ location, url }: FoundReference): string {
  return JSON.stringify([location.source, location.line, location.column, url]);
}

export function distinctProblems(problems: AnalysisResult['problems']): AnalysisResult['problems'] {
  const seen = new Set<string>();
  return problems.filter(({ source, reason }) => {
    const key = JSON.stringify([source, reason]);
    return !seen.has(key) && seen.add(key);
  });
}

/** As many as may be reported: what opens sockets before what names them, plaintext before the rest. */
export function mostImportant(found: readonly FoundReference[], most: number): readonly FoundReference[] {
  if (found.length <= most) return found;
  return found.toSorted((a, b) => importance(b) - importance(a)).slice(0, most);
}

/** So many references are over the limit. */
export function unlisted(source: string, count: number): Problem {
  return { source, reason: `${count} more references were found than are listed`, limit: 'references' };
}

function importance({ role, url }: FoundReference): number {
  const isPlaintext = url?.startsWith('ws:') === true;
  return { connects: 4, names: 2, mentions: 0 }[role] + (isPlaintext ? 1 : 0);
}

/** In source order: documents, then scripts as they came; by line and column in each. */
export function numbered(
  found: readonly FoundReference[],
  order: readonly string[],
): AnalysisResult['references'] {
  const places = new Map(order.toReversed().map((url, index) => [url, order.length - index]));
  const sorted = found.toSorted(
    ({ location: a }, { location: b }) =>
      (places.get(a.source) ?? 0) - (places.get(b.source) ?? 0) || a.line - b.line || a.column - b.column,
  );
  return sorted.map((reference, index) => Object.assign({ id: `r${index + 1}` }, reference));
}
