import { expect, test } from 'vitest';
import { Patience } from './patience.ts';

const now = (): number => performance.now();

test('without a time of the whole, each answer has its own', () => {
  const patience = new Patience(1_000);
  expect([patience.isOver, patience.isExhausted]).toEqual([false, false]);
  expect([patience.forSource(), patience.forAll(), patience.forEvaluation()]).toEqual([3_000, 5_000, 1_500]);
});

test('no answer has more than what is left', () => {
  const patience = new Patience(60_000, { until: now() + 100, last: now() + 500 });
  expect(patience.forSource()).toBeLessThanOrEqual(100);
  expect(patience.forEvaluation()).toBeLessThan(patience.forAll());
});

test('what is left after the end is for searching all as text', () => {
  const patience = new Patience(60_000, { until: now(), last: now() + 500 });
  expect([patience.isOver, patience.isExhausted]).toEqual([true, false]);
  expect(patience.forSource()).toBeGreaterThan(300);
  const none = new Patience(60_000, { until: now(), last: now() });
  expect([none.isExhausted, none.forAll()]).toEqual([true, 0]);
});
