import { describe, expect, it } from 'vitest';
import { evaluationClock } from './evaluation-clock.ts';

/** What the clock says after so much time and so much CPU time of the process, ms. */
function after(elapsed: number, used: number): number {
  let [now, cpu] = [70_000, 5_000];
  const clock = evaluationClock(
    () => now,
    () => cpu,
  );
  now += elapsed;
  cpu += used;
  return clock();
}

describe('the time of an evaluation', () => {
  it('is what goes by, where the process has the machine: other threads of it compute, too', () => {
    expect([after(0, 0), after(1_000, 1_000), after(1_000, 3_500)]).toEqual([0, 1_000, 1_000]);
  });

  it('is what the process was given, where others compute', () => {
    expect(after(1_000, 800)).toBe(800);
  });

  it('is two thirds of what goes by at least', () => {
    expect([after(3_000, 100), after(3_000, 0)]).toEqual([2_000, 2_000]);
  });

  it('goes on by itself', () => {
    const clock = evaluationClock();
    const first = clock();
    for (const end = performance.now() + 20; performance.now() < end;);
    expect(clock()).toBeGreaterThan(first);
  });
});
