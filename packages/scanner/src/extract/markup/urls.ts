import type { ReferenceRole } from '../../artifacts.ts';
import { jsonUrls } from '../json.ts';
import { proseContext } from '../prose.ts';
import { type TextUrl, scanText } from '../text.ts';
import { textReference } from '../text-reference.ts';
import type { Reading } from './reading.ts';
import type { MarkupValue } from './source.ts';

/** A text without one of these holds no URL that `scanText` would find. */
const couldHoldUrl = /wss?(?::|\\)/i;

/** Notes the URLs of a text that nothing reads as configuration: a comment, what is shown, code that does not run. */
export function addMentions(reading: Reading, text: MarkupValue, context: string): void {
  addTextUrls(reading, text, () => ({ role: 'mentions', context }));
}

/** Notes the URLs of a text that a script may read; those in a sentence or a policy are mentions. */
export function addNames(reading: Reading, text: MarkupValue, context: string): void {
  addTextUrls(reading, text, (found) => {
    const words = proseContext(text.value, found.offset);
    return words === null ? { role: 'names', context } : { role: 'mentions', context: words };
  });
}

/** Notes the URLs of a JSON block. */
export function addJsonUrls(reading: Reading, text: MarkupValue): void {
  if (!couldHoldUrl.test(text.value)) return;
  const { urls, complete } = jsonUrls(text.value);
  for (const { found, role, context } of urls) add(reading, text, found, role, context ?? 'JSON block');
  if (!complete) reading.problems.add(tooMany);
}

/** References that the markup of one document can make. */
const referenceLimit = 5000;
const tooMany = 'the markup holds more WebSocket URLs than are listed';

function addTextUrls(
  reading: Reading,
  text: MarkupValue,
  judge: (found: TextUrl) => { role: ReferenceRole; context: string },
): void {
  if (!couldHoldUrl.test(text.value)) return;
  const { urls, complete } = scanText(text.value);
  for (const found of urls) {
    const { role, context } = judge(found);
    add(reading, text, found, role, context);
  }
  if (!complete) reading.problems.add(tooMany);
}

function add(
  reading: Reading,
  text: MarkupValue,
  found: TextUrl,
  role: ReferenceRole,
  context: string,
): void {
  if (reading.references.length >= referenceLimit) {
    reading.problems.add(tooMany);
    return;
  }
  const { source } = reading;
  const offset = text.sourceOffset(found.offset);
  const place = { source: source.url, text: source.text, offset, position: source.positionAt(offset) };
  reading.references.push(textReference(found, place, role, context));
}
