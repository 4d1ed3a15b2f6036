import type { ComparedFinding, Comparison } from '../report.ts';
import { utcMinute } from './words.ts';

/** What became of an earlier finding, as every format says it. */
export type Change = 'new' | 'fixed' | 'unchanged' | 'not looked at';

export interface ChangeGroup {
  readonly change: Change;
  readonly findings: readonly (ComparedFinding & { readonly reason?: string })[];
}

/** A mark of one column before the word. */
export const changeMarks: Readonly<Record<Change, string>> = {
  new: '+',
  fixed: '✔',
  unchanged: '=',
  'not looked at': '?',
};

/** The groups of a comparison, what needs attention first; empty ones too. */
export function changesOf(comparison: Comparison): readonly ChangeGroup[] {
  return [
    { change: 'new', findings: comparison.new },
    { change: 'fixed', findings: comparison.fixed },
    { change: 'unchanged', findings: comparison.unchanged },
    { change: 'not looked at', findings: comparison.notLookedAt },
  ];
}

/** `Since 2026-11-23 08:00 UTC: 1 new, 2 fixed, 0 unchanged`; what was not looked at only where there is some. */
export function changeWords(comparison: Comparison): string {
  const told = changesOf(comparison).filter(
    ({ change, findings }) => change !== 'not looked at' || findings.length > 0,
  );
  const amounts = told.map(({ change, findings }) => `${findings.length} ${change}`).join(', ');
  return `Since ${utcMinute(comparison.since)}: ${amounts}`;
}

/** One finding of a comparison in a line: title, endpoint, and why it was not looked at. */
export function changeLine({ title, endpoint, reason }: ChangeGroup['findings'][number]): string {
  return `${title}${endpoint === null ? '' : ` · ${endpoint}`}${reason === undefined ? '' : ` (${reason})`}`;
}
