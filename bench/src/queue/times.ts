/** Does something `count` times, so many at a time; how long it all took and how long each, ms, in the order of their ends. */
export async function timeEach(
  count: number,
  atATime: number,
  work: () => Promise<void>,
): Promise<{ ms: number; each: number[] }> {
  const each: number[] = [];
  let left = count;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const began = performance.now();
      await work();
      each.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return { ms: performance.now() - started, each };
}

/** The value that so many percent of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
