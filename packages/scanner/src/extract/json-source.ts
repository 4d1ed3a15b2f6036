import type { ScriptText } from './analysis.ts';
import type { FoundReference } from './document.ts';
import { jsonUrls } from './json.ts';
import { lineIndex, positionWithin } from './position.ts';
import { textReference } from './text-reference.ts';

/** The URLs that a JSON file names; not complete where it names more than are listed. */
export function readJson(source: ScriptText): {
  readonly references: readonly FoundReference[];
  readonly complete: boolean;
} {
  const { positionAt } = lineIndex(source.text);
  const start = { line: source.line ?? 1, column: source.column ?? 1 };
  const { urls, complete } = jsonUrls(source.text);
  const references = urls.map(({ found, role, context }) => {
    const position = positionWithin(start, positionAt(found.offset));
    const place = { source: source.url, text: source.text, offset: found.offset, position };
    return textReference(found, place, role, context ?? 'JSON');
  });
  return { references, complete };
}
