import type { LibraryId } from '../artifacts.ts';
import { libraries } from './list.ts';

/** The URL of a library's handshake with its random parts in a canonical form, so that two scans compare. */
export function canonicalUrl(library: LibraryId, url: string): string {
  return libraries.find(({ id }) => id === library)?.canonicalUrl?.(url) ?? url;
}
