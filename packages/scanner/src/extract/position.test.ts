import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastAtMost, lineIndex, positionWithin, snippetAt } from './position.ts';

describe('line and column', () => {
  test.each([
    ['', 0, 1, 1],
    ['abc', 0, 1, 1],
    ['abc', 3, 1, 4],
    ['a\nb', 1, 1, 2],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 2, 1, 3],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['\n\n\r\r\n', 5, 5, 1],
    ['é😀x', 3, 1, 4],
    ['a\u2028b', 2, 1, 3],
    ['abc', -5, 1, 1],
    ['a\nb', 99, 2, 2],
  ])('%j at %i is %i:%i', (text, offset, line, column) => {
    expect(lineIndex(text).positionAt(offset)).toEqual({ line, column });
  });

  test('any place of any text, against counting', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '😀') });
    fc.assert(
      fc.property(text, fc.nat(60), (whole, at) => {
        const offset = Math.min(at, whole.length);
        const lines = whole.slice(0, offset).split(splitAt(whole, offset));
        expect(lineIndex(whole).positionAt(offset)).toEqual({
          line: lines.length,
          column: (lines.at(-1) ?? '').length + 1,
        });
      }),
    );
  });

  test('a million lines are looked up at once', () => {
    const { positionAt } = lineIndex('x\n'.repeat(1_000_000));
    for (let line = 1; line <= 1_000_000; line += 1000) {
      expect(positionAt((line - 1) * 2)).toEqual({ line, column: 1 });
    }
  });
});

test('a place in a part becomes one in the whole', () => {
  const start = { line: 10, column: 5 };
  expect(positionWithin(start, { line: 1, column: 1 })).toEqual({ line: 10, column: 5 });
  expect(positionWithin(start, { line: 1, column: 8 })).toEqual({ line: 10, column: 12 });
  expect(positionWithin(start, { line: 3, column: 8 })).toEqual({ line: 12, column: 8 });
});

test.each([
  [[0, 3, 9], 2, 0],
  [[0, 3, 9], 3, 1],
  [[0, 3, 9], 100, 2],
  [[0], -1, 0],
  [[], 5, 0],
])('of %j the last at most %i is number %i', (ascending, value, index) => {
  expect(lastAtMost(ascending, value)).toBe(index);
});

describe('snippets', () => {
  test.each([
    ['one\n  two ws\nthree', 10, 'two ws'],
    ['one\r\ntwo\r\n', 6, 'two'],
    ['one\rtwo\rx', 4, 'two'],
    ['a\tb', 2, 'a b'],
    ['', 0, ''],
    ['abc', 99, 'abc'],
  ])('%j at %i is %j', (text, offset, snippet) => {
    expect(snippetAt(text, offset)).toBe(snippet);
  });

  test('a long line keeps the place, with some text before it', () => {
    const line = `${'a'.repeat(1000)}HERE${'b'.repeat(1000)}`;
    expect(snippetAt(line, 1000)).toBe(`${'a'.repeat(50)}HERE${'b'.repeat(146)}`);
    expect(snippetAt(line, 2000, 20)).toBe('b'.repeat(20));
    expect(snippetAt(line, 3, 20)).toBe('a'.repeat(20));
  });

  test('never half of a surrogate pair, never too long, always one line', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '😀', '\n', '\r', '\t', ' '), maxLength: 80 });
    fc.assert(
      fc.property(text, fc.nat(160), fc.integer({ min: 4, max: 20 }), (whole, offset, limit) => {
        const snippet = snippetAt(whole, offset, limit);
        expect(snippet.isWellFormed()).toBe(true);
        expect(snippet.length).toBeLessThanOrEqual(limit);
        expect(snippet).not.toMatch(/[\r\n\t]/);
      }),
    );
  });
});

/** CRLF is one line end, except to a place between the two. */
function splitAt(whole: string, offset: number): RegExp {
  return whole[offset - 1] === '\r' && whole[offset] === '\n' ? /\r\n|\n|\r(?!$)/ : /\r\n?|\n/;
}
