import { afterEach, describe, expect, test, vi } from 'vitest';
import { goalOf, isMissed, tell, valueOf, type Figure } from './figures.ts';

const atMost: Figure = { name: 'CPU, ours / theirs', value: 1.5, unit: '×', goal: { atMost: 1.6 } };
const atLeast: Figure = { name: 'rate, ours / theirs', value: 0.5, unit: '×', goal: { atLeast: 0.6 } };
const told: Figure = { name: 'sites', value: 1234.5, unit: 'a minute', digits: 0 };

afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

describe('a figure', () => {
  test.each([
    [atMost, false],
    [{ ...atMost, value: 1.6 }, false],
    [{ ...atMost, value: 1.61 }, true],
    [{ ...atMost, value: Number.NaN }, true],
    [atLeast, true],
    [{ ...atLeast, value: 0.6 }, false],
    [{ ...atLeast, value: Number.NaN }, true],
    [told, false],
  ])('%j misses its goal: %s', (figure, missed) => {
    expect(isMissed(figure)).toBe(missed);
  });

  test('in words', () => {
    expect([atMost, atLeast, told].map((figure) => [valueOf(figure), goalOf(figure)])).toEqual([
      ['1.50 ×', 'at most 1.6'],
      ['0.50 ×', 'at least 0.6'],
      ['1235 a minute', ''],
    ]);
  });

  test.each([
    [atMost, undefined],
    [atLeast, 1],
  ])('%j sets the exit status', (figure, status) => {
    const printed = vi.spyOn(console, 'log').mockReturnValue();
    tell(figure);
    expect([process.exitCode, printed.mock.calls.length]).toEqual([status, 1]);
  });
});
