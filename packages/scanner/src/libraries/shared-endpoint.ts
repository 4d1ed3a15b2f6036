import type { LibraryId } from '../artifacts.ts';
import type { Dialect } from './library.ts';
import { libraries } from './list.ts';

/** The URL of a library's handshake with its random parts in a canonical form, so that two scans compare. */
export function canonicalUrl(library: LibraryId, url: string): string {
  return libraries.find(({ id }) => id === library)?.canonicalUrl?.(url) ?? url;
}

/** What the clients that share an endpoint were given, as one of them would say it all. */
export function joinedDialect(library: LibraryId, dialects: readonly Dialect[]): Dialect | undefined {
  const joined = libraries.find(({ id }) => id === library)?.joined;
  return joined && dialects.length > 1 ? joined(dialects) : dialects[0];
}
