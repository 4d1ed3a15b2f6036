import type { Comparison } from '../../report.ts';
import {
  changeLine,
  changeMarks,
  changesOf,
  changeWords,
  type Change,
  type ChangeGroup,
} from '../comparison.ts';
import { paragraph, type Layout, type Style } from './layout.ts';

const itemsShown = 10;

/** What is new, fixed and unchanged since an earlier scan. */
export function comparisonLines(comparison: Comparison, layout: Layout): string[] {
  return [
    ...paragraph(changeWords(comparison), layout, {}, layout.colors.bold),
    ...changesOf(comparison).flatMap((group) => groupLines(group, layout)),
  ];
}

function groupLines({ change, findings }: ChangeGroup, layout: Layout): string[] {
  const shown = findings.slice(0, itemsShown);
  const hidden = findings.length - shown.length;
  const style = styleOf(change, layout);
  const lines = shown.flatMap((finding) =>
    paragraph(
      `${changeMarks[change]} ${change}: ${changeLine(finding)}`,
      layout,
      { first: 2, rest: 4 },
      style,
    ),
  );
  return hidden > 0 ? [...lines, `  and ${hidden} more ${change}: --format json lists all`] : lines;
}

function styleOf(change: Change, { colors }: Layout): Style {
  return { new: colors.red, fixed: colors.green, unchanged: colors.dim, 'not looked at': colors.yellow }[
    change
  ];
}
