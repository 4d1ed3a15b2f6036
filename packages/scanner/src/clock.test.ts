import { expect, test } from 'vitest';
import { Clock, clockFor } from './clock.ts';
import { resolveOptions } from './options.ts';

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

test('what is withheld is earned, and no more than that', () => {
  const clock = new Clock(10_000, 4_000);
  const reasons = [0, 1_000, 9_000, 9_000].map((ms) => {
    clock.earn(ms);
    return clock.reason('probe');
  });
  expect(reasons.map((reason) => /[\d.]+ s/.exec(reason)?.[0])).toEqual(['6 s', '7 s', '10 s', '10 s']);
});

/** What a whole scan has before any page of a crawl has come, and after all have. */
const whole = (options: Parameters<typeof resolveOptions>[0]): string[] => {
  const clock = clockFor(resolveOptions(options));
  const before = clock.reason('probe');
  clock.earn(Infinity);
  return [before, clock.reason('probe')].map((reason) => /[\d.]+ s/.exec(reason)?.[0] ?? '');
};

test('the pages of a crawl have to come for their time, which is never part of what a scan without them has', () => {
  expect([
    whole({}),
    whole({ crawl: 20 }),
    whole({ crawl: 20, limits: { scanMs: 60_000 } }),
    whole({ crawl: 20, limits: { scanMs: 5_000 } }),
  ]).toEqual([
    ['17 s', '17 s'],
    ['17 s', '37 s'],
    ['40 s', '60 s'],
    ['5 s', '5 s'],
  ]);
});
