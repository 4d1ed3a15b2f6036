import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Report } from '../../../packages/scanner/dist/report.js';
import { formatIds, loadFormat, type FormatId } from '../../../packages/scanner/dist/report/formats.js';
import type { ReportFormat } from '../../../packages/scanner/dist/report/format.js';
import { mutated } from './mutate.ts';
import { same, target, type Target } from './target.ts';

const golden = new URL('../../../packages/scanner/src/report/golden/fail.json', import.meta.url);
const base = JSON.parse(readFileSync(golden, 'utf8')) as Report;
const formats = new Map<FormatId, ReportFormat>();
for (const id of formatIds) formats.set(id, await loadFormat(id));

/** Fields whose values the program chooses from a fixed set. */
const ours = new Set(
  'library role party originPolicy variant transport outcome level severity verdict kind status sha256 startedAt bypasses name rule id recipe fingerprint language'.split(
    ' ',
  ),
);
const unseen =
  /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

/** The report with the text in the n-th field that a site can reach, and in every k-th after it. */
function withText(report: Report, text: string, first: number, step: number): Report {
  let place = 0;
  const replaced = (value: unknown, key: string): unknown => {
    if (ours.has(key)) return value;
    if (typeof value === 'string') return place++ >= first && (place - 1 - first) % step === 0 ? text : value;
    if (Array.isArray(value)) return value.map((item) => replaced(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, name)]));
  };
  return replaced(report, '') as Report;
}

/** Of the same kind: what is proved of an address is told of addresses only, and what was masked is said to be. */
function harmlessLike(text: string): string {
  const harmless = URL.canParse(text) ? `${new URL(text).protocol}//x.test/x` : 'x';
  return text.includes('***') ? `${harmless}***` : harmless;
}

function render(id: FormatId, report: Report): string {
  return formats.get(id)?.render(report, { color: false, width: 80, command: 'wssure' }) ?? '';
}

function elementsOf(html: string): string[] {
  const names: string[] = [];
  const open: DefaultTreeAdapterTypes.Node[] = [parse(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // Where a snippet holds the expression, it is marked: that is for the text to say.
    if ('attrs' in node && node.nodeName !== 'mark')
      names.push([node.nodeName, ...node.attrs.map(({ name }) => name)].join(' '));
    if ('childNodes' in node) open.push(...node.childNodes.toReversed());
  }
  return names;
}

function markdownOf(text: string): string[] {
  const html = micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return elementsOf(html).filter((name) => name !== 'code');
}

const seeds = [
  'wss://shop.test/live?token=x',
  '</script><script>alert(1)</script>',
  ']]>',
  '<!-- -->',
  '``` ` | \\',
  '[a](javascript:alert(1))',
  '# h',
  '- x',
  '1. x',
  '> q',
  '---',
  '| a | b |',
  '&lt;&#0;&amp;',
  '\u001b[31m',
  '\u202e\u200b',
  'https://evil.test @me #1 :smile:',
  '=1+1',
  '${x}{{y}}',
  'a\nb\r\nc\td',
  '<b>bold</b>',
  '**bold** _it_ ~~s~~',
  '\ud800',
  'a',
  ' ',
];
const input = fc
  .tuple(mutated(seeds), fc.nat(60), fc.integer({ min: 1, max: 9 }))
  .map((made) => JSON.stringify(made));
const xml = new XMLParser({ preserveOrder: true, ignoreAttributes: false });

/** Whatever text stands where, each format can be read back, holds the same things, and nothing unseen. */
export const reports: Target = target('reports', 60, input, (made) => {
  const [text, first, step] = JSON.parse(made) as [string, number, number];
  if (text.trim() === '' || text.length > 5_000) return;
  const [report, harmless] = [
    withText(base, text, first, step),
    withText(base, harmlessLike(text), first, step),
  ];
  for (const id of formatIds) {
    const bad = unseen.exec(render(id, report))?.[0];
    if (bad !== undefined) throw new Error(`${id} holds U+${bad.codePointAt(0)?.toString(16)}`);
  }
  same(JSON.parse(render('json', report)), JSON.parse(JSON.stringify(report)), 'JSON read back');
  same(JSON.parse(render('jsonl', report)), JSON.parse(JSON.stringify(report)), 'JSON Lines read back');
  const results = (id: Report): number =>
    (JSON.parse(render('sarif', id)) as { runs: { results: unknown[] }[] }).runs[0]?.results.length ?? -1;
  same(results(report), base.findings.length, 'the results of SARIF');
  const junit = render('junit', report);
  if (XMLValidator.validate(junit) !== true) throw new Error('JUnit is no XML');
  same(junit.match(/<\/?[a-z-]+/g), render('junit', harmless).match(/<\/?[a-z-]+/g), 'the elements of JUnit');
  same(xml.parse(junit).length, 2, 'the roots of JUnit');
  same(elementsOf(render('html', report)), elementsOf(render('html', harmless)), 'the elements of the page');
  same(
    markdownOf(render('markdown', report)),
    markdownOf(render('markdown', harmless)),
    'the elements of Markdown',
  );
});
