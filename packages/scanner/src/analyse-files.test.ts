import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Artifacts } from './artifacts.ts';
import { bundle, bundleMap, socketOriginal } from './extract/testing/source-map.ts';
import { makeTree } from './files/testing/tree.ts';
import { analyseFiles, gatherFiles, type FilesOptions } from './scan.ts';

const base = 'https://shop.test/';

function gathered(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<FilesOptions> = {},
): Promise<Artifacts> {
  return gatherFiles([makeTree(files)], { base, ...options });
}

/** `kind url status (reason) [option]`, the base left out. */
function listed({ sources }: Pick<Artifacts, 'sources'>): string[] {
  return sources.map(({ kind, url, status, reason, option }) =>
    [kind, url.replace(base, '/'), status, reason && `(${reason})`, option && `[${option}]`]
      .filter(Boolean)
      .join(' '),
  );
}

/** `url place`, the base left out. */
function opened({ references }: Pick<Artifacts, 'references'>): string[] {
  return references
    .filter(({ role }) => role === 'connects')
    .map(({ url, location: { source, line } }) => `${url} ${source.replace(base, '/')}:${line}`);
}

const script = (src: string): string => `<script src="${src}"></script>`;

describe('a build on disk', () => {
  test('has no use for what a page keeps for browsers without modules', async () => {
    const artifacts = await gathered({
      'index.html': `<!doctype html><script nomodule src="/polyfills.js"></script><script>new WebSocket(new URL('/live', 'wss://live.test'))</script>`,
      'polyfills.js': `URL = function () { return window.never }; new WebSocket('/old')`,
      'left.js': `new WebSocket('/left')`,
    });
    expect(listed(artifacts)).toEqual(['page / read', 'inline / read', 'script /left.js read']);
    expect(opened(artifacts)).toEqual(['wss://live.test/live /:1', 'wss://shop.test/left /left.js:1']);
  });

  test('is read as browsers load it, then what no page loads', async () => {
    const artifacts = await gathered({
      'index.html': `<!doctype html>${script('/assets/app.js')}<script>new WebSocket('/inline')</script>`,
      'admin/index.html': `${script('../assets/app.js')}<iframe src=/frame.html></iframe>`,
      'frame.html': `<script type=module src=frame.mjs></script>`,
      'frame.mjs': `import './shared.mjs'`,
      'shared.mjs': `new WebSocket('/shared')`,
      'assets/app.js': `new WebSocket('wss://live.test' + location.pathname); import('./lazy.js')`,
      'assets/lazy.js': `new WebSocket('/lazy')`,
      'worker-7f3a.js': `new WebSocket('/worker')`,
      'old.mjs': `import.meta.x; new WebSocket('/old')`,
      'style.css': `/* ws://style.test/ */`,
      'data.json': `{"url":"ws://data.test/"}`,
    });
    expect(listed(artifacts)).toEqual([
      'page / read',
      'inline / read',
      'script /assets/app.js read',
      'module /assets/lazy.js read',
      'page /admin/ read',
      'frame /frame.html read',
      'module /frame.mjs read',
      'module /shared.mjs read',
      'module /old.mjs read',
      'script /worker-7f3a.js read',
    ]);
    expect(opened(artifacts).toSorted()).toEqual([
      'wss://live.test/ /assets/app.js:1',
      'wss://live.test/admin/ /assets/app.js:1',
      'wss://shop.test/inline /:1',
      'wss://shop.test/lazy /assets/lazy.js:1',
      'wss://shop.test/old /old.mjs:1',
      'wss://shop.test/shared /shared.mjs:1',
      'wss://shop.test/worker /worker-7f3a.js:1',
    ]);
    expect([artifacts.target, artifacts.page, artifacts.scope.pageOrigin, artifacts.gaps]).toEqual([
      base,
      null,
      'https://shop.test',
      [],
    ]);
  });

  test('has its base below a path', async () => {
    const artifacts = await gathered(
      {
        'index.html': `${script('app.js')}${script('/shop/app.js')}${script('/app.js')}`,
        'app.js': `new WebSocket('live')`,
      },
      { base: 'https://shop.test/shop/index.html?x' },
    );
    expect(listed(artifacts)).toEqual([
      'page /shop/ read',
      'script /shop/app.js read',
      'script /app.js failed (there is no such file in what was given)',
    ]);
    expect(opened(artifacts)).toEqual(['wss://shop.test/shop/live /shop/app.js:1']);
  });

  test('has endpoints that were not probed, and says what would', async () => {
    const { endpoints } = await gathered({
      'a.js': `new WebSocket('/live'); new WebSocket('wss://other.test/')`,
    });
    const notProbed = { reason: 'files are analysed without any connection', option: `wssure ${base}` };
    expect(
      endpoints.map(({ url, party, observations, notProbed }) => ({ url, party, observations, notProbed })),
    ).toEqual([
      { url: 'wss://shop.test/live', party: 'first', observations: [], notProbed },
      { url: 'wss://other.test/', party: 'third', observations: [], notProbed },
    ]);
  });

  test('points at the original sources by the maps that lie beside it', async () => {
    const artifacts = await gathered({
      'index.html': script('assets/app.js'),
      'assets/app.js': `${bundle}//# sourceMappingURL=app.js.map`,
      'assets/app.js.map': JSON.stringify(bundleMap),
    });
    expect(artifacts.references.map(({ location }) => location.original)).toEqual([socketOriginal]);
    expect(listed(artifacts)).toEqual([
      'page / read',
      'script /assets/app.js read',
      'source-map /assets/app.js.map read',
    ]);
  });

  test('tells what was not read', async () => {
    const root = makeTree({
      'index.html': ['app.js', 'logo.js', 'big.js', 'https://cdn.test/x.js', 'data:text/javascript,1']
        .map(script)
        .join(''),
      'logo.js': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0]),
      'big.js': 'x'.repeat(2_000),
    });
    symlinkSync('/etc/hosts', path.join(root, 'hosts.js'));
    const artifacts = await gatherFiles([root], { base, limits: { scriptBytes: 1_000 } });
    expect(listed(artifacts)).toEqual([
      'page / read',
      'inline / read',
      'script /app.js failed (there is no such file in what was given)',
      'script /logo.js skipped (it is not text)',
      'script /big.js skipped (it has 2000 bytes: more than the limit leaves) [--config (limits.scriptBytes: 2000)]',
      `script https://cdn.test/x.js skipped (another origin serves it) [wssure ${base} --scripts all]`,
      'script /hosts.js skipped (a symbolic link that leads out of the folder)',
    ]);
  });

  test('keeps to the number of files', async () => {
    const artifacts = await gathered(
      { 'a.html': '', 'b.html': script('c.js'), 'c.js': '1' },
      { limits: { files: 2 } },
    );
    expect(listed(artifacts)).toEqual([
      'page /a.html read',
      'page /b.html read',
      'script /c.js skipped (more than 2 files are not read) [--config (limits.files: 4)]',
    ]);
  });

  test('of UTF-16 is text', async () => {
    const utf16 = Buffer.from(`\uFEFFnew WebSocket('/live')`, 'utf16le');
    expect(opened(await gathered({ 'a.js': utf16 }))).toEqual(['wss://shop.test/live /a.js:1']);
  });
});

describe('the report of a build', () => {
  test('passes only what was looked at', async () => {
    const report = await analyseFiles(
      [makeTree({ 'index.html': `<script>new WebSocket('/live')</script>` })],
      { base },
    );
    expect([report.target, report.page, report.verdict]).toEqual([base, null, 'pass']);
    expect(report.endpoints.map(({ originPolicy }) => originPolicy)).toEqual(['not-probed']);
    const outcomes = Object.fromEntries(report.rules.map(({ id, outcome }) => [id, outcome]));
    expect([
      outcomes['plaintext-endpoint'],
      outcomes['origin-not-validated'],
      outcomes['coverage-limited'],
    ]).toEqual(['pass', 'inconclusive', 'note']);
  });

  test('fails for a plaintext socket', async () => {
    const report = await analyseFiles([makeTree({ 'a.js': `new WebSocket('ws://shop.test/live')` })], {
      base,
    });
    expect([report.verdict, report.findings[0]?.rule]).toEqual(['fail', 'plaintext-endpoint']);
  });

  test.each([
    [{ 'readme.txt': '' }, base, 'no-files'],
    [{ 'a.js': '' }, 'ftp://shop.test/', 'unsupported-scheme'],
    [{ 'a.js': '' }, 'shop', 'invalid-url'],
  ])('is an error for %j at %s', async (files, url, code) => {
    const { verdict, error } = await analyseFiles([makeTree(files)], { base: url });
    expect([verdict, error?.code]).toEqual(['error', code]);
  });
});
