import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatIds, loadFormat, render, renderAll } from './formats.ts';
import { errorReport, failReport } from './testing/reports.ts';

/** What a module loads before it runs: its static imports and theirs. */
function loadedWith(start: URL): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start.href];
  for (let href = open.pop(); href !== undefined; href = open.pop()) {
    if (seen.has(href)) continue;
    seen.add(href);
    if (!href.startsWith('file:')) continue;
    const statements = readFileSync(new URL(href), 'utf8').matchAll(
      /^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm,
    );
    for (const [, target = ''] of statements)
      open.push(target.startsWith('.') ? new URL(target, href).href : target);
  }
  return seen;
}

test('a format has the name under which it is loaded', async () => {
  const formats = await Promise.all(formatIds.map(loadFormat));
  expect(formats.map(({ id }) => id)).toEqual(formatIds);
  expect(new Set(formats.map(({ extension }) => extension)).size).toBe(formatIds.length);
});

describe('loading', () => {
  test('the page’s renderer comes with the page', () => {
    expect(loadedWith(new URL('html.tsx', import.meta.url))).toContain('preact-render-to-string');
  });

  test.each(['formats.ts', 'terminal.ts', 'json.ts'])('%s comes without it', (file) => {
    const loaded = [...loadedWith(new URL(file, import.meta.url))];
    expect(loaded.filter((target) => target.includes('preact') || target.includes('html'))).toEqual([]);
  });
});

test('render and renderAll take the name of a format', async () => {
  expect(JSON.parse(await render(failReport, 'json'))).toEqual(failReport);
  expect(JSON.parse(await renderAll([failReport, errorReport], 'json'))).toEqual([failReport, errorReport]);
  const lines = (await renderAll([failReport, errorReport], 'jsonl')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([failReport, errorReport]);
  expect(await render(failReport, 'terminal', { command: 'wssure x' })).toMatch(/\n {2}wssure x\n$/);
});
