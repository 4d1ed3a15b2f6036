import { expect, test } from 'vitest';
import { Clock } from './clock.ts';

const stages = ['read', 'analyse', 'text', 'sourceMaps', 'probe'] as const;

test('each stage leaves time for those after it', () => {
  const clock = new Clock(10_000);
  const ends = stages.map((stage) => clock.endOf(stage));
  expect(ends).toEqual(ends.toSorted((a, b) => a - b));
  expect(new Set(ends).size).toBe(stages.length);
  expect(clock.leftFor('probe')).toBeGreaterThan(9_000);
  expect(clock.leftFor('probe')).toBeLessThanOrEqual(10_000);
});

test('nothing is left when the time is over', () => {
  const clock = new Clock(0);
  expect(stages.map((stage) => clock.leftFor(stage))).toEqual([0, 0, 0, 0, 0]);
});

test('why a stage was broken off', () => {
  expect(new Clock(17_000).reason('read')).toBe('the time for reading (until 10.2 s of the scan) was over');
});
