import { describe, expect, test } from 'vitest';
import { sarif } from './sarif.ts';
import { artifactUri } from './sarif/artifacts.ts';
import { messageOf } from './sarif/message.ts';
import { hostileReport } from './testing/hostile.ts';
import { sarifProblems } from './testing/official-sarif.ts';
import { errorReport, failReport, noSocketReport, passReport, warnReport } from './testing/reports.ts';

const context = { color: false, width: 80, command: 'wssure https://shop.test/' };
const logOf = (report: typeof failReport) => JSON.parse(sarif.render(report, context));

test('the check against the official schema can fail', () => {
  expect(sarifProblems({ version: '2.1.0', runs: [{}] })).not.toEqual([]);
});

test.each(Object.entries({ failReport, warnReport, passReport, noSocketReport, errorReport, hostileReport }))(
  '%s is valid by the official schema',
  (_, report) => {
    expect(sarifProblems(logOf(report))).toEqual([]);
  },
);

test('a result names its rule, its place, what identifies it and its facts', () => {
  const [run] = logOf(failReport).runs;
  expect(run.results[0]).toEqual({
    ruleId: 'origin-not-validated',
    ruleIndex: 6,
    level: 'error',
    message: {
      text: `${failReport.findings[2]?.message} Fix: ${failReport.findings[2]?.remediation.summary}`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'shop.test/assets/app-4f1c.js' },
          region: {
            startLine: 1,
            startColumn: 2345,
            snippet: { text: failReport.references[0]?.location.snippet },
          },
        },
        logicalLocations: [
          { fullyQualifiedName: 'https://shop.test/assets/app-4f1c.js', kind: 'resource' },
          { fullyQualifiedName: 'wss://shop.test/live', kind: 'resource' },
        ],
      },
    ],
    relatedLocations: [
      {
        id: 1,
        message: { text: 'in the original source, by the source map' },
        physicalLocation: {
          artifactLocation: { uri: 'src/live.ts' },
          region: { startLine: 12, startColumn: 17 },
        },
      },
    ],
    partialFingerprints: { 'wssure/v1': '0000000000000001' },
    properties: {
      severity: 'high',
      'security-severity': '8.0',
      endpoint: 'wss://shop.test/live',
      requirements: ['PCI DSS 4.0.1 6.2.4', 'CWE-1385', 'ASVS 5.0 4.4.2'],
      evidence: failReport.findings[2]?.evidence,
    },
  });
  expect(run.tool.driver.rules[6].id).toBe('origin-not-validated');
  expect(run.results.map(({ level }: { level: string }) => level)).toEqual([
    'error',
    'error',
    'warning',
    'note',
  ]);
});

test('a finding of a baseline is suppressed', () => {
  const [run] = logOf(warnReport).runs;
  expect(
    run.results.map(({ ruleId, suppressions }: Record<string, unknown>) => [ruleId, suppressions]),
  ).toEqual([
    ['origin-undetermined', undefined],
    ['plaintext-endpoint', [{ kind: 'external', justification: 'listed in the baseline' }]],
  ]);
});

test('a target that could not be scanned is a failed invocation', () => {
  expect(logOf(errorReport).runs[0].invocations).toEqual([
    {
      executionSuccessful: false,
      startTimeUtc: '2026-11-23T09:30:00.000Z',
      endTimeUtc: '2026-11-23T09:30:00.812Z',
      commandLine: 'wssure https://shop.test/',
      toolExecutionNotifications: [
        {
          level: 'error',
          descriptor: { id: 'name-not-resolved' },
          message: { text: 'The name shop.invalid does not resolve: check the spelling of the URL.' },
        },
      ],
    },
  ]);
});

test('an inconclusive rule is told, so that it does not look like one that passed', () => {
  expect(logOf(failReport).runs[0].invocations[0].toolExecutionNotifications).toEqual([
    {
      level: 'warning',
      associatedRule: { id: 'coverage-limited' },
      message: { text: 'coverage-limited is inconclusive: one source could not be fetched' },
    },
  ]);
});

test('several targets are several runs with ids of their own', () => {
  const { runs } = JSON.parse(sarif.renderAll?.([failReport, errorReport], context) ?? '');
  expect(runs.map((run: { automationDetails: { id: string } }) => run.automationDetails.id)).toEqual([
    'wssure/https://shop.test//',
    'wssure/https://shop.invalid//',
  ]);
});

describe('artifactUri', () => {
  test.each([
    ['https://shop.test/a.js?v=1', 'shop.test/a.js?v=1'],
    ['https://shop.test:8443/a.js', './shop.test:8443/a.js'],
    ['src/live.ts', 'src/live.ts'],
    ['webpack://shop/./src/live.ts', 'shop/./src/live.ts'],
    ['https://[::1]/a b.js#x', './%5B::1%5D/a%20b.js%23x'],
  ])('%s', (source, uri) => {
    expect(artifactUri(source)).toBe(uri);
  });
});

test('a message has neither links nor placeholders', () => {
  expect(messageOf('[a](b) {0} \\')).toEqual({ text: String.raw`\[a\](b) {{0}} \\` });
});
