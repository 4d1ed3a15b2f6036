import stringWidth from 'string-width';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible } from '../escape.ts';
import { clipEnd, clipStart, columnsOf, wrap } from './columns.ts';

const shownText = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('a', ' ', '日', '🙂', 'é', '…'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  })
  .map(visible);

describe('columnsOf', () => {
  test.each([
    ['plain – “text”…', 15],
    ['日本', 4],
    ['✖ ✔ ℹ', 5],
    ['', 0],
  ])('%j', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  test('measures every text as string-width does', () => {
    fc.assert(
      fc.property(shownText, (text) => {
        expect(columnsOf(text)).toBe(stringWidth(text));
      }),
    );
  });
});

describe('wrap', () => {
  test.each([
    ['short', 'a b', ['a b']],
    ['at spaces', 'one two three four', ['one two', 'three four']],
    ['a word that fills the line', '1234567890 1', ['1234567890', '1']],
    ['a word wider than the line', 'see 123456789012345 x', ['see', '1234567890', '12345 x']],
    ['wide characters', '日本日本日本', ['日本日本日', '本']],
    ['many spaces', 'a    b        c ', ['a    b', 'c']],
    ['wide white space', 'a \u3000 b', ['a \u3000 b']],
    ['wide white space at the end of a line', '12345678\u3000 1', ['12345678\u3000', '1']],
    ['nothing', '', ['']],
  ])('%s', (_, text, lines) => {
    expect(wrap(text, 10)).toEqual(lines);
  });

  test('keeps every word and the width, whatever the text', () => {
    fc.assert(
      fc.property(shownText, fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        expect(lines.filter((line) => columnsOf(line) > width && Array.from(line).length > 1)).toEqual([]);
      }),
    );
  });

  test('takes time in proportion to the text', () => {
    const started = performance.now();
    expect(wrap('x'.repeat(1_000_000), 80)).toHaveLength(12_500);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('clipping', () => {
  test.each([
    ['fits', 10, 'fits', 'fits'],
    ['abcdefgh', 5, 'abcd…', '…efgh'],
    ['日本日本', 5, '日本…', '…日本'],
  ])('%s to %i', (text, width, end, start) => {
    expect([clipEnd(text, width), clipStart(text, width)]).toEqual([end, start]);
  });
});
