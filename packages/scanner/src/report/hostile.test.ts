import { stripVTControlCharacters } from 'node:util';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { ReportFormat } from './format.ts';
import { formatIds, loadFormat, type FormatId } from './formats.ts';
import { hostilePieces, hostileText, withText } from './testing/hostile.ts';
import { sarifProblems } from './testing/official-sarif.ts';
import { failReport } from './testing/reports.ts';
import { elementsOf, unseen } from './testing/structure.ts';

const harmless = 'x';
const formats = new Map<FormatId, ReportFormat>();
for (const id of formatIds) formats.set(id, await loadFormat(id));

function rendered(id: FormatId, text: string, color = false): string {
  const report = withText(failReport, text);
  return formats.get(id)?.render(report, { color, width: 80, command: text }) ?? '';
}

const text = fc
  .array(fc.constantFrom(...hostilePieces), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''))
  .filter((joined) => joined.trim() !== '');

function forAnyText(check: (hostile: string) => void): void {
  const property = fc.property(text, (hostile) => {
    check(hostile);
  });
  fc.assert(property, { numRuns: 60, examples: [[hostileText]] });
}

function htmlShape(html: string): readonly string[] {
  return elementsOf(html).map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));
}

function xmlShape(xml: string): readonly string[] | null {
  return xml.match(/<\/?[a-z-]+/g);
}

/** The elements that GitHub's reading makes of it; how much of a text is code depends on the text. */
function markdownShape(markdown: string): readonly string[] {
  const html = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return elementsOf(html)
    .map(({ name }) => name)
    .filter((name) => name !== 'code');
}

describe('text from a site', () => {
  test.each(formatIds)('leaves no character unseen in %s', (id) => {
    forAnyText((hostile) => expect(rendered(id, hostile)).not.toMatch(unseen));
  });

  test('adds only our own colours in a terminal', () => {
    forAnyText((hostile) => {
      const written = stripVTControlCharacters(rendered('terminal', hostile, true));
      // A style may stand between the text and the blanks that are cut off at the end of a line.
      expect(written.replace(/ +$/gm, '')).toBe(rendered('terminal', hostile).replace(/ +$/gm, ''));
    });
  });

  test('adds no element and no attribute to the page', () => {
    const expected = htmlShape(rendered('html', harmless));
    forAnyText((hostile) => expect(htmlShape(rendered('html', hostile))).toEqual(expected));
  });

  test('adds no element to the XML', () => {
    const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false });
    const expected = xmlShape(rendered('junit', harmless));
    forAnyText((hostile) => {
      const xml = rendered('junit', hostile);
      expect(XMLValidator.validate(xml)).toBe(true);
      expect(parser.parse(xml)).toHaveLength(2);
      expect(xmlShape(xml)).toEqual(expected);
    });
  });

  test('becomes nothing but code in Markdown', () => {
    const expected = markdownShape(rendered('markdown', harmless));
    forAnyText((hostile) => expect(markdownShape(rendered('markdown', hostile))).toEqual(expected));
  });

  test('is the same text again in JSON and JSON Lines', () => {
    forAnyText((hostile) => {
      const written = JSON.parse(JSON.stringify(withText(failReport, hostile)));
      expect(JSON.parse(rendered('json', hostile))).toEqual(written);
      const line = rendered('jsonl', hostile);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(JSON.parse(line)).toEqual(written);
    });
  });

  test('leaves SARIF valid', () => {
    forAnyText((hostile) => expect(sarifProblems(JSON.parse(rendered('sarif', hostile)))).toEqual([]));
  });
});
