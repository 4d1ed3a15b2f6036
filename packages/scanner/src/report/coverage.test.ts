import { expect, test } from 'vitest';
import { coverageOf, unreadByReason } from './coverage.ts';
import { failReport, passReport } from './testing/reports.ts';

test('everything that was not read, resolved or probed is told', () => {
  const [live] = passReport.endpoints;
  if (!live) throw new Error('the fixture has no endpoint');
  const notProbed = { ...live, originPolicy: 'not-probed' as const };
  const coverage = coverageOf({ ...failReport, endpoints: [live, notProbed] });
  expect(coverage).toEqual({
    read: failReport.sources.slice(0, 3),
    readBytes: 186_267,
    notRead: failReport.sources.slice(3),
    unresolved: failReport.references.slice(4),
    notProbed: [notProbed],
  });
});

test('sources that were not read come by reason, the most frequent first', () => {
  const [, , , skipped, failed] = failReport.sources;
  if (!skipped || !failed) throw new Error('the fixture has no such sources');
  expect(unreadByReason([failed, skipped, { ...skipped, url: 'https://other.test/' }])).toEqual([
    {
      verb: 'not read',
      reason: skipped.reason,
      option: '--scripts all',
      sources: [skipped, { ...skipped, url: 'https://other.test/' }],
    },
    { verb: 'could not be read', reason: 'HTTP status 404', sources: [failed] },
  ]);
});
