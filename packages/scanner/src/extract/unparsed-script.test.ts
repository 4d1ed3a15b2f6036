import { describe, expect, test } from 'vitest';
import { unparsedReferences } from './unparsed-script.ts';

const script = {
  url: 'https://shop.test/app.js',
  kind: 'script',
  goal: 'script',
  baseUrl: 'https://shop.test/',
  realm: 'https://shop.test/',
} as const;

test('a whole reference, at its place in the page', () => {
  const { references, complete } = unparsedReferences({
    ...script,
    text: 'let = ;\n new WebSocket("ws:\\/\\/rt.shop.test\\/x")',
    line: 10,
    column: 9,
  });
  expect(complete).toBe(true);
  expect(references).toEqual([
    {
      library: 'text',
      role: 'names',
      expression: 'ws:\\/\\/rt.shop.test\\/x',
      url: 'ws://rt.shop.test/x',
      protocols: [],
      location: {
        source: 'https://shop.test/app.js',
        line: 11,
        column: 17,
        snippet: 'new WebSocket("ws:\\/\\/rt.shop.test\\/x")',
      },
      context: 'unparsed script',
    },
  ]);
});

describe('roles', () => {
  test.each([
    ['open("ws://a.test")', 'names (unparsed script)'],
    ['/* x */ open("ws://a.test")', 'names (unparsed script)'],
    ['a = 4 / 2 // 1\nopen("ws://a.test")', 'names (unparsed script)'],
    ['img("https://cdn.test/x"); open("ws://a.test")', 'names (unparsed script)'],
    ['// open("ws://a.test")', 'mentions (comment)'],
    ['  /* ws://a.test', 'mentions (comment)'],
    ['/**\n * ws://a.test\n */', 'mentions (comment)'],
    ['open(); // ws://a.test', 'mentions (comment)'],
    ['<!-- ws://a.test', 'mentions (comment)'],
    ['throw Error("Cannot connect to ws://a.test")', 'mentions (prose)'],
    ['csp = "connect-src \'self\' ws://a.test"', 'mentions (content security policy)'],
    ['open(`ws://${host}/x`)', 'mentions (placeholder)'],
    [String.raw`/^ws:\/\/[^/]+/`, 'mentions (pattern)'],
  ])('%s', (text, expected) => {
    const { references } = unparsedReferences({ ...script, text });
    expect(references.map(({ role, context }) => `${role} (${context})`)).toEqual([expected]);
  });
});

test('20 MB on one line take no long', () => {
  const started = process.cpuUsage();
  const text = `${'a=b;'.repeat(5_000_000)}open("ws://a.test")`;
  const { references } = unparsedReferences({ ...script, text });
  expect(references.map(({ location }) => [location.line, location.column])).toEqual([[1, 20_000_007]]);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
});
