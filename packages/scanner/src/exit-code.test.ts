import { expect, test } from 'vitest';
import { exitCode, type FailOn } from './exit-code.ts';
import type { Verdict } from './report.ts';

test.each([
  [['pass'], 'fail', 0],
  [['warn'], 'fail', 0],
  [['fail'], 'fail', 1],
  [['error'], 'fail', 2],
  [['pass'], 'warn', 0],
  [['warn'], 'warn', 1],
  [['fail'], 'warn', 1],
  [['error'], 'warn', 2],
  [['pass'], 'never', 0],
  [['warn'], 'never', 0],
  [['fail'], 'never', 0],
  [['error'], 'never', 2],
  [['pass', 'fail', 'warn'], 'fail', 1],
  [['fail', 'error', 'pass'], 'fail', 2],
  [['pass', 'warn'], 'fail', 0],
  [[], 'fail', 0],
] as [Verdict[], FailOn, number][])('%j with --fail-on %s exits %i', (verdicts, failOn, status) => {
  expect(
    exitCode(
      verdicts.map((verdict) => ({ verdict })),
      failOn,
    ),
  ).toBe(status);
});
