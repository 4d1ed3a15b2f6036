import { describe, expect, test } from 'vitest';
import { applyBaseline, baselineOf, parseBaseline } from './baseline.ts';
import { exitCode } from './exit-code.ts';
import type { Finding, Report } from './report.ts';

function finding(fingerprint: string, over: Partial<Finding> = {}): Finding {
  return {
    rule: 'origin-not-validated',
    level: 'fail',
    severity: 'high',
    title: 'Open',
    message: 'It is open.',
    endpoint: 'wss://shop.test/live',
    references: [],
    evidence: {},
    remediation: { summary: 'Close it.' },
    requirements: [],
    fingerprint,
    ...over,
  };
}

function report(...findings: Finding[]): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'wssure', version: '0.0.0' },
    target: 'https://shop.test/',
    verdict: 'fail',
    conclusion: '',
    startedAt: '2026-05-01T10:00:00.000Z',
    durationMs: 1,
    page: null,
    sources: [],
    references: [],
    endpoints: [],
    findings,
    rules: [{ id: 'origin-not-validated', outcome: 'fail' }],
    summary: { fail: 1, warn: 1, note: 1, endpoints: 0, references: 0 },
  };
}

const warning = finding('w', { rule: 'csp-allows-plaintext', level: 'warn', endpoint: null, title: 'Loose' });
const note = finding('n', { rule: 'tls-reference', level: 'note' });

describe('baselineOf', () => {
  test('lists what fails or warns, once each, in an order of its own, without secrets', () => {
    const second = finding('z', { endpoint: 'wss://shop.test/a?token=abc' });
    expect(baselineOf([report(finding('f'), warning, note), report(second, finding('f'))])).toEqual({
      schemaVersion: 1,
      findings: [
        { fingerprint: 'w', rule: 'csp-allows-plaintext', endpoint: null },
        { fingerprint: 'z', rule: 'origin-not-validated', endpoint: 'wss://shop.test/a?token=***' },
        { fingerprint: 'f', rule: 'origin-not-validated', endpoint: 'wss://shop.test/live' },
      ],
    });
  });

  test('reads back as it was written', () => {
    const baseline = baselineOf([report(finding('f'), warning)]);
    expect(parseBaseline(JSON.stringify(baseline))).toEqual(baseline);
  });
});

describe('applyBaseline', () => {
  test('marks what is listed; the verdict is that of the rest', () => {
    const before = report(finding('f'), warning, note);
    const after = applyBaseline(before, {
      schemaVersion: 1,
      findings: [{ fingerprint: 'f', rule: 'x', endpoint: null }],
    });
    expect(after).toEqual({
      ...before,
      verdict: 'warn',
      conclusion: '1 warning. First: Loose. 1 finding is in the baseline and not counted.',
      findings: [{ ...finding('f'), baselined: true }, warning, note],
    });
    expect([exitCode([before], 'fail'), exitCode([after], 'fail'), exitCode([after], 'warn')]).toEqual([
      1, 0, 1,
    ]);
  });

  test('everything listed is a pass', () => {
    const before = report(finding('f'), warning);
    const after = applyBaseline(before, baselineOf([before]));
    expect([after.verdict, exitCode([after], 'warn')]).toEqual(['pass', 0]);
    expect(after.conclusion).toContain('2 findings are in the baseline and not counted.');
  });

  test('an empty baseline changes nothing', () => {
    const before = { ...report(finding('f')), conclusion: '1 failure. First: Open (wss://shop.test/live).' };
    expect(applyBaseline(before, { schemaVersion: 1, findings: [] })).toEqual(before);
  });

  test('an error stays an error', () => {
    const failed = {
      ...report(),
      verdict: 'error' as const,
      error: { code: 'timeout', message: 'no answer' },
    };
    expect(applyBaseline(failed, { schemaVersion: 1, findings: [] }).verdict).toBe('error');
  });
});

describe('parseBaseline', () => {
  test('only the fingerprint has to be there', () => {
    expect(parseBaseline('{"schemaVersion":1,"findings":[{"fingerprint":"f","extra":1}]}')).toEqual({
      schemaVersion: 1,
      findings: [{ fingerprint: 'f', rule: '', endpoint: null }],
    });
  });

  test.each([
    ['{', 'the baseline is not JSON; make one with --write-baseline'],
    ['[]', 'not a wssure baseline: it needs "schemaVersion": 1; make one with --write-baseline'],
    ['null', 'not a wssure baseline: it needs "schemaVersion": 1; make one with --write-baseline'],
    [
      '{"schemaVersion":2}',
      'not a wssure baseline: it needs "schemaVersion": 1; make one with --write-baseline',
    ],
    ['{"schemaVersion":1}', 'the baseline has no list "findings"; make one with --write-baseline'],
    [
      '{"schemaVersion":1,"findings":[{"fingerprint":"f"},{}]}',
      'entry 2 of the baseline has no "fingerprint"',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parseBaseline(text)).toThrow(message);
  });
});
