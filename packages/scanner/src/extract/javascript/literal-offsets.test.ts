import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetsInLiteral } from './literal-offsets.ts';

describe('the place of a character in the source of a string', () => {
  const cases: readonly (readonly [raw: string, value: string, of: string, at: string])[] = [
    ['plain text', 'plain text', 'text', 'text'],
    ['a\\nb\\tc', 'a\nb\tc', 'c', 'c'],
    ["it\\'s here", "it's here", 'here', 'here'],
    ['\\x41\\u0042\\u{43}D', 'ABCD', 'D', 'D'],
    ['\\u{1F600}after', '\u{1F600}after', 'after', 'after'],
    ['\u{1F600}after', '\u{1F600}after', 'after', 'after'],
    ['\\\u{1F600}after', '\u{1F600}after', 'after', 'after'],
    ['one \\\ntwo', 'one two', 'two', 'two'],
    ['one \\\r\ntwo', 'one two', 'two', 'two'],
    ['one\r\ntwo', 'one\ntwo', 'two', 'two'],
    ['\\0x\\101y', '\0xAy', 'y', 'y'],
    ['\\\\new', '\\new', 'new', 'new'],
  ];
  it.each(cases)('%j', (raw, value, of, at) => {
    expect(offsetsInLiteral(raw)(value.indexOf(of))).toBe(raw.indexOf(at));
  });

  it('is the end for what is behind it', () => {
    expect([offsetsInLiteral('a\\n')(9), offsetsInLiteral('ab')(9)]).toEqual([3, 2]);
  });

  it('is right for every string that JSON can write', () => {
    assert(
      property(string({ unit: 'binary' }), string({ unit: 'grapheme' }), (before, after) => {
        const raw = JSON.stringify(before + after).slice(1, -1);
        const start = JSON.stringify(before).length - 2;
        const found = offsetsInLiteral(raw)(before.length);
        expect(found).toBe(after === '' ? raw.length : start);
      }),
    );
  });
});
