/** What the simulation is told; times in ms. */
export interface Fleet {
  /** Scans that are all due at once, as schedules of the same hour are. */
  readonly scheduled: number;
  /** Scans that people ask for, a second, evenly; they go first. */
  readonly asked: number;
  /** Cores that scan, and how many scans each runs side by side. */
  readonly cores: number;
  readonly atATime: number;
  /** CPU of one scan, and how long it takes where nothing is waited for but the network. */
  readonly cpuMs: number;
  readonly networkMs: number;
  /** What the database does for one scan (accept, claim, end): it does one thing at a time for each of its cores. */
  readonly databaseMs: number;
  readonly databaseCores: number;
}

export interface Outcome {
  /** Until the last scheduled scan was done, ms. */
  readonly doneMs: number;
  /** How long people's scans waited for their turn: the 99th percentile, ms. */
  readonly waitP99Ms: number;
  /** Shares of the time in which cores and database worked. */
  readonly coresBusy: number;
  readonly databaseBusy: number;
}

/**
 * Runs a fleet through a day's scans. Every core has `atATime` places; a scan holds a place for as long as its network
 * takes or, where that is more, its share of the core's CPU. The database serves in order of arrival.
 */
export function simulate(fleet: Fleet): Outcome {
  const places = new Float64Array(fleet.cores * fleet.atATime);
  const holdMs = Math.max(fleet.networkMs, fleet.cpuMs * fleet.atATime);
  const serveMs = fleet.databaseMs / fleet.databaseCores;
  const gapMs = fleet.asked > 0 ? 1_000 / fleet.asked : Infinity;
  const waits: number[] = [];
  let [scheduled, person, databaseFree, done, ended] = [fleet.scheduled, 1, 0, 0, 0];
  while (scheduled > 0) {
    const start = Math.max(places[0] ?? 0, databaseFree);
    const isPerson = person * gapMs <= start;
    if (isPerson) waits.push(start - person++ * gapMs);
    else scheduled -= 1;
    databaseFree = start + serveMs;
    done = Math.max(done, start + holdMs);
    ended += 1;
    replaceEarliest(places, start + holdMs);
  }
  return {
    doneMs: done,
    waitP99Ms: waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * 0.99) - 1] ?? 0,
    coresBusy: (ended * fleet.cpuMs) / (done * fleet.cores),
    databaseBusy: (ended * serveMs) / done,
  };
}

/** Puts a new time in the place of the earliest of a binary heap, and the heap in order. */
function replaceEarliest(heap: Float64Array, time: number): void {
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const child = right < heap.length && (heap[right] ?? 0) < (heap[left] ?? 0) ? right : left;
    const earlier = heap[child] ?? Infinity;
    if (earlier >= time) break;
    heap[place] = earlier;
    place = child;
  }
  heap[place] = time;
}
