import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { locate, type Located } from './locate.ts';
import { makeTree } from './testing/tree.ts';

function project(
  packages: readonly string[],
  folders: readonly string[],
  files: Record<string, string> = {},
): string {
  const devDependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
  const root = makeTree({ 'package.json': JSON.stringify({ devDependencies }), ...files });
  for (const folder of folders) mkdirSync(path.join(root, folder), { recursive: true });
  return root;
}

/** What was taken of a folder: `folder → below`, the folder's own path left out. */
function taken(root: string): string[] {
  return locate([root]).places.map(({ folder, below, pages }) =>
    [path.relative(root, folder) || '.', below && `→ ${below}`, pages].filter(Boolean).join(' '),
  );
}

function failure(paths: readonly string[]): string {
  try {
    return JSON.stringify(locate(paths));
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

describe('folders and files', () => {
  test('a folder is what is handed out', () => {
    const root = makeTree({ 'index.html': '' });
    expect(locate([root])).toEqual({ places: [{ folder: root, below: '' }], notes: [] } satisfies Located);
  });

  test('files lie below their nearest common folder', () => {
    const root = makeTree({ 'a/b/x.js': '', 'a/b/c/y.html': '', 'a/bc/z.js': '' });
    const files = ['a/b/x.js', 'a/b/c/y.html', 'a/bc/z.js'].map((file) => path.join(root, file));
    expect(locate(files.slice(0, 2)).places).toEqual([
      { folder: path.join(root, 'a/b'), below: '', files: ['x.js', 'c/y.html'] },
    ]);
    expect(locate(files).places).toEqual([
      { folder: path.join(root, 'a'), below: '', files: ['b/x.js', 'b/c/y.html', 'bc/z.js'] },
    ]);
  });

  test('what does not exist is named', () => {
    expect(failure(['/no/such/dist'])).toBe('UsageError: /no/such/dist: there is no such file or folder');
  });
});

describe('projects', () => {
  test.each<[string, string[], string[], Record<string, string>, string[]]>([
    ['Vite', ['vite'], ['dist', 'public'], {}, ['dist']],
    [
      'Vite elsewhere',
      ['vite'],
      ['dist', 'web/out'],
      { 'vite.config.ts': `build: { outDir: './web/out/' }` },
      ['web/out'],
    ],
    [
      'Next.js',
      ['next', 'vite'],
      ['.next/static', '.next/server/app', 'public', 'dist'],
      {},
      ['.next/server/app routes', 'public', '.next/static → _next/static/'],
    ],
    ['Next.js, exported', ['next'], ['.next/static', 'out'], {}, ['out']],
    ['Nuxt', ['nuxt'], ['.output/public', 'public'], {}, ['.output/public']],
    ['Create React App', ['react-scripts'], ['build', 'public'], {}, ['build']],
    [
      'Angular',
      ['@angular/core'],
      ['dist/shop/browser', 'dist/shop/server'],
      { 'angular.json': '{"projects":{"shop":{}}}' },
      ['dist/shop/browser'],
    ],
    [
      'Angular before 17',
      ['@angular/core'],
      ['dist/shop'],
      { 'angular.json': '{"projects":{"shop":{}}}' },
      ['dist/shop'],
    ],
    ['Astro with a server', ['astro'], ['dist/client', 'dist/server'], {}, ['dist/client']],
    ['Gatsby', ['gatsby'], ['public', 'static'], {}, ['public']],
    ['SvelteKit', ['@sveltejs/kit', 'vite'], ['build', 'static'], {}, ['build']],
    ['Eleventy', ['@11ty/eleventy'], ['_site'], {}, ['_site']],
    ['Storybook alone', ['storybook'], ['storybook-static', 'src'], {}, ['storybook-static']],
    ['a server with a public folder', ['express'], ['public', 'lib'], {}, ['public']],
    ['a page without a build', [], [], { 'index.html': '' }, ['.']],
    ['a build that has a package.json', [], ['assets'], {}, ['.']],
    ['a broken package.json', [], ['dist'], { 'package.json': '{' }, ['dist']],
    ['a framework that builds elsewhere', ['vite'], ['www'], {}, ['www']],
  ])('%s', (_, packages, folders, files, expected) => {
    expect(taken(project(packages, folders, files))).toEqual(expected);
  });

  test('say what was taken', () => {
    const root = project(['vite'], ['dist']);
    expect(locate([root]).notes).toEqual([`${root} is a project: taking ${root}/dist (as Vite builds it)`]);
    const other = project([], ['public']);
    expect(locate([other]).notes).toEqual([`${other} is a project: taking ${other}/public (by its name)`]);
  });

  test('that are not built are an error', () => {
    const root = project(['next'], ['src']);
    expect(failure([root])).toBe(
      `UsageError: ${root}: the Next.js project is not built (looked for out, .next/server/app, .next/server/pages, public, .next/static): build it first, or give the folder of the build`,
    );
  });
});

/** What is meant in a folder where no path is given. */
function from(folder: string): string {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return failure([]);
  } finally {
    process.chdir(before);
  }
}

describe('without a path', () => {
  test('the project of the working directory is meant', () => {
    expect(JSON.parse(from(project(['vite'], ['dist'])))).toEqual({
      places: [{ folder: 'dist', below: '' }],
      notes: ['. is a project: taking dist (as Vite builds it)'],
    });
  });

  test('a folder has to be given where there is none, or nothing was built', () => {
    expect(from(makeTree({ 'index.html': '' }))).toBe(
      'UsageError: give the folder of the build, like "wssure files dist --base https://your.site": there is no package.json here to tell it',
    );
    expect(from(project([], ['src']))).toBe(
      'UsageError: .: the project is not built (looked for dist, build, out, public, www, _site, storybook-static): build it first, or give the folder of the build',
    );
  });
});
