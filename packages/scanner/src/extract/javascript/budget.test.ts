import { expect, test } from 'vitest';
import { Budget, Exhausted } from './budget.ts';

const never = Number.POSITIVE_INFINITY;

/** How many steps go until the budget ends them. */
function stepsIn(budget: Budget, most = 10_000): number {
  for (let count = 0; count < most; count += 1) {
    try {
      budget.step();
    } catch (error) {
      if (error instanceof Exhausted) return count;
      throw error;
    }
  }
  return most;
}

test('a portion leaves the rest to what follows', () => {
  const budget = new Budget(1_000, never, 10);
  let first = 0;
  budget.portion(0.75, () => {
    first = stepsIn(budget);
  });
  expect([first, budget.exhausted, stepsIn(budget)]).toEqual([749, false, 249]);
  expect(budget.exhausted).toBe(true);
});

test('what a portion does not need stays', () => {
  const budget = new Budget(1_000, never, 10);
  budget.portion(0.5, () => void stepsIn(budget, 10));
  expect(stepsIn(budget)).toBe(989);
});

test('a portion has its share of the time, too', () => {
  const budget = new Budget(1_000_000_000, 400, 10);
  const functions = (most: number): number => {
    let taken = 0;
    for (let count = 0; count < most && !budget.exhausted; count += 1)
      taken += budget.within({ taken: 0, most: 10_000 }, () => stepsIn(budget, 10_000));
    return taken;
  };
  const started = performance.now();
  budget.portion(0.25, () => void functions(Infinity));
  expect(performance.now() - started).toBeLessThan(300);
  expect(functions(2)).toBe(20_000);
});

test('a function that has had its steps costs one more each time that it is entered', () => {
  const budget = new Budget(100_000, never, 10);
  const own = { taken: 0, most: 20_000 };
  const entered = (): void => budget.within(own, () => void stepsIn(budget, 100_000));
  for (let times = 0; times < 80_000; times += 1) entered();
  expect(budget.exhausted).toBe(true);
});
