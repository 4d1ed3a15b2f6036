import { describe, expect, test } from 'vitest';
import type { Artifacts } from './artifacts.ts';
import { assess } from './assess.ts';
import { artifactsOf, failedArtifacts } from './cli/testing/artifacts.ts';
import { compareReports, parseReports } from './compare.ts';
import type { Comparison, Report } from './report.ts';
import { observation, page, reference, source } from './rules/testing/facts.ts';

const target = 'https://weak.test/';
const weak = assess(artifactsOf(target, 'missing'));

function now(policy: 'missing' | 'enforced', over: Partial<Artifacts> = {}): Report {
  return assess(artifactsOf(target, policy, { startedAt: '2026-11-24T08:00:00.000Z', ...over }));
}

function rules(list: Comparison['fixed']): string[] {
  return list.map(({ rule }) => rule);
}

/** The rules of a comparison's findings, and why what was not looked at was not. */
function told({ fixed, unchanged, notLookedAt, ...comparison }: Comparison) {
  return {
    fixed: rules(fixed),
    new: rules(comparison.new),
    unchanged: rules(unchanged),
    notLookedAt: notLookedAt.map(({ rule, reason }) => `${rule}: ${reason}`),
  };
}

const nothing = { fixed: [], new: [], unchanged: [], notLookedAt: [] };
const rule = 'origin-not-validated';

describe('what became of a finding', () => {
  test('fixed, with all that is told of it and when the earlier scan was', () => {
    const finding = weak.findings.find((one) => one.rule === rule);
    expect(compareReports(now('enforced'), weak)).toEqual({
      since: '2026-11-23T08:00:00.000Z',
      fixed: [
        {
          fingerprint: finding?.fingerprint,
          rule,
          level: 'fail',
          severity: finding?.severity,
          title: 'Server accepts WebSockets from any website',
          endpoint: 'wss://weak.test/live',
        },
      ],
      new: [],
      unchanged: [],
      notLookedAt: [],
    });
  });

  test('unchanged', () => {
    expect(told(compareReports(now('missing'), weak))).toEqual({ ...nothing, unchanged: [rule] });
  });

  test('fixed where the server refuses now, though another socket stayed unknown', () => {
    const unknown = reference('r2', null, { unresolved: 'a value from outside' });
    const endpoint = artifactsOf(target, 'missing').references[0] ?? unknown;
    const both = { references: [endpoint, unknown] };
    const before = assess(artifactsOf(target, 'missing', both));
    expect(told(compareReports(now('enforced', both), before))).toEqual({ ...nothing, fixed: [rule] });
  });

  test('new', () => {
    expect(told(compareReports(now('missing'), assess(artifactsOf(target, 'enforced'))))).toEqual({
      ...nothing,
      new: [rule],
    });
  });

  test('gone with the socket that the page no longer opens', () => {
    expect(told(compareReports(now('enforced', { references: [], endpoints: [] }), weak))).toEqual({
      ...nothing,
      fixed: [rule],
    });
  });

  test('notes are left out', () => {
    const noted = weak.findings.some(({ level }) => level === 'note');
    expect(noted).toBe(true);
    expect(told(compareReports(now('missing'), { ...weak, findings: [] }))).toEqual({
      ...nothing,
      new: [rule],
    });
  });

  test('fixed where it is a note by now', () => {
    const report = now('missing');
    const findings = report.findings.map((one) => ({ ...one, level: 'note' as const }));
    expect(told(compareReports({ ...report, findings }, weak))).toEqual({ ...nothing, fixed: [rule] });
  });
});

describe('what was not looked at is never fixed', () => {
  const [endpoint] = artifactsOf(target, 'enforced').endpoints;

  test('a target that could not be scanned', () => {
    const failed = assess(failedArtifacts(target, 'weak.test does not resolve'));
    expect(told(compareReports(failed, weak))).toEqual({
      ...nothing,
      notLookedAt: [`${rule}: the target could not be scanned`],
    });
  });

  test('an endpoint that was not probed', () => {
    const notProbed = { reason: '--probe none', option: '--probe all' };
    const endpoints = endpoint ? [{ ...endpoint, observations: [], notProbed }] : [];
    const { notLookedAt, fixed } = told(compareReports(now('enforced', { endpoints }), weak));
    expect({ fixed, notLookedAt }).toEqual({
      fixed: [],
      notLookedAt: [expect.stringContaining('--probe none')],
    });
  });

  test('an endpoint that refused everybody this time', () => {
    const refused = { outcome: 'rejected', status: 503 } as const;
    const observations = [observation('control', refused), observation('foreign', refused)];
    const endpoints = endpoint ? [{ ...endpoint, observations }] : [];
    const comparison = told(compareReports(now('enforced', { endpoints }), weak));
    expect(comparison).toEqual({
      ...nothing,
      new: ['origin-undetermined'],
      notLookedAt: [expect.stringContaining(`${rule}: wss://weak.test/live`)],
    });
  });

  test('an endpoint that was undetermined beside another that fails', () => {
    const refused = { outcome: 'rejected', status: 503 } as const;
    const [open] = artifactsOf(target, 'missing').endpoints;
    const endpoints =
      endpoint && open
        ? [
            { ...endpoint, observations: [observation('control', refused), observation('foreign', refused)] },
            { ...open, url: 'wss://weak.test/other' },
          ]
        : [];
    expect(told(compareReports(now('enforced', { endpoints }), weak)).fixed).toEqual([]);
  });

  test('an endpoint that is fixed beside another that is undetermined', () => {
    const refused = { outcome: 'rejected', status: 503 } as const;
    const other = 'wss://weak.test/other';
    const endpoints = endpoint
      ? [
          endpoint,
          {
            ...endpoint,
            url: other,
            observations: [observation('control', refused), observation('foreign', refused)],
          },
        ]
      : [];
    expect(told(compareReports(now('enforced', { endpoints }), weak)).fixed).toEqual([rule]);
  });

  test.each<[string, Partial<Artifacts>, string]>([
    [
      'a script that was not read this time',
      { sources: [source({ status: 'failed', reason: 'HTTP status 500' })] },
      'https://shop.test/app.js was not read: HTTP status 500',
    ],
    [
      'a socket whose address is no longer known',
      { references: [reference('r1', null, { unresolved: 'a value from outside' })] },
      'the address of a socket is no longer known',
    ],
    ['a probe of other endpoints', { page: null, sources: [] }, 'this endpoint was not asked for'],
  ])('%s', (_, over, reason) => {
    const missed = now('enforced', { endpoints: [], references: [], ...over });
    expect(told(compareReports(missed, weak))).toMatchObject({
      fixed: [],
      notLookedAt: [`${rule}: ${reason}`],
    });
  });

  const gap = {
    stage: 'extract',
    subject: 'https://shop.test/app.js',
    reason: 'searched as text: the time for the analysis was over',
    option: '--config (limits.scanMs: 34000)',
  } as const;

  test('a script whose analysis was broken off this time', () => {
    const cut = now('enforced', { endpoints: [], references: [], gaps: [gap] });
    expect(told(compareReports(cut, weak))).toEqual({
      ...nothing,
      notLookedAt: [`${rule}: ${gap.subject} was looked at only in part: ${gap.reason}`],
    });
  });

  test('but a script that was broken off then too tells as much now', () => {
    const earlier = assess(artifactsOf(target, 'missing', { gaps: [gap] }));
    const cut = now('enforced', { endpoints: [], references: [], gaps: [gap] });
    expect(told(compareReports(cut, earlier))).toEqual({ ...nothing, fixed: [rule] });
  });

  test.each([
    ['leads to a page for logging in now', 'https://weak.test/login', [`${rule}: ${target} was not read`]],
    ['is the same one over http now', 'http://weak.test/', []],
  ])('a page that %s', (_, url, notLookedAt) => {
    const earlier = assess(
      artifactsOf(target, 'missing', { sources: [source({ url: target, kind: 'page' })] }),
    );
    const moved = now('enforced', {
      page: page({ url }),
      sources: [source({ url, kind: 'page' })],
      endpoints: [],
      references: [],
    });
    const comparison = told(compareReports(moved, earlier));
    expect(comparison.notLookedAt).toEqual(notLookedAt);
    expect(comparison.fixed).toEqual(notLookedAt.length > 0 ? [] : [rule]);
  });

  test('a page that was crawled then and not now', () => {
    const crawled = source({ url: 'https://weak.test/account', kind: 'page' });
    const earlier = assess(artifactsOf(target, 'missing', { sources: [source(), crawled] }));
    expect(
      told(compareReports(now('enforced', { endpoints: [], references: [] }), earlier)).notLookedAt,
    ).toEqual([`${rule}: https://weak.test/account was not read`]);
  });
});

test('a bundle of another name is no reason to doubt', () => {
  const sources = [source({ url: 'https://weak.test/app.9aa1.js' })];
  const rebuilt = now('enforced', { sources, references: [], endpoints: [] });
  expect(told(compareReports(rebuilt, weak))).toEqual({ ...nothing, fixed: [rule] });
});

describe('the file of earlier reports', () => {
  test('holds one, a list, or one a line', () => {
    const one = JSON.stringify(weak);
    for (const text of [one, `[${one}, ${one}]`, `${one}\n${one}\n`])
      expect(parseReports(text)[0]).toEqual(JSON.parse(one));
  });

  test.each([
    ['is not JSON', 'nonsense', 'not JSON: give a file that --format json or --format jsonl wrote'],
    ['is empty', '', 'no report of schema version 1: make one with --format json=<file>'],
    ['is a list of nothing', '[]', 'no report of schema version 1: make one with --format json=<file>'],
    ['is a baseline', '{"schemaVersion":1,"findings":[]}', 'no report of schema version 1'],
    ['holds artifacts', JSON.stringify(artifactsOf(target, 'missing')), 'no report of schema version 1'],
    ['is of another version', JSON.stringify({ ...weak, schemaVersion: 2 }), 'no report of schema version 1'],
    [
      'has a time that is none',
      JSON.stringify({ ...weak, startedAt: '# heading' }),
      'no report of schema version 1',
    ],
    [
      'has findings of another kind',
      JSON.stringify({ ...weak, findings: [{ fingerprint: 1 }] }),
      'no report of schema version 1',
    ],
  ])('is refused where it %s', (_, text, message) => {
    expect(() => parseReports(text)).toThrow(message);
  });
});
