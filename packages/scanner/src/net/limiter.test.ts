import { expect, test } from 'vitest';
import { Limiter } from './limiter.ts';

/** Runs one piece of work per key and tells in which order they start and how many ran at a time. */
async function run(limiter: Limiter, keys: readonly string[]): Promise<{ started: string[]; most: number }> {
  const started: string[] = [];
  let now = 0;
  let most = 0;
  await Promise.all(
    keys.map((key, index) =>
      limiter.run(key, async () => {
        started.push(`${key}${index}`);
        most = Math.max(most, (now += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
      }),
    ),
  );
  return { started, most };
}

test('runs as many as allowed, in order', async () => {
  expect(await run(new Limiter(2, 2), ['a', 'a', 'a', 'a'])).toEqual({
    started: ['a0', 'a1', 'a2', 'a3'],
    most: 2,
  });
});

test('one key does not hold up another', async () => {
  expect(await run(new Limiter(3, 1), ['a', 'a', 'a', 'b', 'c'])).toEqual({
    started: ['a0', 'b3', 'c4', 'a1', 'a2'],
    most: 3,
  });
});

test('a failure frees its place', async () => {
  const limiter = new Limiter(1, 1);
  await expect(limiter.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await limiter.run('a', () => Promise.resolve('yes'))).toBe('yes');
});
