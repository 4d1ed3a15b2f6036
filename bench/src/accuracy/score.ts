/** Counting: recall and precision over sets, summed over pages. */

export interface Count {
  readonly expected: number;
  readonly found: number;
  readonly hits: number;
}

export interface Difference extends Count {
  readonly missed: readonly string[];
  readonly invented: readonly string[];
}

/** Compares what was found with what was to be found; `tolerated` counts on neither side. */
export function compare(
  expected: ReadonlySet<string>,
  found: ReadonlySet<string>,
  tolerated: ReadonlySet<string> = new Set(),
): Difference {
  const counted = [...found].filter((item) => expected.has(item) || !tolerated.has(item));
  const missed = [...expected].filter((item) => !found.has(item));
  return {
    expected: expected.size,
    found: counted.length,
    hits: expected.size - missed.length,
    missed,
    invented: counted.filter((item) => !expected.has(item)),
  };
}

export function total(counts: readonly Count[]): Count {
  const sum = (pick: (count: Count) => number): number => counts.reduce((all, count) => all + pick(count), 0);
  return {
    expected: sum(({ expected }) => expected),
    found: sum(({ found }) => found),
    hits: sum(({ hits }) => hits),
  };
}

/** The share of what was to be found that was found, 1 where nothing was. */
export function recall({ expected, hits }: Count): number {
  return expected === 0 ? 1 : hits / expected;
}

/** The share of what was found that was to be found, 1 where nothing was found. */
export function precision({ found, hits }: Count): number {
  return found === 0 ? 1 : hits / found;
}
