import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countedBy, defaultLimits, isLimitName, limitNames, raising, timeForScan } from './limits.ts';
import { resolveOptions } from './options.ts';

const documented = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8');

test('every limit is documented, with its default and what it counts', () => {
  const rows = [...documented.matchAll(/^\| `(\w+)` +\| (\d+) +\| (?:\d*) *\| (.*?) +\|$/gm)];
  expect(rows.map(([, name, standard, counts]) => [name, Number(standard), counts])).toEqual(
    limitNames.map((name) => [name, defaultLimits[name], countedBy(name)]),
  );
});

test('a limit is set by its name, the others stay', () => {
  expect(resolveOptions({ limits: { files: 7 } }).limits).toEqual({ ...defaultLimits, files: 7 });
  expect(['files', 'toString', '__proto__', 'file'].map(isLimitName)).toEqual([true, false, false, false]);
});

test('what raises a limit is named with a value that is more', () => {
  expect(raising('files', 500)).toBe('--config (limits.files: 1000)');
  expect(raising('sourceMaps', 0)).toBe('--config (limits.sourceMaps: 1)');
});

test('the time of a scan grows with the time of a request and the number of pages, unless it is set', () => {
  expect([timeForScan(10_000, 0), timeForScan(60_000, 0), timeForScan(1_000, 20)]).toEqual([
    17_000, 102_000, 37_000,
  ]);
  expect(resolveOptions({ timeoutMs: 60_000, limits: { scanMs: 5_000 } }).limits.scanMs).toBe(5_000);
  expect(resolveOptions({ timeoutMs: 20_000, crawl: 3 }).limits.scanMs).toBe(37_000);
});
