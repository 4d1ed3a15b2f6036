import { parseFragment } from 'parse5';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceOffsets } from './encoded-text.ts';

/** What the HTML parser makes of an attribute's source. */
function decode(raw: string): string {
  const [element] = parseFragment(`<p a="${raw}">`).childNodes;
  return element && 'attrs' in element ? (element.attrs[0]?.value ?? '') : '';
}

describe('the source of a decoded character', () => {
  test.each([
    ['abcX', 3],
    ['&amp;X', 5],
    ['&ampX', 4],
    ['&amp=X', 5],
    ['&amp;amp;X', 9],
    ['&amp X', 5],
    ['&X', 1],
    ['&& X', 3],
    ['&quot;&quot;X', 12],
    ['&#34;X', 5],
    ['&#x22;X', 6],
    ['&#38;X', 5],
    ['&#x26;&amp;X', 11],
    ['&#128512;X', 9],
    ['😀X', 2],
    ['&unknown;X', 9],
    ['&lt&gt;X', 7],
    ['?a=1&b=2&amp;X', 13],
    ['a\r\nb\r\nX', 6],
    ['a\nX', 2],
    ['\u0000X', 1],
  ])('%j: X at %i', (raw, offset) => {
    const decoded = decode(raw);
    expect(sourceOffsets(raw, decoded, 'value')(decoded.indexOf('X'))).toBe(offset);
  });

  test('any mixture', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '&amp;',
      '&',
      '&quot;',
      '&#39;',
      '&#x1F600;',
      '\r\n',
      '\n',
      '😀',
      ';',
      '&lt;',
      '=',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(piece), (before, after) => {
        const raw = `${before.join('')} X${after.join('')}`;
        const decoded = decode(raw);
        expect(sourceOffsets(raw, decoded, 'value')(decoded.indexOf('X'))).toBe(
          raw.indexOf('X', before.join('').length),
        );
      }),
    );
  });
});
