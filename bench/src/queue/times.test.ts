import { describe, expect, test } from 'vitest';
import { percentile, timeEach } from './times.ts';

describe('percentile', () => {
  test.each<[number[], number, number]>([
    [[3, 1, 2], 50, 2],
    [[3, 1, 2], 99, 3],
    [[4, 1, 3, 2], 50, 2],
    [[7], 1, 7],
    [[], 50, Number.NaN],
  ])('of %j, %d %% do not exceed %d', (values, percent, expected) => {
    expect(percentile(values, percent)).toBe(expected);
  });
});

test('timeEach does the work as often as it is told, and no more at a time', async () => {
  let [running, peak, done] = [0, 0, 0];
  const { each } = await timeEach(10, 3, async () => {
    peak = Math.max(peak, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    done += 1;
  });
  expect([done, peak, each.length]).toEqual([10, 3, 10]);
});
