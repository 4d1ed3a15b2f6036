import type { Report, Verdict } from './report.ts';

/** The level that makes the exit status 1. */
export type FailOn = 'fail' | 'warn' | 'never';

/**
 * The exit status of a run: 0 nothing at or above `failOn`, 1 something is, 2 a target could not be scanned.
 * Of several targets the highest counts.
 */
export function exitCode(reports: readonly Pick<Report, 'verdict'>[], failOn: FailOn): 0 | 1 | 2 {
  if (reports.some(({ verdict }) => verdict === 'error')) return 2;
  return reports.some(({ verdict }) => failing[failOn].includes(verdict)) ? 1 : 0;
}

const failing: Readonly<Record<FailOn, readonly Verdict[]>> = {
  fail: ['fail'],
  warn: ['fail', 'warn'],
  never: [],
};
