import { expect, test } from 'vitest';
import { placeOf, placesOf } from './places.ts';
import { reference } from './testing/facts.ts';

test('the original place counts where a source map gives one', () => {
  const { location } = reference('r1', null);
  expect(placeOf(location)).toBe('https://shop.test/app.js:12:3');
  expect(placeOf({ ...location, original: { source: 'src/live.ts', line: 7, column: 1 } })).toBe(
    'src/live.ts:7:1',
  );
});

test.each([
  [0, 'the command line'],
  [1, 'https://shop.test/app.js:12:3'],
  [2, 'https://shop.test/app.js:12:3 and 1 more place'],
  [3, 'https://shop.test/app.js:12:3 and 2 more places'],
])('%i places in words', (amount, words) => {
  expect(placesOf(Array.from({ length: amount }, (_, index) => reference(`r${index}`, null)))).toBe(words);
});
