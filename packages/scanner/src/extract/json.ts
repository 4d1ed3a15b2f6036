import { proseContext } from './prose.ts';
import type { ReferenceRole } from '../artifacts.ts';
import { type TextUrl, scanText } from './text.ts';

/** A URL in a JSON text, with what the string that holds it makes of it. */
export interface JsonUrl {
  readonly found: TextUrl;
  readonly role: ReferenceRole;
  readonly context: 'prose' | 'content security policy' | null;
}

/**
 * The URLs in the values of a JSON text. Read from the raw text, so that each has its place and broken JSON
 * (a trailing comma, a comment) or JSON of any depth is no obstacle.
 */
export function jsonUrls(text: string): { urls: readonly JsonUrl[]; complete: boolean } {
  const { urls, complete } = scanText(text);
  return {
    complete,
    urls: urls.map((found) => {
      const context = proseContext(text, found.offset);
      return { found, role: context === null ? 'names' : 'mentions', context };
    }),
  };
}
