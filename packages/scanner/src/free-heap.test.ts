import { getHeapStatistics } from 'node:v8';
import { expect, it } from 'vitest';
import { freeHeap } from './free-heap.ts';

const used = (): number => getHeapStatistics().used_heap_size;

it('gives back what is garbage, keeps what is not, and leaves no collector to the code that comes after', () => {
  const before = used();
  let all: unknown[] | null = Array.from({ length: 1_000_000 }, (_, index) => ({ index }));
  const kept = all.slice(0, 10);
  const grown = used() - before;
  expect(grown).toBeGreaterThan(20_000_000);
  all = null;
  freeHeap();
  expect(used() - before).toBeLessThan(grown / 2);
  expect(kept).toEqual(Array.from({ length: 10 }, (_, index) => ({ index })));
  expect('gc' in globalThis).toBe(false);
});
