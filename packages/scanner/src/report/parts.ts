import type { Report } from '../report.ts';

/** The address of a rule's page, by the rule's id. */
export type RuleLink = (rule: string) => string;

/**
 * What the HTML report is made of, for other pages that show a report. Every function gives HTML in which nothing of
 * the site is left to interpret, without script and without inline style; ids in it start with the part's name.
 */
export interface ReportParts {
  /** The style sheet of all parts: light, dark and print. */
  readonly styleSheet: string;
  /** The verdict with the target as first heading, every rule as a mark, when and with what. */
  readonly verdict: (report: Report, link: RuleLink) => string;
  /** Every rule as a mark; `current` is the one whose page this is. */
  readonly strip: (report: Report, link: RuleLink, current: string) => string;
  /** Every rule with its outcome, as a section. */
  readonly rules: (report: Report, link: RuleLink) => string;
  /** Every endpoint as a picture with its handshakes, as a section. */
  readonly endpoints: (report: Report) => string;
  /** What is new, fixed and unchanged since an earlier scan, as a section; empty where none was compared. */
  readonly comparison: (report: Report) => string;
  /** What was not looked at, as a section. */
  readonly coverage: (report: Report) => string;
  /** What was read, as a section. */
  readonly sources: (report: Report) => string;
  /** What one rule found, each finding under a third heading, without its remedy; empty where it found nothing. */
  readonly findings: (report: Report, rule: string) => string;
  /** What fixes what one rule found, each remedy once under a third heading; empty where it found nothing. */
  readonly remedies: (report: Report, rule: string) => string;
  /** A rule's outcome as a mark and its word. */
  readonly outcome: (report: Report, rule: string) => string;
}

/** Loads the parts; the renderer that they need is loaded only then. */
export async function loadReportParts(): Promise<ReportParts> {
  return (await import('./html/parts.tsx')).reportParts;
}
