import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument } from '../html.ts';

/** No tables: white space that stands between their rows stays there when the text around it is moved out. */
const fragments = [
  '<p>',
  '</p>',
  '<b>',
  '</b>',
  '<i data-a="URL">',
  "<a href='x' data-b = '&quot;URL&amp;'>",
  '<p class=x data-c=URL>',
  '<select>',
  '<option>',
  '</select>',
  '<pre>\n',
  '<textarea>\n',
  '</textarea>',
  '<template>',
  '</template>',
  '<svg>',
  '<![CDATA[ URL ]]>',
  '</svg>',
  '<title>',
  '</title>',
  '<style>',
  '</style>',
  '<!-- URL -->',
  '<? URL ?>',
  '<script>',
  'go("URL")',
  '</script>',
  '<script type=application/json>',
  '&amp;',
  '&lt;',
  '\r\n',
  '\n',
  '😀',
  ' URL ',
  '\u0000',
  '<',
  '<math>',
];

/** The source from a line and column on. */
function from(text: string, line: number, column: number): string {
  const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  return lines
    .slice(line - 1)
    .join('')
    .slice(column - 1);
}

test('every URL and script stands where it is said to stand, in any markup', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...fragments), { maxLength: 25 }), (parts) => {
      const text = parts.map((part, index) => part.replace('URL', `ws://h${index}.test/`)).join('');
      const { references, facts } = readDocument({ url: 'https://shop.test/', text });
      const misplaced = references.filter(({ location, expression }) => {
        const there = from(text, location.line, location.column);
        return !there.startsWith(/^ws:..h\d+/.exec(expression)?.[0] ?? '?');
      });
      const scripts = facts.scripts.filter(({ line = 0, column = 0, text: code }) => {
        const first = code.split(/[\n\uFFFD&<]/)[0]?.slice(0, 7) ?? '';
        return !from(text, line, column).startsWith(first);
      });
      expect({ misplaced, scripts }).toEqual({ misplaced: [], scripts: [] });
    }),
    { numRuns: 1000 },
  );
});
