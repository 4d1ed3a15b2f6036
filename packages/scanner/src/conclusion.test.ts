import { describe, expect, test } from 'vitest';
import { conclusionOf, verdictOf } from './conclusion.ts';
import type { Finding, Level, ReportEndpoint } from './report.ts';
import { reference, source } from './rules/testing/facts.ts';

const nothing = { findings: [], references: [], endpoints: [], sources: [], rules: [] };

function finding(level: Level, over: Partial<Finding> = {}): Finding {
  return {
    rule: 'origin-not-validated',
    level,
    severity: 'high',
    title: 'It is open',
    message: 'It is open.',
    endpoint: 'wss://shop.test/',
    references: [],
    evidence: {},
    remediation: { summary: 'Close it.' },
    requirements: [],
    fingerprint: 'f',
    ...over,
  };
}

function endpoints(amount: number): ReportEndpoint[] {
  return Array.from({ length: amount }, () => ({
    url: 'wss://shop.test/',
    library: 'websocket',
    protocols: [],
    party: 'first',
    references: [],
    originPolicy: 'enforced',
    originPolicyReason: '',
    bypasses: [],
    probes: [],
  }));
}

describe('verdictOf', () => {
  test.each([
    [[], 'pass'],
    [['note'], 'pass'],
    [['note', 'warn'], 'warn'],
    [['warn', 'fail', 'note'], 'fail'],
  ] as [Level[], string][])('%j: %s', (levels, verdict) => {
    expect(verdictOf({ findings: levels.map((level) => finding(level)) })).toBe(verdict);
  });

  test('an error outranks everything, a baselined finding nothing', () => {
    expect(verdictOf({ findings: [finding('fail')], error: { code: 'x', message: 'y' } })).toBe('error');
    expect(verdictOf({ findings: [finding('fail', { baselined: true }), finding('warn')] })).toBe('warn');
  });
});

describe('conclusionOf', () => {
  test.each([
    [1, '1 WebSocket endpoint found, and nothing that fails or warns.'],
    [2, '2 WebSocket endpoints found, and nothing that fails or warns.'],
  ])('a pass with %i', (amount, words) => {
    expect(conclusionOf({ ...nothing, endpoints: endpoints(amount) })).toBe(words);
  });

  test('a pass without sockets says what was read and what was not', () => {
    const sources = [source(), source(), source({ status: 'failed' })];
    expect(conclusionOf({ ...nothing, sources })).toBe(
      'Pass: no WebSocket found in what was read (2 sources; 1 was not read).',
    );
    expect(conclusionOf({ ...nothing, sources: [...sources, source({ status: 'skipped' })] })).toBe(
      'Pass: no WebSocket found in what was read (2 sources; 2 were not read).',
    );
  });

  test('a pass before a login says so', () => {
    const findings = [finding('note', { evidence: { asksForLogin: true } })];
    expect(conclusionOf({ ...nothing, findings, sources: [source()] })).toBe(
      'Pass: no WebSocket found in what was read (1 source). The page asks for a login: what comes after it was not looked at.',
    );
  });

  test('a socket without an address is not "no socket"', () => {
    expect(conclusionOf({ ...nothing, references: [reference('r1', null)] })).toBe(
      'The page opens a WebSocket whose address could not be worked out.',
    );
    const mention = reference('r1', null, { role: 'mentions' });
    expect(conclusionOf({ ...nothing, references: [mention] })).toBe(
      'Pass: no WebSocket found in what was read (0 sources).',
    );
  });

  test('trouble is counted, and the worst named', () => {
    const findings = [finding('fail'), finding('fail'), finding('warn', { endpoint: null }), finding('note')];
    expect(conclusionOf({ ...nothing, findings })).toBe(
      '2 failures, 1 warning. First: It is open (wss://shop.test/).',
    );
    expect(conclusionOf({ ...nothing, findings: findings.slice(2) })).toBe('1 warning. First: It is open.');
  });

  test('what is inconclusive is named', () => {
    const rules = [
      { id: 'a', outcome: 'inconclusive' as const },
      { id: 'b', outcome: 'pass' as const },
    ];
    expect(conclusionOf({ ...nothing, endpoints: endpoints(1), rules })).toBe(
      '1 WebSocket endpoint found, and nothing that fails or warns. Not conclusive: a.',
    );
  });

  test('many that are inconclusive are counted', () => {
    const rules = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
      id,
      outcome: id === 'e' ? ('pass' as const) : ('inconclusive' as const),
    }));
    expect(conclusionOf({ ...nothing, endpoints: endpoints(1), rules })).toBe(
      '1 WebSocket endpoint found, and nothing that fails or warns. 4 of 5 rules were not conclusive.',
    );
  });

  test('an error is told in its own words', () => {
    const error = { code: 'timeout', message: 'https://shop.test/ did not answer in 10 s.' };
    expect(conclusionOf({ ...nothing, error })).toBe(
      'The scan could not be carried out: https://shop.test/ did not answer in 10 s.',
    );
  });
});
