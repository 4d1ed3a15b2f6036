import { describe, expect, test } from 'vitest';
import type { AnalysisResult } from './analysis.ts';
import { createAnalysis } from './core.ts';

const limits = { parseUnits: 8_000_000, evaluatorSteps: 2_000_000, sourceMs: 15_000 };
const origin = 'https://shop.example';

/** Analyses documents by path, each of which loads `/app.js` with this text. */
async function analyse(
  documents: Readonly<Record<string, string>>,
  app: string,
  sourceMs = limits.sourceMs,
): Promise<AnalysisResult> {
  const analysis = createAnalysis({ ...limits, sourceMs });
  for (const [path, html] of Object.entries(documents)) {
    const url = origin + path;
    await analysis.document({ url, text: `${html}<script src=/app.js></script>` });
    const realm = { baseUrl: url, realm: url };
    await analysis.script({ url: `${origin}/app.js`, kind: 'script', goal: 'script', text: app, ...realm });
  }
  return await analysis.references();
}

function told({ references }: AnalysisResult): string[] {
  return references.map(({ id, role, url, context, location: { source, line, column } }) =>
    [
      id,
      role,
      url,
      ...(context === undefined ? [] : [`(${context})`]),
      source.replace(origin, ''),
      line,
      column,
    ].join(' '),
  );
}

describe('a script that several documents load', () => {
  test('is told once, and once for each address that it opens', async () => {
    const app = `// ws://old.example/\nnew WebSocket('/live'); new WebSocket('wss://shop.example' + location.pathname)`;
    expect(told(await analyse({ '/': '', '/a': '', '/b': '' }, app))).toEqual([
      'r1 mentions ws://old.example/ (comment) /app.js 1 4',
      'r2 connects wss://shop.example/live /app.js 2 1',
      'r3 connects wss://shop.example/ /app.js 2 25',
      'r4 connects wss://shop.example/a /app.js 2 25',
      'r5 connects wss://shop.example/b /app.js 2 25',
    ]);
  });

  test('is resolved where one document gives it what it needs', async () => {
    const documents = { '/': '', '/live': `<script>window.feed = 'wss://feed.example/x'</script>` };
    expect(told(await analyse(documents, 'if (window.feed) new WebSocket(window.feed)'))).toEqual([
      'r1 connects wss://feed.example/x /app.js 1 18',
    ]);
  });

  test('has no dead branch that another document takes', async () => {
    const app = `if (location.pathname === '/admin') new WebSocket('ws://admin.example/'); else open('ws://x.example/')`;
    expect(told(await analyse({ '/': '', '/admin': '' }, app))).toEqual([
      'r1 connects ws://admin.example/ /app.js 1 37',
      'r2 names ws://x.example/ (code) /app.js 1 86',
    ]);
  });

  test('that does not parse is one problem', async () => {
    const { references, problems } = await analyse({ '/': '', '/a': '' }, `var a = 'ws://x.example/'; }`);
    expect(references.map(({ role, url }) => [role, url])).toEqual([['names', 'ws://x.example/']]);
    expect(problems.map(({ source, reason }) => [source, reason.split(':')[0]])).toEqual([
      [`${origin}/app.js`, 'searched as text'],
    ]);
  });
});

describe('more documents than there is time for', () => {
  test('are one problem, and their sockets are not passed over', async () => {
    const { references, problems } = await analyse({ '/': '', '/a': '' }, `new WebSocket('/live')`, 0);
    expect(references.map(({ url, unresolved }) => [url, unresolved])).toEqual([
      [null, 'the analysis did not come to it'],
    ]);
    expect(problems).toEqual([
      {
        source: `${origin}/`,
        reason: 'the time was over before its scripts (and those of 1 other document) were followed',
        limit: 'scanMs',
      },
    ]);
  });
});
