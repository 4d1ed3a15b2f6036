import { expect, test } from 'vitest';
import { reference } from '../rules/testing/facts.ts';
import { noSocketWords, sentence } from './words.ts';

test.each([
  [[], 'no WebSocket found in what was read'],
  [[reference('r1', 'ws://old.test/', { role: 'names' })], 'no WebSocket found in what was read'],
  [[reference('r1', null, { unresolved: 'it is computed' })], 'none whose address is known'],
])('where there is no endpoint: %#', (references, words) => {
  expect(noSocketWords({ references })).toBe(words);
});

test.each([
  ['the address was refused', 'The address was refused.'],
  ['is it? yes!', 'Is it? yes!'],
  ['nowhere.invalid does not resolve', 'nowhere.invalid does not resolve.'],
  ['https://shop.test/ answered 404: check it', 'https://shop.test/ answered 404: check it.'],
  ['localhost:1 refused the connection', 'localhost:1 refused the connection.'],
  ['note: nothing', 'Note: nothing.'],
])('%j is the sentence %j', (words, whole) => expect(sentence(words)).toBe(whole));
