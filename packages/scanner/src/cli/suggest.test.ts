import { expect, test } from 'vitest';
import { suggestion } from './suggest.ts';

const known = ['format', 'failOn', 'origin', 'plaintext-endpoint', 'plaintext-reference'];

test.each([
  ['fromat', ' (did you mean format?)'],
  ['failon', ' (did you mean failOn?)'],
  ['plaintext-endpoints', ' (did you mean plaintext-endpoint?)'],
  ['zzz', ''],
  ['', ''],
  ['x'.repeat(100_000), ''],
])('%.20s', (word, expected) => {
  expect(suggestion(word, known)).toBe(expected);
});

test('nothing is known', () => {
  expect(suggestion('format', [])).toBe('');
});
