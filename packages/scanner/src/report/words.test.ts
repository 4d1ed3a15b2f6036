import { expect, test } from 'vitest';
import { reference } from '../rules/testing/facts.ts';
import { noSocketWords } from './words.ts';

test.each([
  [[], 'no WebSocket found in what was read'],
  [[reference('r1', 'ws://old.test/', { role: 'names' })], 'no WebSocket found in what was read'],
  [[reference('r1', null, { unresolved: 'it is computed' })], 'none whose address is known'],
])('where there is no endpoint: %#', (references, words) => {
  expect(noSocketWords({ references })).toBe(words);
});
