import type { Finding, Report } from '../../report.ts';
import { probesOf, referencesOf, sameRemedy, type FindingGroup } from '../findings.ts';
import { count, marks } from '../words.ts';
import { paragraph, type Layout, type Style } from './layout.ts';
import { probeLines } from './probes.ts';
import { groupProofLines } from './proof.ts';
import { recipeLines } from './recipe.ts';
import { sourceLines } from './source-line.ts';

const placesShown = 3;
const notesShown = 5;

/** The findings of one rule: what, where, what was compared, how to fix it. `told` is the code shown so far. */
export function findingLines(
  group: FindingGroup,
  report: Report,
  layout: Layout,
  told: Set<string>,
): string[] {
  const { worst, rule, findings } = group;
  const shown = worst.level === 'note' ? findings.slice(0, notesShown) : findings;
  const hidden = findings.length - shown.length;
  const number = findings.length > 1 ? ` (${findings.length})` : '';
  return [
    ...paragraph(
      `${marks[worst.level]} ${worst.title}${number}`,
      layout,
      { rest: 2 },
      styleOf(worst, layout),
    ),
    ...paragraph(`${rule} · ${worst.severity}`, layout, { first: 2 }, layout.colors.dim),
    ...shown.flatMap((finding, index) =>
      [''].concat(
        subjectLines(finding, report, layout),
        worst.level === 'note' ? [] : groupProofLines(shown, index, layout),
        // One remedy for several subjects is told once, after the last of them.
        sameRemedy(finding, shown[index + 1]) ? [] : ['', ...fixLines(finding, layout, told)],
      ),
    ),
    ...(hidden > 0 ? ['', `  and ${hidden} more: --format json lists all`] : []),
    ...paragraph(`wssure explain ${rule}`, layout, { first: 2 }, layout.colors.dim),
  ];
}

function styleOf(finding: Finding, { colors }: Layout): Style {
  if (finding.baselined) return colors.dim;
  const color = { fail: colors.red, warn: colors.yellow, note: colors.cyan }[finding.level];
  return (text) => colors.bold(color(text));
}

function subjectLines(finding: Finding, report: Report, layout: Layout): string[] {
  const { bold } = layout.colors;
  const references = referencesOf(report, finding.references);
  const shown = references.slice(0, finding.level === 'note' ? 1 : placesShown);
  const more = references.length - shown.length;
  const probes = probesOf(report, finding);
  return [
    ...(finding.endpoint === null ? [] : paragraph(finding.endpoint, layout, { first: 2, rest: 4 }, bold)),
    ...(finding.baselined
      ? paragraph('listed in the baseline: does not fail the run', layout, { first: 2 })
      : []),
    ...paragraph(finding.message, layout, { first: 2 }),
    ...shown.flatMap((reference) => [''].concat(sourceLines(reference, layout))),
    ...(more > 0 ? [`  and ${count(more, 'more place')}`] : []),
    ...(probes.length > 0 ? ['', ...probeLines(probes, layout)] : []),
  ];
}

function fixLines({ remediation }: Finding, layout: Layout, told: Set<string>): string[] {
  const [first = '', ...rest] = paragraph(`Fix: ${remediation.summary}`, layout, { first: 2, rest: 7 });
  return [
    first.replace('Fix:', layout.colors.green('Fix:')),
    ...rest,
    ...recipeLines(remediation, layout, told),
  ];
}
