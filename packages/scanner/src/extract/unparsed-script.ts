import type { ReferenceRole } from '../artifacts.ts';
import type { ScriptText } from './analysis.ts';
import type { FoundReference } from './document.ts';
import { lineIndex, positionWithin } from './position.ts';
import { proseContext } from './prose.ts';
import { type TextUrl, scanText } from './text.ts';
import { textReference } from './text-reference.ts';

/**
 * The WebSocket URLs of a script that does not parse, or is too large to: names, except in what is plainly a comment
 * or a sentence. Linear in the text, so that size is no obstacle.
 */
export function unparsedReferences(script: ScriptText): {
  references: readonly FoundReference[];
  complete: boolean;
} {
  const { urls, complete } = scanText(script.text);
  if (urls.length === 0) return { references: [], complete };
  const start = { line: script.line ?? 1, column: script.column ?? 1 };
  const { positionAt } = lineIndex(script.text);
  return {
    complete,
    references: urls.map((found) => {
      const position = positionWithin(start, positionAt(found.offset));
      const place = { source: script.url, text: script.text, offset: found.offset, position };
      const { role, context } = judge(script.text, found);
      return textReference(found, place, role, context);
    }),
  };
}

function judge(text: string, found: TextUrl): { role: ReferenceRole; context: string } {
  const before = text.slice(Math.max(0, found.offset - 500), found.offset);
  if (isCommented(before.slice(before.lastIndexOf('\n') + 1)))
    return { role: 'mentions', context: 'comment' };
  const words = proseContext(text, found.offset);
  return words === null
    ? { role: 'names', context: 'unparsed script' }
    : { role: 'mentions', context: words };
}

/** Whether what comes before a place on its line starts a comment that the place is in. */
function isCommented(before: string): boolean {
  if (/^\s*(?:\/\/|\/\*(?!.*\*\/)|\*\s|<!--)/.test(before)) return true;
  return !/["'`]$/.test(before) && /(?:^|[\s;{}),])(?:\/\/|\/\*(?!.*\*\/))/.test(before);
}
