import { expect, test } from 'vitest';
import { flightRows } from './flight-rows.ts';

test('rows are models, imports and plain texts, whose lines are no rows', () => {
  const { models, imports } = flightRows(
    '1:I[7,["7","app.js"],"Feed"]\n2:T8,a\nb:c\nde3:{"url":"$2"}\n:HL["/a.css","style"]\n4:"last"',
  );
  expect([...models]).toEqual([
    ['2', 'a\nb:c\nde'],
    ['3', { url: '$2' }],
    ['4', 'last'],
  ]);
  expect([...imports]).toEqual([['1', { module: 7, name: 'Feed', chunks: ['7', 'app.js'] }]]);
});

test('what is no row is passed over to the next line', () => {
  const { models } = flightRows('no row\n\n1:broken{\n2:T,\n5:[1]\nff');
  expect([...models]).toEqual([['5', [1]]]);
});

test('a text without rows takes no longer than its length', () => {
  const started = performance.now();
  expect(flightRows('a'.repeat(1_000_000)).models.size).toBe(0);
  expect(performance.now() - started).toBeLessThan(1_000);
});
