import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalSocketUrl } from './canonical.ts';
import { loadPages } from './page.ts';

const pages = loadPages();

describe('the corpus', () => {
  it('is large enough, and enough of it is code that others shipped', () => {
    expect(pages.length).toBeGreaterThanOrEqual(180);
    expect(pages.filter(({ label }) => label.code === 'shipped').length).toBeGreaterThanOrEqual(60);
  });

  it('has a recording, or a hand label with its reason, for every page', () => {
    expect(
      pages.filter(({ truth, label }) => (truth === null) === !label.byHand?.reason).map(({ id }) => id),
    ).toEqual([]);
  });

  it('records URLs in their canonical form only', () => {
    const urls = pages.flatMap(({ truth }) => truth?.sockets ?? []);
    expect(urls.filter((url) => canonicalSocketUrl(url) !== url)).toEqual([]);
  });

  it('has a start page for every page that is neither built nor vendored', () => {
    const own = pages.filter(({ label }) => !label.build && !label.vendor);
    const start = (url: string): string => new URL(url).pathname.replace(/\/$/, '/index.html');
    expect(
      own.filter(({ url, folders }) => !existsSync(join(folders[0] ?? '', start(url)))).map(({ id }) => id),
    ).toEqual([]);
  });
});
