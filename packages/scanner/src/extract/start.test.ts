import { afterEach, describe, expect, it } from 'vitest';
import type { Analysis } from './analysis.ts';
import { startAnalysis } from './start.ts';

const limits = { parseUnits: 8_000_000, evaluatorSteps: 200_000, sourceMs: 5_000 };
const page = 'https://shop.example/';
let analysis: Analysis | null = null;

afterEach(async () => {
  await analysis?.close();
});

function script(path: string, text: string) {
  return { url: page + path, kind: 'script', goal: 'script', text, baseUrl: page, realm: page } as const;
}

describe('the analysis thread', () => {
  it('answers as the analysis does', async () => {
    analysis = startAnalysis(limits);
    const facts = await analysis.document({
      url: page,
      text: `<script src="a.js"></script><script>new WebSocket(U)</script>`,
    });
    expect(facts.dependencies.map(({ url }) => url)).toEqual(['https://shop.example/a.js']);
    expect(await analysis.script(script('a.js', `var U = '/x'`))).toEqual([]);
    const { references, problems } = await analysis.references();
    expect(references.map(({ id, url, location }) => [id, url, location.line])).toEqual([
      ['r1', 'wss://shop.example/x', 1],
    ]);
    expect(problems).toEqual([]);
  });

  it('has the stack for deep nesting', async () => {
    analysis = startAnalysis(limits);
    await analysis.document({ url: page, text: '' });
    const depth = 3_000;
    await analysis.script(
      script('deep.js', `const a = ${'['.repeat(depth)}1${']'.repeat(depth)}; new WebSocket('/deep')`),
    );
    const { references } = await analysis.references();
    expect(references.map(({ url }) => url)).toEqual(['wss://shop.example/deep']);
  });

  it('goes on without a source that breaks it, and tells', { timeout: 60_000 }, async () => {
    analysis = startAnalysis({ ...limits, sourceMs: 300 });
    await analysis.document({ url: page, text: `<script>new WebSocket('/kept')</script>` });
    await analysis.script(
      script('huge.js', `${'if (a) { b = [c]; }'.repeat(400_000)} var u = 'ws://named.example/x'`),
    );
    await analysis.script(script('after.js', `new WebSocket('/after')`));
    const { references, problems } = await analysis.references();
    expect(references.map(({ role, url }) => [role, url])).toEqual([
      ['connects', 'wss://shop.example/kept'],
      ['names', 'ws://named.example/x'],
      ['connects', 'wss://shop.example/after'],
    ]);
    expect(problems).toEqual([
      {
        source: 'https://shop.example/huge.js',
        reason: 'searched as text: its analysis took too long',
        limit: 'sourceMs',
      },
    ]);
  });

  it('knows nothing of the site that its thread had before', async () => {
    const found: unknown[] = [];
    for (const text of [`var U = '/first'; new WebSocket(U)`, `new WebSocket(U)`]) {
      analysis = startAnalysis(limits);
      await analysis.document({ url: page, text: `<script>${text}</script>` });
      const { references } = await analysis.references();
      found.push(references.map(({ id, url }) => [id, url]));
      await analysis.close();
    }
    expect(found).toEqual([[['r1', 'wss://shop.example/first']], [['r1', null]]]);
  });

  it('is not handed on while it has something to answer', async () => {
    analysis = startAnalysis(limits);
    const answer = analysis.document({ url: page, text: '<p>long</p>'.repeat(200_000) });
    await new Promise((resolve) => setImmediate(resolve));
    await analysis.close();
    await expect(answer).rejects.toThrow('The analysis was closed before it had answered.');
    analysis = startAnalysis(limits);
    await analysis.document({ url: page, text: `<script>new WebSocket('/whole')</script>` });
    const { references } = await analysis.references();
    expect(references.map(({ id, url }) => [id, url])).toEqual([['r1', 'wss://shop.example/whole']]);
  });

  it('cannot be asked after it was closed', async () => {
    analysis = startAnalysis(limits);
    await analysis.close();
    await expect(analysis.references()).rejects.toThrow('The analysis was closed before it had answered.');
  });
});

function soon(until: number, last: number) {
  return { until: performance.now() + until, last: performance.now() + last };
}

describe('an analysis whose time is over', () => {
  it('searches all as text, and tells', { timeout: 60_000 }, async () => {
    analysis = startAnalysis(limits, soon(0, 10_000));
    await analysis.document({ url: page, text: `<script>new WebSocket('ws://inline.example/')</script>` });
    await analysis.script(script('a.js', `new WebSocket('ws://file.example/')`));
    const { references, problems } = await analysis.references();
    expect(references.map(({ role, url }) => [role, url])).toEqual([
      ['names', 'ws://inline.example/'],
      ['names', 'ws://file.example/'],
    ]);
    const late = { reason: 'searched as text: the time for the analysis was over', limit: 'scanMs' };
    expect(problems).toEqual([
      { source: page, ...late },
      { source: `${page}a.js`, ...late },
    ]);
  });

  it('answers all the same when not even for that is time', async () => {
    analysis = startAnalysis(limits, soon(0, 0));
    const facts = await analysis.document({ url: page, text: '<script src=a.js></script>' });
    expect(facts).toMatchObject({ baseUrl: page, scripts: [], dependencies: [] });
    expect(await analysis.more()).toEqual([]);
    const { references, problems } = await analysis.references();
    expect(references).toEqual([]);
    expect(problems.map(({ source, limit }) => [source, limit])).toEqual([[page, 'scanMs']]);
  });

  it('ends a script that takes for ever', { timeout: 60_000 }, async () => {
    analysis = startAnalysis({ ...limits, sourceMs: 60_000 }, soon(1_500, 20_000));
    await analysis.document({ url: page, text: `<script>new WebSocket('/kept')</script>` });
    const started = performance.now();
    await analysis.script(
      script('huge.js', `${'if (a) { b = [c]; }'.repeat(400_000)} u = 'ws://n.example/'`),
    );
    expect(performance.now() - started).toBeLessThan(15_000);
    const { references } = await analysis.references();
    expect(references.map(({ url }) => url)).toContain('ws://n.example/');
  });
});
