import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { ruleMeta } from './catalogue.ts';
import { junit } from './junit.ts';
import { errorReport, failReport, passReport, warnReport } from './testing/reports.ts';

const context = { color: false, width: 80 };
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => name === 'testcase' || name === 'testsuite',
});
const suitesOf = (xml: string) => parser.parse(xml).testsuites;

test('a rule is a test case: failed, skipped or passed', () => {
  const { testsuite, ...totals } = suitesOf(junit.render(failReport, context));
  expect(totals).toEqual({
    name: 'wssure',
    tests: '10',
    failures: '2',
    errors: '0',
    skipped: '2',
    time: '0.812',
  });
  const [suite] = testsuite;
  expect(suite.timestamp).toBe('2026-11-23T09:30:00');
  const results = suite.testcase.map((one: Record<string, unknown>) => [
    one.classname,
    ['failure', 'skipped', 'system-out'].filter((name) => name in one).join(' '),
  ]);
  expect(results).toEqual([
    ['wssure.plaintext-endpoint', 'failure'],
    ['wssure.plaintext-reference', ''],
    ['wssure.plaintext-mention', ''],
    ['wssure.csp-allows-plaintext', 'skipped'],
    ['wssure.tls-certificate-invalid', ''],
    ['wssure.tls-reference', 'system-out'],
    ['wssure.origin-not-validated', 'failure'],
    ['wssure.origin-undetermined', 'system-out'],
    ['wssure.third-party-endpoint', ''],
    ['wssure.coverage-limited', 'skipped'],
  ]);
});

test('a failure tells the message, the places and the fix', () => {
  const [suite] = suitesOf(junit.render(failReport, context)).testsuite;
  expect(suite.testcase[0]).toEqual({
    name: ruleMeta('plaintext-endpoint')?.title,
    classname: 'wssure.plaintext-endpoint',
    time: '0',
    failure: {
      message: failReport.findings[3]?.message,
      type: 'plaintext-endpoint',
      '#text': [
        `fail, high: ${failReport.findings[3]?.message}`,
        '  at https://shop.test/assets/app-4f1c.js:1:90112',
        'Fix: Serve the socket over TLS and write wss:// in the page.',
        'PCI DSS 4.0.1 4.2.1, CWE-319, ASVS 5.0 4.4.1',
      ].join('\n'),
    },
  });
});

test('what a baseline lists does not fail', () => {
  const { failures, testsuite } = suitesOf(junit.render(warnReport, context));
  expect(failures).toBe('0');
  expect(testsuite[0].testcase[0]['system-out']).toMatch(/^fail \(in the baseline\), high: /);
});

test('a target that could not be scanned is an error', () => {
  const { errors, testsuite } = suitesOf(junit.render(errorReport, context));
  expect(errors).toBe('1');
  expect(testsuite[0].testcase[0]).toEqual({
    name: 'The target could be scanned',
    classname: 'wssure.scan',
    time: '0',
    error: { message: errorReport.error?.message, type: 'name-not-resolved' },
  });
});

test('several targets are several suites of one document', () => {
  const { tests, testsuite } = suitesOf(junit.renderAll?.([failReport, passReport], context) ?? '');
  expect(tests).toBe('12');
  expect(testsuite.map(({ tests }: { tests: string }) => tests)).toEqual(['10', '2']);
});
