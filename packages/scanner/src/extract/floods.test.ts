import { describe, expect, test } from 'vitest';
import { defaultLimits, type Limits } from '../limits.ts';
import { createAnalysis } from './core.ts';

const page = 'https://shop.example/';

/** What is told of a page: how many references by role, the URLs that are plaintext, and the problems. */
async function told(text: string, limits: Partial<Limits> = {}) {
  const analysis = createAnalysis({ ...defaultLimits, evaluatorDepth: 400, ...limits });
  await analysis.document({ url: page, text });
  await analysis.more();
  const { references: found, problems } = await analysis.references();
  const count = (role: string): number => found.filter((reference) => reference.role === role).length;
  return {
    counts: [count('connects'), count('names'), count('mentions')],
    plaintext: found.flatMap(({ url }) => (url?.startsWith('ws:') ? [url] : [])),
    problems: problems.map(({ reason }) => reason),
  };
}

const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');

describe('a flood of references', () => {
  test('hides neither sockets nor plaintext, and is told', async () => {
    const names = many(30, (index) => `var u${index} = 'wss://h${index}.example/'`);
    const mentions = many(30, (index) => `// wss://m${index}.example/`);
    const script = `${mentions}\n${names}\nvar p = 'ws://plain.example/'; new WebSocket('/live')`;
    expect(await told(`<script>${script}</script>`, { references: 10 })).toEqual({
      counts: [1, 9, 0],
      plaintext: ['ws://plain.example/'],
      problems: ['52 more references were found than are listed'],
    });
  });

  test('by one call is told', async () => {
    const { counts, problems } = await told(
      `<script>for (let i = 0; i < 40; i++) new WebSocket('/s' + i)</script>`,
    );
    expect(counts).toEqual([16, 0, 0]);
    expect(problems).toEqual(['a call in it opens more sockets than are told']);
  });
});

describe('a flood of scripts in one document', () => {
  const idle = many(3_000, (index) => `<script>var idle${index} = ${index}</script>`);

  test('hides no socket, and nothing that its address is made of', async () => {
    const host = '<script>var HOST = "plain.example"</script>';
    const live = '<script>new WebSocket("ws://" + HOST)</script>';
    expect(await told(idle + host + idle + live)).toEqual({
      counts: [1, 0, 0],
      plaintext: ['ws://plain.example/'],
      problems: [],
    });
  });

  test('is searched as text past the limit, and told', async () => {
    const rows = many(30, (index) => `<i onclick="new WebSocket('ws://h${index}.example/')">`);
    const { counts, plaintext, problems } = await told(rows, { inlineScripts: 10 });
    expect([counts, plaintext.length, problems]).toEqual([
      [10, 20, 0],
      30,
      ['searched as text: its markup holds more than 10 scripts'],
    ]);
  });
});

describe('what one script takes', () => {
  const live = '<script>new WebSocket("/live")</script>';

  test.each([
    ['steps', 'function f(n) { return n ? f(n - 1) + f(n - 1) : 1 } for (;;) { f(11) }'],
    ['calls of a callback', 'Array(5000).fill(1).forEach(() => Array(5000).fill(1).map((x) => x + 1))'],
    ['a long list', `[${'1,'.repeat(60_000)}]`],
  ])('is not what the next one lacks: %s', async (_, code) => {
    const { counts } = await told(`<script>${code}</script>${live}`);
    expect(counts).toEqual([1, 0, 0]);
  });

  test.each([
    ['replaceAll', `'a'.repeat(99999).replaceAll('a', 'b'.repeat(99999))`],
    ['replaceAll with what it matched', `'a'.repeat(999).replaceAll('a', '$&$\`'.repeat(9999))`],
    ['replace by a pattern', `'a'.repeat(3999).replace(/a/g, "$'".repeat(9999))`],
    ['JSON of a tree that doubles', 'let o = {}; for (let i = 0; i < 40; i++) o = [o, o]; JSON.stringify(o)'],
    ['JSON of long strings', `JSON.stringify(Array(4999).fill('a'.repeat(99999)))`],
    ['JSON in JSON', `let s = '"'; for (let i = 0; i < 99; i++) s = JSON.stringify(s)`],
    ['percent encoding', `let s = '%'; for (let i = 0; i < 99; i++) s = encodeURIComponent(s + s)`],
    [
      'a query that grows',
      `const u = new URL(location); for (let i = 0; i < 999; i++) u.search += u.search + 'a'`,
    ],
  ])('is bounded in one operation: %s', async (_, code) => {
    const before = process.memoryUsage().rss;
    const { counts } = await told(`<script>${code}</script>${live}`);
    expect(counts).toEqual([1, 0, 0]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });
});
