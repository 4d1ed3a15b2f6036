import { describe, expect, it } from 'vitest';
import { compare, precision, recall, total } from './score.ts';

const set = (...items: string[]): Set<string> => new Set(items);

describe('compare', () => {
  it('tells hits, misses and inventions', () => {
    expect(compare(set('a', 'b', 'c'), set('b', 'c', 'd'))).toEqual({
      expected: 3,
      found: 3,
      hits: 2,
      missed: ['a'],
      invented: ['d'],
    });
  });

  it('counts what is tolerated on neither side', () => {
    expect(compare(set('a'), set('a', 'x'), set('x', 'y'))).toEqual({
      expected: 1,
      found: 1,
      hits: 1,
      missed: [],
      invented: [],
    });
  });
});

describe('recall and precision', () => {
  it('are ratios of sums, so that a large page weighs as much as it has', () => {
    const sum = total([compare(set('a', 'b'), set('a')), compare(set(), set('x', 'y', 'z'))]);
    expect(sum).toEqual({ expected: 2, found: 4, hits: 1 });
    expect([recall(sum), precision(sum)]).toEqual([0.5, 0.25]);
  });

  it('are whole where there was nothing to find and nothing was found', () => {
    const nothing = compare(set(), set());
    expect([recall(nothing), precision(nothing)]).toEqual([1, 1]);
  });
});
