import type { Recipe } from './remedy.ts';

/** What every check of the Origin leaves open. Source: RFC 6455 section 10.1 (clients that are no browsers). */
export const originCaveat =
  'The Origin guards the users of browsers only: any other client sends whichever Origin it likes, so a sensitive endpoint needs a token as well.';

/** What goes wrong with checks of the Origin on every stack. */
export const originPitfalls: readonly string[] = [
  'Compare whole origins for equality. A prefix, a suffix, a substring or a pattern whose dots are not escaped lets a look-alike in.',
  'Never list null: every sandboxed frame of any website sends it.',
  'CORS settings do not guard a WebSocket: browsers do not apply CORS to it.',
  'A server that compares the Origin with Host refuses its own page where a proxy in front of it replaces Host.',
];

/** Whether a recipe is a check of the Origin, to which the above applies. */
export function checksOrigin({ fixes }: Pick<Recipe, 'fixes'>): boolean {
  return fixes.includes('origin-not-validated');
}
