import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import type { ProgressEvent } from '../options.ts';
import { failure } from '../net/testing/networks.ts';
import { listed, visit } from './testing/site.ts';

const script = (url: string): string => `<script src="${url}"></script>`;
const tenScripts = Array.from({ length: 10 }, (_, index) => `/${index}.js`);
const site = {
  '/': tenScripts.map(script).join(''),
  ...Object.fromEntries(tenScripts.map((path) => [path, 'x'.repeat(100)])),
};

describe('limits cut, and say so', () => {
  test('the page', async () => {
    const { sources, gaps, analysis } = await visit({ '/': 'x'.repeat(50) }, { limits: { pageBytes: 20 } });
    expect(sources[0]?.bytes).toBe(20);
    expect(analysis.documents).toEqual([{ url: 'http://shop.test/', csp: [], text: 'x'.repeat(20) }]);
    expect(gaps).toEqual([
      {
        stage: 'collect',
        subject: 'http://shop.test/',
        reason: 'only its first 20 bytes were read: more is over the limit',
        option: '--config (limits.pageBytes: 40)',
      },
    ]);
  });

  test('one script', async () => {
    const { gaps, analysis } = await visit(
      { '/': script('/a.js'), '/a.js': 'y'.repeat(50) },
      { limits: { scriptBytes: 20 } },
    );
    expect(analysis.scripts.map(({ text }) => text)).toEqual(['y'.repeat(20)]);
    expect(gaps).toEqual([
      {
        stage: 'collect',
        subject: 'http://shop.test/a.js',
        reason: 'only its first 20 bytes were read: more is over the limit',
        option: '--config (limits.scriptBytes: 40)',
      },
    ]);
  });

  test('the number of files', async () => {
    const visited = await visit(site, { limits: { files: 4 } });
    expect(visited.requests.length).toBe(5);
    expect(listed(visited).slice(4)).toEqual([
      'script /3.js read',
      ...[4, 5, 6, 7, 8, 9].map(
        (index) =>
          `script /${index}.js skipped (more than 4 files are not read) [--config (limits.files: 8)]`,
      ),
    ]);
  });

  test('the bytes of all', async () => {
    const visited = await visit(site, { limits: { totalBytes: site['/'].length + 250 }, concurrency: 1 });
    // What is asked for at the same time shares what is left.
    const total = visited.sources.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeLessThanOrEqual(site['/'].length + 250 + 100 * tenScripts.length);
    expect(visited.sources.length).toBe(11);
  });

  test('the time', async () => {
    const visited = await visit(
      { '/': script('/a.js') + script('/b.js'), '/a.js': '1', '/b.js': () => {} },
      { limits: { scanMs: 600 } },
    );
    expect(listed(visited)).toEqual([
      'page / read',
      'script /a.js read',
      'script /b.js skipped (the time for reading (until 0.4 s of the scan) was over) [--config (limits.scanMs: 1200)]',
    ]);
  });

  test('a content that drips', async () => {
    const { gaps, analysis } = await visit(
      { '/': script('/a.js'), '/a.js': (_request, response) => void response.write('half') },
      { timeoutMs: 200 },
    );
    expect(analysis.scripts.map(({ text }) => text)).toEqual(['half']);
    expect(gaps).toEqual([
      {
        stage: 'collect',
        subject: 'http://shop.test/a.js',
        reason: 'only 4 bytes of it came in time, or it broke off',
        option: '--timeout',
      },
    ]);
  });
});

describe('floods', () => {
  test('an infinite chain of modules', async () => {
    let next = 0;
    const files = new Proxy<Record<string, string>>(
      {},
      {
        get: (_target, path) =>
          path === '/' ? '<script type=module src=/0.js></script>' : `import './${(next += 1)}.js'`,
      },
    );
    const visited = await visit(files, { limits: { files: 30 } });
    expect(visited.requests.length).toBe(31);
    expect(listed(visited).at(-1)).toBe(
      'module /30.js skipped (more than 30 files are not read) [--config (limits.files: 60)]',
    );
  });

  test('an infinite chain of frames', async () => {
    let next = 0;
    const files = new Proxy<Record<string, string>>(
      {},
      { get: () => `<iframe src="/?${(next += 1)}"></iframe>` },
    );
    const visited = await visit(files, { limits: { files: 30 } });
    expect(visited.requests.length).toBe(31);
  });

  test('fifty thousand scripts', async () => {
    const many = Array.from({ length: 50_000 }, (_, index) => script(`http://cdn${index}.test/`)).join('');
    const visited = await visit({ '/': many });
    expect(visited.sources.length).toBe(1_001);
    expect(visited.gaps).toEqual([
      {
        stage: 'collect',
        subject: 'http://shop.test/',
        reason: '49000 more files were not read than are listed',
      },
    ]);
  });
});

test('a caller who gives up gets their own reason', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 100);
  const visiting = visit({ '/': script('/a.js'), '/a.js': () => {} }, { signal: controller.signal });
  expect(await failure(visiting)).toBe('enough');
  expect(await failure(visit({ '/': 'x' }, { signal: AbortSignal.abort(new Error('before')) }))).toBe(
    'before',
  );
});

test('progress is told', async () => {
  const events: ProgressEvent[] = [];
  await visit({ '/': script('/a.js'), '/a.js': '1' }, { onProgress: (event) => events.push(event) });
  expect(events).toEqual([
    { stage: 'read', subject: 'http://shop.test/', done: 0, total: 1 },
    { stage: 'read', subject: 'http://shop.test/', done: 1, total: 1 },
    { stage: 'read', subject: 'http://shop.test/a.js', done: 2, total: 2 },
  ]);
});

test('the defaults leave room for real sites', () => {
  expect(defaultLimits.files).toBeGreaterThanOrEqual(500);
});
