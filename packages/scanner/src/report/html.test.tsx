import { describe, expect, test } from 'vitest';
import { html } from './html.tsx';
import { hostileReport } from './testing/hostile.ts';
import { errorReport, failReport, noSocketReport, passReport, warnReport } from './testing/reports.ts';
import { elementsOf, type ParsedElement } from './testing/structure.ts';

const context = { color: false, width: 80, command: 'wssure https://shop.test/' };
const reports = { failReport, warnReport, passReport, noSocketReport, errorReport, hostileReport };

function named(elements: readonly ParsedElement[], pattern: RegExp): readonly ParsedElement[] {
  return elements.filter(({ name }) => pattern.test(name));
}

describe.each(Object.entries(reports))('the page of %s', (_, report) => {
  const elements = elementsOf(html.render(report, context));

  test('runs nothing, loads nothing and lets nothing be loaded', () => {
    expect(
      named(elements, /^(script|img|link|iframe|object|embed|form|input|video|audio|svg|base)$/),
    ).toEqual([]);
    const attributes = new Set(elements.flatMap((element) => Object.keys(element.attributes)));
    expect([...attributes].filter((name) => /^on|^src|style$|^action$/.test(name))).toEqual([]);
    const [policy] = elements.flatMap(({ attributes }) =>
      attributes['http-equiv'] === 'Content-Security-Policy' ? [attributes.content] : [],
    );
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'$/,
    );
  });

  test('links only into itself and to CWE', () => {
    const ids = new Set(elements.map(({ attributes }) => attributes.id));
    const targets = named(elements, /^a$/).map(({ attributes }) => attributes.href ?? '');
    const broken = targets.filter((href) => !(href.startsWith('#') && ids.has(href.slice(1))));
    expect(
      // A proof to be saved as a file is a link as well.
      broken.filter(
        (href) =>
          !/^data:text\/html;base64,[\w+/=]+$|^https:\/\/cwe\.mitre\.org\/data\/definitions\/\d+\.html$/.test(
            href,
          ),
      ),
    ).toEqual([]);
  });

  test('has one first heading, and headings that skip no level', () => {
    const levels = named(elements, /^h[1-6]$/).map(({ name }) => Number(name.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  test('has unique ids, labelled landmarks, and tables with headers', () => {
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const labels = elements.flatMap(({ attributes }) => attributes['aria-labelledby'] ?? []);
    expect(labels.filter((label) => !ids.includes(label))).toEqual([]);
    expect(named(elements, /^main$/)).toHaveLength(1);
    expect(named(elements, /^th$/).filter(({ attributes }) => attributes.scope === undefined)).toEqual([]);
    expect(named(elements, /^caption$/)).toHaveLength(named(elements, /^table$/).length);
  });
});

test('several targets are one page with ids of their own', () => {
  const elements = elementsOf(html.renderAll?.([failReport, failReport, errorReport], context) ?? '');
  const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  expect(named(elements, /^h1$/)).toHaveLength(3);
});

test('a page without sockets says so', () => {
  expect(html.render(noSocketReport, context)).toContain('No WebSocket found in what was read.');
});

function sourceRows(text: string): number {
  return text.match(/class="source-url"/g)?.length ?? 0;
}

test('of tens of thousands of sources the first are shown, and the rest is counted', () => {
  const [source] = passReport.sources;
  if (!source) throw new Error('the report has no source');
  const many = (count: number): string =>
    html.render({ ...passReport, sources: Array.from({ length: count }, () => source) }, context);
  expect([sourceRows(many(1_000)), sourceRows(many(12_345))]).toEqual([1_000, 1_000]);
  expect(many(1_000)).not.toContain('the JSON report lists all');
  expect(many(12_345)).toContain('<p>and 11345 more: the JSON report lists all</p>');
});
