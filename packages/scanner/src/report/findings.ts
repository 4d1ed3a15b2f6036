import type { Reference } from '../artifacts.ts';
import type { Finding, Level, Report, ReportProbe } from '../report.ts';
import { ruleMeta } from './catalogue.ts';
import { groupBy } from './group-by.ts';
import { count, levels, severities } from './words.ts';

/** The findings of one rule, which are shown together. */
export interface FindingGroup {
  readonly rule: string;
  /** The worst of the group, which comes first. */
  readonly worst: Finding;
  readonly findings: readonly Finding[];
}

export interface Total {
  readonly level: Level | 'baselined';
  readonly amount: number;
  readonly words: string;
}

/** Worst first: what a baseline lists comes last, then level and severity decide; equals stay in order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      Number(a.baselined ?? false) - Number(b.baselined ?? false) ||
      levels.indexOf(a.level) - levels.indexOf(b.level) ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}

/** Findings by rule, the rule with the worst finding first. */
export function groupByRule(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = groupBy(worstFirst(findings), (finding) => finding.rule);
  return Array.from(groups, ([rule, group]) => ({ rule, worst: group[0], findings: group }));
}

/** What the totals line says: `2 failures`, `0 warnings`, `1 note`; what a baseline lists is told apart. */
export function totalsOf({ findings }: Pick<Report, 'findings'>): readonly Total[] {
  const open = findings.filter(({ baselined }) => !baselined);
  const known = findings.length - open.length;
  const amountOf = (level: Level) => open.filter((finding) => finding.level === level).length;
  return [
    { level: 'fail', amount: amountOf('fail'), words: count(amountOf('fail'), 'failure') },
    { level: 'warn', amount: amountOf('warn'), words: count(amountOf('warn'), 'warning') },
    { level: 'note', amount: amountOf('note'), words: count(amountOf('note'), 'note') },
    ...(known > 0 ? [{ level: 'baselined' as const, amount: known, words: `${known} in the baseline` }] : []),
  ];
}

/** Whether one remedy serves both: it is told once, after the last of them. */
export function sameRemedy({ remediation }: Finding, other: Finding | undefined): boolean {
  return JSON.stringify(remediation) === JSON.stringify(other?.remediation);
}

/** The places in the sources that a finding speaks of. */
export function referencesOf(report: Report, ids: readonly string[]): readonly Reference[] {
  const wanted = new Set(ids);
  return report.references.filter((reference) => wanted.has(reference.id));
}

/** The handshakes that a finding compares; none where its rule asks for none. */
export function probesOf(report: Report, finding: Finding): readonly ReportProbe[] {
  const variants = ruleMeta(finding.rule)?.probes ?? [];
  const endpoint = report.endpoints.find(({ url }) => url === finding.endpoint);
  const comparesCredentials = variants.includes('foreign-with-credentials');
  return (
    endpoint?.probes.filter(
      ({ variant, withCredentials }) =>
        variants.includes(variant) && (withCredentials !== undefined) === comparesCredentials,
    ) ?? []
  );
}
