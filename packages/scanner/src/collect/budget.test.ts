import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { defaultLimits } from '../limits.ts';
import { Budget } from './budget.ts';

/** Milliseconds until the budget's time is over. */
async function lasts(clock: Clock, during: (budget: Budget) => void): Promise<number> {
  const started = performance.now();
  const budget = new Budget(defaultLimits, { clock, stage: 'probe' }, undefined);
  during(budget);
  await new Promise((resolve) => budget.signal.addEventListener('abort', resolve, { once: true }));
  budget.close();
  return performance.now() - started;
}

test('ends with the time of its stage, and says so', async () => {
  const clock = new Clock(100);
  const budget = new Budget(defaultLimits, { clock, stage: 'probe' }, undefined);
  await new Promise((resolve) => budget.signal.addEventListener('abort', resolve, { once: true }));
  const late = {
    reason: 'the time for handshakes (until 0.1 s of the scan) was over',
    option: '--config (limits.scanMs: 34000)',
  };
  expect([budget.refuseFile(), budget.signal.reason]).toEqual([
    late,
    expect.objectContaining({ code: 'timeout', message: `${late.reason}: give it more with ${late.option}` }),
  ]);
});

test('goes on for what pages earn meanwhile, and no longer', async () => {
  expect(await lasts(new Clock(2_100, 2_000), () => undefined)).toBeLessThan(1_000);
  const earned = await lasts(new Clock(1_300, 1_250), (budget) => budget.pageCame());
  expect(earned).toBeGreaterThan(1_000);
});

test('the caller may end it before, with a reason of its own', () => {
  const caller = new AbortController();
  const budget = new Budget(defaultLimits, { clock: new Clock(60_000), stage: 'read' }, caller.signal);
  caller.abort(new Error('stop'));
  budget.close();
  expect(budget.signal.reason).toEqual(new Error('stop'));
});

test('has time where a scan may take longer than a timer can', async () => {
  const budget = new Budget(defaultLimits, { clock: new Clock(1e12), stage: 'read' }, undefined);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(budget.signal.aborted).toBe(false);
  budget.close();
});
