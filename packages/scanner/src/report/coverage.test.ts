import { expect, test } from 'vitest';
import { coverageOf, missedOf } from './coverage.ts';
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

test('what was not looked at comes by reason, the most frequent first', () => {
  const [, , , skipped, failed] = failReport.sources;
  if (!skipped || !failed) throw new Error('the fixture has no such sources');
  const sources = [failed, skipped, { ...skipped, url: 'https://other.test/' }];
  expect(missedOf({ ...failReport, sources })).toEqual([
    {
      what: '2 sources not read',
      reason: 'its origin is not the page’s',
      option: '--scripts all',
      items: ['https://cdn.vendor.test/chat.js', 'https://other.test/'],
    },
    {
      what: '1 source could not be read',
      reason: 'HTTP status 404',
      items: ['https://shop.test/assets/legacy.js'],
    },
    {
      what: '1 socket whose URL is not known',
      items: [
        'https://shop.test/assets/app-4f1c.js:1:99004: cfg comes from a request that is made at run time',
      ],
    },
  ]);
});

test('nothing is listed where everything was looked at', () => {
  expect(missedOf(passReport)).toEqual([]);
});
