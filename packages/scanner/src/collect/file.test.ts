import { afterEach, describe, expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import type { Dependency } from '../extract/analysis.ts';
import { publicPageNetwork } from '../net/testing/networks.ts';
import { resolveOptions } from '../options.ts';
import { readingBudget } from './budget.ts';
import { readFile, type SourceFile } from './file.ts';

const options = resolveOptions({ scripts: 'all' });
const budget = readingBudget(options, new Clock(options.limits.scanMs));
afterEach(() => budget.close());

/** Reads a file that a page on the public Internet wants. */
function wanted(url: string, kind: Dependency['kind'] = 'script'): Promise<SourceFile> {
  const pageUrl = 'https://shop.example/';
  const from = { source: pageUrl, line: 1 };
  return readFile(
    { url, kind, goal: 'script', realm: pageUrl, from, via: 'import()' },
    { pageUrl, encoding: 'utf-8', options, network: publicPageNetwork(), budget },
  );
}

describe('data: URLs are files without a request', () => {
  test.each([
    ['data:text/javascript,let%20a', 'let a'],
    ['data:text/javascript;base64,bGV0IGE=', 'let a'],
    ['data:,x#fragment', 'x'],
  ])('%s', async (url, text) => {
    const { record, ...file } = await wanted(url);
    expect(file).toEqual({ text, finalUrl: url, cut: null });
    expect(record).toMatchObject({ url, kind: 'script', bytes: text.length, status: 'read' });
  });

  test('a long one is listed by its beginning', async () => {
    const { record, text } = await wanted(`data:text/javascript,${'a'.repeat(200)}`);
    expect([record.url, record.bytes, text]).toEqual([
      `data:text/javascript,${'a'.repeat(59)}…(221)`,
      200,
      'a'.repeat(200),
    ]);
  });

  test('a broken one', async () => {
    expect((await wanted('data:;base64,!')).record).toEqual({
      url: 'data:;base64,!',
      kind: 'script',
      bytes: 0,
      sha256: null,
      status: 'failed',
      reason: 'the data: URL cannot be decoded',
    });
  });
});

describe('what is never asked for', () => {
  test.each<[string, Dependency['kind'], string, string | undefined]>([
    ['blob:https://shop.example/1', 'worker', 'blob: URLs exist in the browser only', undefined],
    ['chrome-extension://abc/x.js', 'script', 'chrome-extension: URLs exist in the browser only', undefined],
    ['file:///etc/passwd', 'script', 'file: URLs exist in the browser only', undefined],
    ['https://cdn.example/w.js', 'worker', 'browsers load no worker from another origin', undefined],
    [
      'https://ads.example/',
      'frame',
      'a frame of another origin is a page of its own: scan it by itself',
      undefined,
    ],
  ])('%s as a %s', async (url, kind, reason, option) => {
    expect((await wanted(url, kind)).record).toEqual({
      url,
      kind,
      bytes: 0,
      sha256: null,
      status: 'skipped',
      reason,
      ...(option && { option }),
    });
  });

  test('a private address, for a public page', async () => {
    expect((await wanted('http://169.254.169.254/latest/user-data')).record).toEqual({
      url: 'http://169.254.169.254/latest/user-data',
      kind: 'script',
      bytes: 0,
      sha256: null,
      status: 'failed',
      reason:
        "169.254.169.254:80 is not a public address, and a public page's references must not reach it: allow that with --allow-private",
      option: '--allow-private',
    });
  });
});
