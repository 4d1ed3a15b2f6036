import { describe, expect, test } from 'vitest';
import { daysLeft, inDays } from './days-left.ts';

describe('daysLeft', () => {
  test.each([
    ['2026-05-31T10:00:00.000Z', 30],
    ['2026-05-02T09:59:59.000Z', 0],
    ['2026-05-01T09:59:59.000Z', -1],
    ['2025-05-01T10:00:00.000Z', -365],
    ['not a date', null],
    [null, null],
  ])('%s', (end, days) => {
    expect(daysLeft(end, '2026-05-01T10:00:00.000Z')).toBe(days);
  });
});

test('days in words', () => {
  expect([inDays(1), inDays(-1), inDays(-12), inDays(0)]).toEqual(['1 day', '1 day', '12 days', '0 days']);
});
