import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

test('the same finding has the same name in every release', () => {
  expect(fingerprint('plaintext-endpoint', 'ws://shop.test/live', null)).toBe(
    '7b770cd38bc2e984cd68f4732b7ca961',
  );
});

test('rule, endpoint and identity each make another', () => {
  const names = [
    fingerprint('a', null, null),
    fingerprint('b', null, null),
    fingerprint('a', 'b', null),
    fingerprint('a', null, 'b'),
    fingerprint('a', 'b', 'b'),
    fingerprint('a', 'null', null),
  ];
  expect(new Set(names).size).toBe(names.length);
});
