import type { Reference } from '../artifacts.ts';
import type { Finding, Report, ReportProbe } from '../report.ts';
import { ruleMeta } from './catalogue.ts';
import { groupBy } from './group-by.ts';
import { levels, severities } from './words.ts';

/** The findings of one rule, which are shown together. */
export interface FindingGroup {
  readonly rule: string;
  /** The worst of the group, which comes first. */
  readonly worst: Finding;
  readonly findings: readonly Finding[];
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

/** The places in the sources that a finding speaks of. */
export function referencesOf(report: Report, ids: readonly string[]): readonly Reference[] {
  const wanted = new Set(ids);
  return report.references.filter((reference) => wanted.has(reference.id));
}

/** The handshakes that a finding compares; none where its rule asks for none. */
export function probesOf(report: Report, finding: Finding): readonly ReportProbe[] {
  const variants = ruleMeta(finding.rule)?.probes ?? [];
  const endpoint = report.endpoints.find(({ url }) => url === finding.endpoint);
  return endpoint?.probes.filter(({ variant }) => variants.includes(variant)) ?? [];
}
