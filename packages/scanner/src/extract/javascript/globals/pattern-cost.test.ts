import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { costOf } from './pattern-cost.ts';

describe('repetitions that hand characters to each other', () => {
  test.each([
    [String.raw`^https?:\/\/`, 0],
    [String.raw`^[^:]+:\/\/`, 0],
    [String.raw`(\d+)\.(\d+)`, 1],
    [String.raw`^([^:]+):([^/]*)\/(.*)$`, 1],
    ['a*a*a*', 3],
    ['[^:]+:?[^:]+', 2],
    ['.*.*', 2],
    [String.raw`\s+\w*`, 2],
    ['(ab)+', 1],
    ['x{2,5}x', 1],
    [String.raw`[^\]]+\]`, 0],
    [
      String.raw`^([^:]+:\/\/([^/:]+|\[[0-9a-f:]+\])(?::(\d+))?\/|\/\/|\/)?([^/].*\/)?z?livereload\.js(?:\?(.*))?$`,
      3,
    ],
  ])('%s: %i', (source, cost) => {
    expect(costOf(source)).toBe(cost);
  });

  test('those that are left out cost no time', () => {
    const text = `${'a'.repeat(4_000)}!`;
    const pattern = /^[^:]+:[^:]+:[^:]+:[^:]+:$/;
    expect(costOf(pattern.source)).toBe(0);
    const start = performance.now();
    pattern.test(text.replaceAll('aaaa', 'aaa:'));
    expect(performance.now() - start).toBeLessThan(200);
  });
});
