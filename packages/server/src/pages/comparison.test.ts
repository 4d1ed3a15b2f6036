import type { Finding, Report, RuleResult } from 'wssure';
import { beforeAll, expect, test } from 'vitest';
import { compare } from './comparison.ts';
import { reportOf } from './testing/reports.ts';

let base: Report;
let sample: Finding;

beforeAll(async () => {
  base = await reportOf("new WebSocket('ws://feed.shop.test/prices')");
  const [finding] = base.findings;
  if (!finding) throw new Error('a ws:// URL makes a finding');
  sample = finding;
});

function reportWith(findings: readonly string[], outcome: RuleResult['outcome'] = 'pass'): Report {
  return {
    ...base,
    verdict: findings.length > 0 ? 'fail' : 'pass',
    findings: findings.map((fingerprint) => ({ ...sample, level: 'fail', fingerprint })),
    rules: [{ id: sample.rule, outcome }],
  };
}

/** Fingerprints by what became of them. */
function told(before: Report, after: Report): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(compare(before, after)).map(([name, findings]: [string, readonly Finding[]]) => [
      name,
      findings.map(({ fingerprint }) => fingerprint),
    ]),
  );
}

test('what is gone is fixed, what was not there is new', () => {
  expect(told(reportWith(['a', 'b']), reportWith(['b', 'c'], 'fail'))).toEqual({
    added: ['c'],
    fixed: ['a'],
    unchanged: ['b'],
    unknown: [],
  });
});

test('what could not be judged again is not fixed', () => {
  const expected = { added: [], fixed: [], unchanged: [], unknown: ['a'] };
  expect(told(reportWith(['a']), reportWith([], 'inconclusive'))).toEqual(expected);
  expect(told(reportWith(['a']), { ...reportWith([]), verdict: 'error' })).toEqual(expected);
  expect(told(reportWith(['a']), { ...reportWith([]), rules: [] })).toEqual(expected);
});

test('notes do not count', () => {
  const noted = { ...base, findings: [{ ...sample, level: 'note' as const }] };
  expect(told(noted, reportWith([]))).toEqual({ added: [], fixed: [], unchanged: [], unknown: [] });
});
