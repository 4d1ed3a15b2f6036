import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { markdown } from './markdown.ts';
import { errorReport, failReport, noSocketReport } from './testing/reports.ts';
import { elementsOf } from './testing/structure.ts';

const context = { color: false, width: 80, command: 'wssure https://shop.test/' };
const htmlOf = (text: string) => micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });

test('reads as headings, tables and code', () => {
  const elements = elementsOf(htmlOf(markdown.render(failReport, context))).map(({ name }) => name);
  const counted = (name: string) => elements.filter((element) => element === name).length;
  expect(
    Object.fromEntries(['h2', 'h3', 'h4', 'table', 'pre', 'a', 'em'].map((name) => [name, counted(name)])),
  ).toEqual({
    h2: 1,
    h3: 4,
    h4: 4,
    table: 4,
    pre: 8,
    a: 0,
    em: 0,
  });
});

test('an error is its message', () => {
  expect(markdown.render(errorReport, context)).toBe(
    [
      '## ✖ NOT SCANNED `https://shop.invalid/`',
      'The name `shop.invalid` does not resolve: check the spelling of the URL.',
      '`wssure 0.1.0` · `2026-11-23T09:30:00.000Z` · 812 ms · run it again: `wssure https://shop.test/`\n',
    ].join('\n\n'),
  );
});

test('a page without sockets says so', () => {
  expect(markdown.render(noSocketReport, context)).toContain('no WebSocket found in what was read');
});

test('several targets are one document, ruled apart', () => {
  const text = markdown.renderAll?.([failReport, errorReport], context) ?? '';
  expect(text.match(/^## .*/gm)).toEqual([
    '## ✖ FAIL `https://shop.test/`',
    '## ✖ NOT SCANNED `https://shop.invalid/`',
  ]);
  expect(elementsOf(htmlOf(text)).filter(({ name }) => name === 'hr')).toHaveLength(1);
});

test('stays within a comment’s size however many findings there are', () => {
  const [, , finding] = failReport.findings;
  if (!finding) throw new Error('no finding');
  const many = Array.from({ length: 500 }, (_, index) => ({ ...finding, fingerprint: String(index) }));
  expect(markdown.render({ ...failReport, findings: many }, context).length).toBeLessThan(65_536);
});
