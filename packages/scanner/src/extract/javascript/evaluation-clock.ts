/** The clock may count this many times slower than time goes by. What waits for an evaluation waits longer than that. */
const mostStretch = 1.5;

/**
 * A clock for the time of one evaluation, ms since it was made. Where others hold the machine, it counts what this
 * process was given of it: what a page's scripts are followed for is then the same, up to a bound.
 *
 * @param now the time that goes by, ms
 * @param used the CPU time of the process, ms
 */
export function evaluationClock(
  now: () => number = () => performance.now(),
  used: () => number = cpuTime,
): () => number {
  const [started, before] = [now(), used()];
  return () => {
    const elapsed = now() - started;
    return Math.max(Math.min(elapsed, used() - before), elapsed / mostStretch);
  };
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
