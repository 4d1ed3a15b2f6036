import { expect, test } from 'vitest';
import type { Finding, Level, Severity } from '../report.ts';
import { groupByRule, probesOf, referencesOf, totalsOf, worstFirst } from './findings.ts';
import { failReport, warnReport } from './testing/reports.ts';

const [template] = failReport.findings;
if (!template) throw new Error('the fixture has no finding');

const finding = (rule: string, level: Level, severity: Severity, more: Partial<Finding> = {}): Finding => ({
  ...template,
  rule,
  level,
  severity,
  ...more,
});

test('level outweighs severity, a baseline outweighs both, and equals stay in order', () => {
  const findings = [
    finding('a', 'note', 'critical'),
    finding('b', 'fail', 'low'),
    finding('c', 'fail', 'critical', { baselined: true }),
    finding('d', 'warn', 'high'),
    finding('e', 'fail', 'high'),
    finding('f', 'fail', 'high'),
  ];
  expect(worstFirst(findings).map(({ rule }) => rule)).toEqual(['e', 'f', 'b', 'd', 'a', 'c']);
});

test('a rule stands where its worst finding does', () => {
  const lesser = finding('a', 'fail', 'low');
  const worst = finding('a', 'fail', 'critical');
  const other = finding('b', 'fail', 'high');
  expect(groupByRule([lesser, other, worst])).toEqual([
    { rule: 'a', worst, findings: [worst, lesser] },
    { rule: 'b', worst: other, findings: [other] },
  ]);
});

test('references come in the order of the report, unknown ids are passed over', () => {
  expect(referencesOf(failReport, ['r3', 'r1', 'r99']).map(({ id }) => id)).toEqual(['r1', 'r3']);
});

test.each([
  ['origin-not-validated', ['control', 'foreign', 'control-again']],
  ['plaintext-endpoint', []],
  ['a-rule-of-the-future', []],
])('a finding of %s compares the handshakes that its rule asks for', (rule, variants) => {
  const probes = probesOf(failReport, finding(rule, 'fail', 'high', { endpoint: 'wss://shop.test/live' }));
  expect(probes.map(({ variant }) => variant)).toEqual(variants);
});

test('what a baseline lists is counted apart', () => {
  expect(totalsOf(failReport).map(({ words }) => words)).toEqual(['2 failures', '1 warning', '1 note']);
  expect(totalsOf(warnReport).map(({ words }) => words)).toEqual([
    '0 failures',
    '1 warning',
    '0 notes',
    '1 in the baseline',
  ]);
});
