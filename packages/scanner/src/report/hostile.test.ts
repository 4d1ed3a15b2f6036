import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ReportFormat } from './format.ts';
import { formatIds, loadFormat, type FormatId } from './formats.ts';
import { hostileText, withText } from './testing/hostile.ts';
import { sarifProblems } from './testing/official-sarif.ts';
import { failReport } from './testing/reports.ts';
import { elementsOf, unseen } from './testing/structure.ts';

const harmless = 'x';
const context = { color: false, width: 80 };
const formats = {} as Record<FormatId, ReportFormat>;
beforeAll(async () => {
  for (const id of formatIds) formats[id] = await loadFormat(id);
});

function rendered(id: FormatId, text: string): string {
  const report = withText(failReport, text);
  return formats[id].render(report, { ...context, command: text });
}

const pieces = fc.constantFrom(
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '`',
    '```',
    '|',
    '\\',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '*',
    '_',
    '~',
    '#',
    '-',
    '+',
  ],
  ...[
    '\n',
    '\r',
    '\t',
    ' ',
    '\u001b[2J',
    '\u009b',
    '\u202e',
    '\u200b',
    '\u0000',
    '\ud800',
    '\uffff',
    '\u{e0041}',
  ],
  ...[
    '<script>',
    '</script>',
    '<!--',
    '-->',
    ']]>',
    '<?xml',
    '&lt;',
    'javascript:',
    'https://evil.test',
    '@me',
  ],
  ...['1.', 'www.evil.test', '---', '===', ' onload=a', '日', 'é', 'a'],
);
const text = fc
  .array(pieces, { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''))
  .filter((joined) => joined.trim() !== '');

function forAnyText(check: (hostile: string) => void): void {
  const property = fc.property(text, (hostile) => {
    check(hostile);
  });
  fc.assert(property, { numRuns: 60, examples: [[hostileText]] });
}

describe('text from a site', () => {
  test.each(formatIds)('leaves no character unseen in %s', (id) => {
    forAnyText((hostile) => expect(rendered(id, hostile)).not.toMatch(unseen));
  });

  test('adds only our own colours in a terminal', () => {
    const { render } = formats.terminal;
    forAnyText((hostile) => {
      const written = render(withText(failReport, hostile), { ...context, color: true });
      // eslint-disable-next-line no-control-regex
      expect(written.replace(/\u001b\[\d{1,2}m/g, '')).not.toMatch(unseen);
    });
  });

  test('adds no element and no attribute to the page', () => {
    const shape = (html: string) =>
      elementsOf(html).map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));
    const expected = shape(rendered('html', harmless));
    forAnyText((hostile) => expect(shape(rendered('html', hostile))).toEqual(expected));
  });

  test('adds no element to the XML', () => {
    const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false });
    const shape = (xml: string) => xml.match(/<\/?[a-z-]+/g);
    const expected = shape(rendered('junit', harmless));
    forAnyText((hostile) => {
      const xml = rendered('junit', hostile);
      expect(XMLValidator.validate(xml)).toBe(true);
      expect(parser.parse(xml)).toHaveLength(2);
      expect(shape(xml)).toEqual(expected);
    });
  });

  test('becomes nothing but code in Markdown', () => {
    const shape = (markdown: string) =>
      elementsOf(
        micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }),
      )
        .map(({ name }) => name)
        .filter((name) => name !== 'code');
    const expected = shape(rendered('markdown', harmless));
    forAnyText((hostile) => expect(shape(rendered('markdown', hostile))).toEqual(expected));
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
