import { describe, expect, test } from 'vitest';
import { isTimezone, nextFiring } from './cron.ts';

const from = new Date('2026-11-26T12:00:00Z');

describe('cron expressions', () => {
  test.each([
    ['* * * * *', 'UTC', '2026-11-26T12:01:00.000Z'],
    ['0 6 * * 1', 'UTC', '2026-11-30T06:00:00.000Z'],
    ['0 6 * * 1', 'Europe/Berlin', '2026-11-30T05:00:00.000Z'],
    ['0 0 29 2 *', 'UTC', '2028-02-29T00:00:00.000Z'],
    [' */15 8-10 * * * ', 'UTC', '2026-11-27T08:00:00.000Z'],
  ])('%s in %s', (cron, timezone, next) => {
    expect(nextFiring(cron, timezone, from).toISOString()).toBe(next);
  });

  test.each([
    ['0 0 30 2 *', 'this cron expression never fires'],
    ['* * * * * *', 'not a cron expression of five fields, like "0 6 * * 1": minute hour day month weekday'],
    ['@daily', 'not a cron expression of five fields, like "0 6 * * 1": minute hour day month weekday'],
    ['61 * * * *', expect.stringMatching(/^not a cron expression: /)],
    ['a b c d e', expect.stringMatching(/^not a cron expression: /)],
  ])('not %s', (cron, message) => {
    expect(() => nextFiring(cron, 'UTC', from)).toThrow(expect.objectContaining({ message }));
  });

  test('time zones', () => {
    expect(['UTC', 'Europe/Berlin', 'Mars/Base', ''].map(isTimezone)).toEqual([true, true, false, false]);
  });
});
