import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Place } from './place.ts';
import { Served } from './served.ts';
import { makeTree } from './testing/tree.ts';

const base = 'https://shop.test/app/';

function served(files: readonly string[], place: Partial<Place> = {}): Promise<Served> {
  const folder = makeTree(Object.fromEntries(files.map((file) => [file, ''])));
  return Served.at(base, [{ folder, below: '', ...place }]);
}

async function urls(files: readonly string[], place?: Partial<Place>): Promise<string[]> {
  return (await served(files, place)).files.map(({ url }) => url.replace('https://shop.test', ''));
}

describe('where files are served', () => {
  test('below the base, an index at its folder', async () => {
    expect(await urls(['index.html', 'a.js', 'docs/index.html', 'docs/b c.htm', 'x/[id]#?.js'])).toEqual([
      '/app/a.js',
      '/app/',
      '/app/docs/b%20c.htm',
      '/app/docs/',
      '/app/x/%5Bid%5D%23%3F.js',
    ]);
  });

  test('below a prefix', async () => {
    expect(await urls(['chunks/1.js'], { below: '_next/static/' })).toEqual([
      '/app/_next/static/chunks/1.js',
    ]);
  });

  test('of routes the pages alone, without extension', async () => {
    const files = ['index.html', 'about.html', 'page.js', 'docs/intro.html'];
    expect(await urls(files, { pages: 'routes' })).toEqual(['/app/about', '/app/', '/app/docs/intro']);
  });

  test('of a folder only what was given', async () => {
    expect(await urls(['a.js', 'b/c.js', 'd.js'], { files: ['b/c.js', 'a.js'] })).toEqual([
      '/app/a.js',
      '/app/b/c.js',
    ]);
  });
});

describe('the file that a URL leads to', () => {
  const files = ['index.html', 'app.js', 'about.html', 'docs/index.html', 'x/[id].js', 'about', 'team.html'];
  test.each([
    ['/app/', 'index.html'],
    ['/app/index.html', 'index.html'],
    ['/app/app.js?v=1', 'app.js'],
    ['/app/about.html', 'about.html'],
    ['/app/about', 'about'],
    ['/app/team', 'team.html'],
    ['/app/docs', 'docs/index.html'],
    ['/app/docs/index.html', 'docs/index.html'],
    ['/app/x/[id].js', 'x/[id].js'],
    ['/app/x/%5Bid%5D.js', 'x/[id].js'],
    ['/app.js', null],
    ['/app/%E0%A4%A.js', null],
    ['https://cdn.test/app/app.js', null],
    ['/app/../../../../etc/passwd', null],
  ])('%s', async (url, expected) => {
    const found = (await served(files)).find(new URL(url, base).href);
    expect(found === null ? null : path.basename(found.absolute)).toBe(
      expected === null ? null : path.basename(expected),
    );
  });

  test('is the first of several places', async () => {
    const [first, second] = [makeTree({ 'a.js': '' }), makeTree({ 'a.js': '', 'b.js': '' })];
    const both = await Served.at(
      base,
      [first, second].map((folder) => ({ folder, below: '' })),
    );
    expect(['a.js', 'b.js'].map((name) => both.find(base + name)?.absolute)).toEqual([
      path.join(first, 'a.js'),
      path.join(second, 'b.js'),
    ]);
  });
});
