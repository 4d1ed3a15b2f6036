/** Upper bounds of the buckets in which the durations of scans are counted, seconds. */
export const bucketBounds = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300] as const;

/** The bucket of a duration: the first whose bound is not below it, or the one behind the last. */
export function bucketOf(seconds: number): number {
  const index = bucketBounds.findIndex((bound) => seconds <= bound);
  return index === -1 ? bucketBounds.length : index;
}
