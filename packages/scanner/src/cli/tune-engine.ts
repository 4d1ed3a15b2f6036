import { setFlagsFromString } from 'node:v8';

/** A small scan is over by then: it is done sooner with the usual flags. */
const smallScanMs = 1_000;

/** Has V8 optimise less in this process, once it has run longer than a small scan. Does not keep it alive. */
export function tuneEngineSoon(): void {
  setTimeout(tuneEngine, smallScanMs).unref();
}

/**
 * Sets V8's flags for this process. What an analysis evaluates is different code all the time, and little of ours runs
 * often enough in one way for optimising to pay: V8's compiler took a quarter of all CPU. So a function has to be eight
 * times as hot as usual, and less of others is copied into it. The command does this for itself: a library leaves its
 * host's engine alone. (V8, `flag-definitions.h`.)
 */
export function tuneEngine(): void {
  const countsCalls = Number.parseInt(process.versions.v8, 10) >= 12;
  setFlagsFromString(countsCalls ? '--invocation-count-for-turbofan=24000' : '--interrupt-budget=528000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
}
