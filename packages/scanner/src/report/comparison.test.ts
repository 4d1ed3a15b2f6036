import { describe, expect, test } from 'vitest';
import type { ComparedFinding, Comparison } from '../report.ts';
import { changeWords } from './comparison.ts';
import { formatIds, render } from './formats.ts';
import { hostileText } from './testing/hostile.ts';
import { failReport } from './testing/reports.ts';
import { elementsOf, unseen } from './testing/structure.ts';

function finding(text: string): ComparedFinding {
  return { fingerprint: text, rule: text, level: 'fail', severity: 'high', title: text, endpoint: text };
}

function comparison(text: string): Comparison {
  return {
    since: '2026-11-20T08:00:00.000Z',
    fixed: [finding(text)],
    new: [],
    unchanged: [],
    notLookedAt: [{ ...finding(text), reason: text }],
  };
}

test('says how many of each, and of what was not looked at only where there is some', () => {
  expect(changeWords(comparison('x'))).toBe(
    'Since 2026-11-20 08:00 UTC: 0 new, 1 fixed, 0 unchanged, 1 not looked at',
  );
  expect(changeWords({ ...comparison('x'), notLookedAt: [] })).toBe(
    'Since 2026-11-20 08:00 UTC: 0 new, 1 fixed, 0 unchanged',
  );
});

describe.each(formatIds)('in %s', (id) => {
  test('text of an earlier report breaks out of nothing', async () => {
    const report = { ...failReport, comparison: comparison(hostileText) };
    expect(await render(report, id)).not.toMatch(unseen);
  });
});

async function shape(text: string): Promise<string[]> {
  const html = await render({ ...failReport, comparison: comparison(text) }, 'html');
  return elementsOf(html).map(({ name }) => name);
}

test('the page has the same elements whatever the text', async () => {
  expect(await shape(hostileText)).toEqual(await shape('x'));
});
