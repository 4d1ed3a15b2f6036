import { expect, test } from 'vitest';
import { distinct, keyOf } from './dependencies.ts';

const first = {
  url: 'https://shop.example/a.js',
  kind: 'module',
  goal: 'module',
  realm: 'https://shop.example/',
  from: { source: 'https://shop.example/', line: 1 },
  via: 'import',
} as const;

test('a file is asked for once for each document and goal, by whoever asked first', () => {
  const again = { ...first, from: { source: 'https://shop.example/b.js', line: 9 }, via: 'import()' };
  const asScript = { ...first, goal: 'script' } as const;
  const elsewhere = { ...first, realm: 'https://shop.example/worker.js' };
  expect(distinct([first, again, asScript, elsewhere, asScript])).toEqual([first, asScript, elsewhere]);
  expect(keyOf(again)).toBe(keyOf(first));
});
