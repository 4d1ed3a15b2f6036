import type { ReferenceRole } from '../artifacts.ts';
import type { FoundReference } from './document.ts';
import { type Position, snippetAt } from './position.ts';
import type { TextUrl } from './text.ts';

/** Where a URL was found: its source, the text that holds it, and the place of the URL in both. */
export interface TextPlace {
  readonly source: string;
  readonly text: string;
  readonly offset: number;
  readonly position: Position;
}

const unresolved = {
  placeholder: 'its host is a placeholder',
  pattern: 'it is a pattern, no URL',
} as const;

/** The reference that a URL in a text makes. Placeholders and patterns are mentions wherever they stand. */
export function textReference(
  found: TextUrl,
  place: TextPlace,
  role: ReferenceRole,
  context: string,
): FoundReference {
  return {
    library: 'text',
    role: found.kind === 'url' ? role : 'mentions',
    expression: found.raw.slice(0, 300),
    url: found.url,
    ...(found.kind !== 'url' && { unresolved: unresolved[found.kind] }),
    protocols: [],
    location: { source: place.source, ...place.position, snippet: snippetAt(place.text, place.offset) },
    context: found.kind === 'url' ? context : found.kind === 'placeholder' ? 'placeholder' : 'pattern',
  };
}
