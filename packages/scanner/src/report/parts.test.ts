import { describe, expect, test } from 'vitest';
import { loadReportParts } from './parts.ts';
import { hostileReport, hostileText, withText } from './testing/hostile.ts';
import { failReport, passReport } from './testing/reports.ts';
import { elementsOf, unseen } from './testing/structure.ts';

const parts = await loadReportParts();
const link = (rule: string): string => `/rules/${encodeURIComponent(rule)}`;

const all = {
  verdict: (report) => parts.verdict(report, link),
  strip: (report) => parts.strip(report, link, report.rules[0]?.id ?? ''),
  rules: (report) => parts.rules(report, link),
  endpoints: parts.endpoints,
  coverage: parts.coverage,
  sources: parts.sources,
  findings: (report) => parts.findings(report, report.findings[2]?.rule ?? ''),
  remedies: (report) => parts.remedies(report, report.findings[2]?.rule ?? ''),
  outcome: (report) => parts.outcome(report, report.rules[0]?.id ?? ''),
} satisfies Partial<Record<keyof typeof parts, (report: typeof failReport) => string>>;

/** Elements with the names of their attributes. */
function shapeOf(html: string): readonly string[] {
  return elementsOf(html).map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));
}

describe.each(Object.entries(all))('the part %s', (_, part) => {
  test('runs and loads nothing, and has no style of its own', () => {
    const html = part(failReport);
    expect(
      shapeOf(html).filter((shape) => /^(script|style|link|img)| on\w+| style| src/.test(shape)),
    ).toEqual([]);
    expect(html).not.toBe('');
  });

  test('shows every character of what a site sent, and no element of its making', () => {
    expect(part(hostileReport)).not.toMatch(unseen);
    expect(shapeOf(part(withText(failReport, hostileText)))).toEqual(
      shapeOf(part(withText(failReport, 'x'))),
    );
  });
});

test('the strip leads to every rule and says where the reader is', () => {
  const anchors = elementsOf(parts.strip(failReport, link, 'tls-reference')).filter(
    ({ name }) => name === 'a',
  );
  expect(anchors.map(({ attributes }) => attributes.href)).toEqual(
    failReport.rules.map(({ id }) => link(id)),
  );
  expect(anchors.filter((anchor) => anchor.attributes['aria-current'] === 'page')).toHaveLength(1);
});

test('the findings of a rule are those of the rule', () => {
  const html = parts.findings(failReport, 'plaintext-endpoint');
  expect(html).toContain('<h3 class="subject"><code>ws://feed.shop.test/prices</code></h3>');
  expect(html).not.toContain('wss://shop.test/live');
  expect(parts.findings(passReport, 'plaintext-endpoint')).toBe('');
});

test('a remedy stands once, under the endpoints that it is for', () => {
  const found = failReport.findings.filter(({ rule }) => rule === 'plaintext-endpoint');
  const elsewhere = found.map((finding) =>
    Object.assign({}, finding, { endpoint: 'ws://feed.shop.test/news' }),
  );
  const html = parts.remedies({ ...failReport, findings: [...found, ...elsewhere] }, 'plaintext-endpoint');
  expect(html.match(/<h3>[^<]*<\/h3>/g)).toEqual([
    '<h3>ws://feed.shop.test/prices, ws://feed.shop.test/news</h3>',
  ]);
  expect(html).toContain('Serve the socket over TLS');
  expect(parts.findings(failReport, 'plaintext-endpoint')).not.toContain('Serve the socket over TLS');
});

test('a rule that the report does not know has no outcome', () => {
  expect(parts.outcome(failReport, 'no-such-rule')).toBe('');
  expect(parts.outcome(failReport, 'plaintext-endpoint')).toContain('label-fail');
});
