import type { ScriptText } from './analysis.ts';
import type { FoundReference } from './document.ts';
import { jsonUrls } from './json.ts';
import { lineIndex, positionWithin } from './position.ts';
import { textReference } from './text-reference.ts';

/** The URLs that a JSON file names. */
export function readJson(source: ScriptText): FoundReference[] {
  const { positionAt } = lineIndex(source.text);
  const start = { line: source.line ?? 1, column: source.column ?? 1 };
  return jsonUrls(source.text).urls.map(({ found, role, context }) => {
    const position = positionWithin(start, positionAt(found.offset));
    const place = { source: source.url, text: source.text, offset: found.offset, position };
    return textReference(found, place, role, context ?? 'JSON');
  });
}
