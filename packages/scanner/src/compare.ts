import { UsageError } from './errors.ts';
import type { ComparedFinding, Comparison, Report } from './report.ts';

/** What a comparison needs of an earlier report. */
export type EarlierReport = Pick<Report, 'target' | 'startedAt' | 'references' | 'sources'> & {
  readonly findings: readonly (ComparedFinding & { readonly evidence?: unknown })[];
};

/**
 * Says what became of the findings that failed or warned in an earlier report of the same target, by their fingerprints.
 * What this scan did not look at is `notLookedAt` and never `fixed`. Notes never fail a run and are left out.
 */
export function compareReports(report: Report, earlier: EarlierReport): Comparison {
  const before = new Map(earlier.findings.filter(counts).map((finding) => [finding.fingerprint, finding]));
  const now = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  const open = report.findings.filter(counts);
  const gone = [...before.values()].filter(
    ({ fingerprint }) => !open.some((one) => one.fingerprint === fingerprint),
  );
  const fixed: ComparedFinding[] = [];
  const notLookedAt: (ComparedFinding & { readonly reason: string })[] = [];
  for (const finding of gone) {
    // What is a note by now was looked at.
    const reason = now.has(finding.fingerprint) ? null : whyUnknown(finding, report, earlier);
    if (reason === null) fixed.push(finding);
    else notLookedAt.push({ ...compared(finding), reason });
  }
  return {
    since: earlier.startedAt,
    fixed: fixed.map(compared),
    new: open.filter(({ fingerprint }) => !before.has(fingerprint)).map(compared),
    unchanged: open.filter(({ fingerprint }) => before.has(fingerprint)).map(compared),
    notLookedAt,
  };
}

function counts({ level }: ComparedFinding): boolean {
  return level !== 'note';
}

function compared({ fingerprint, rule, level, severity, title, endpoint }: ComparedFinding): ComparedFinding {
  return { fingerprint, rule, level, severity, title, endpoint };
}

/** Why this scan cannot say that an earlier finding is gone; null where it can. */
function whyUnknown(
  { rule, endpoint }: ComparedFinding,
  report: Report,
  earlier: EarlierReport,
): string | null {
  if (report.error) return 'the target could not be scanned';
  const result = report.rules.find(({ id }) => id === rule);
  if (!result) return 'this version has no such rule';
  const known = report.endpoints.find(({ url }) => url === endpoint);
  if (known) {
    if (known.originPolicy === 'not-probed') return known.originPolicyReason;
    if (result.outcome === 'not-applicable') return result.reason ?? 'the rule did not apply';
    return unjudged(result.reason, known.url, report, refuses(known, rule));
  }
  const missed = readsLess(report, earlier);
  if (missed !== null) return missed;
  return endpoint === null && result.outcome === 'inconclusive'
    ? (result.reason ?? 'it was not judged')
    : null;
}

/** Whether the server was seen to turn away what the rule found let in, whatever else could not be judged. */
function refuses({ originPolicy }: Report['endpoints'][number], rule: string): boolean {
  const isOfOrigin = rule === 'origin-not-validated' || rule === 'origin-validated-weakly';
  return isOfOrigin && (originPolicy === 'enforced' || originPolicy === 'token-gated');
}

/** A rule's reason, unless it speaks of other endpoints only. */
function unjudged(
  reason: string | undefined,
  url: string,
  { endpoints }: Report,
  isJudged: boolean,
): string | null {
  if (reason === undefined || (isJudged && !reason.includes(`${url}:`))) return null;
  const others = endpoints.filter((other) => other.url !== url && reason.includes(`${other.url}:`));
  return reason.includes(`${url}:`) || others.length === 0 ? reason : null;
}

/**
 * Why something that the earlier scan found may be there still and only was not seen. A file of another name (a bundle
 * that was built again) is no reason, a page or file that was not read is.
 */
function readsLess(report: Report, earlier: EarlierReport): string | null {
  if (report.page === null && report.sources.length === 0) return 'this endpoint was not asked for';
  const read = new Set(report.sources.filter(({ status }) => status === 'read').map(({ url }) => url));
  const page = earlier.sources.find(
    ({ kind, status, url }) =>
      kind === 'page' && status === 'read' && !read.has(url) && !isSameAddress(url, report.page?.url),
  );
  if (page) return `${page.url} was not read`;
  const missedBefore = new Set(
    earlier.sources.filter(({ status }) => status !== 'read').map(({ url }) => url),
  );
  const missed = report.sources.find(({ status, url }) => status !== 'read' && !missedBefore.has(url));
  if (missed) return `${missed.url} was not read${missed.reason === undefined ? '' : `: ${missed.reason}`}`;
  const partBefore = new Set(partlyRead(earlier).map(({ subject }) => subject));
  const part = partlyRead(report).find(({ subject }) => !partBefore.has(subject));
  if (part) return `${part.subject} was looked at only in part: ${part.reason}`;
  return unresolvedIn(report) > unresolvedIn(earlier) ? 'the address of a socket is no longer known' : null;
}

/** Whether both are one page, over http or https. */
function isSameAddress(url: string, other: string | undefined): boolean {
  const [one, two] = [url, other].map((each) => each?.replace(/^https?:/, ''));
  return one === two;
}

/** What a report's coverage says of files that were read and yet not wholly looked at. */
function partlyRead({
  findings,
  sources,
}: Pick<EarlierReport, 'findings' | 'sources'>): { subject: string; reason: string }[] {
  const unread = new Set(sources.filter(({ status }) => status !== 'read').map(({ url }) => url));
  return findings
    .filter(({ rule }) => rule === 'coverage-limited')
    .flatMap(({ evidence }) => (isRecord(evidence) ? evidence['missed'] : []))
    .filter((missed) => isRecord(missed))
    .map(({ subject, reason }) => ({ subject: String(subject), reason: String(reason) }))
    .filter(({ subject }) => /^https?:/.test(subject) && !unread.has(subject));
}

function unresolvedIn({ references }: Pick<Report, 'references'>): number {
  return references.filter(({ role, url }) => role === 'connects' && url === null).length;
}

// ---------------------------------------------------------------- the earlier reports' file

/**
 * Reads reports that `--format json` or `--format jsonl` wrote: one, a list, or one a line. Throws `UsageError` with
 * what is wrong; the caller knows the file's name.
 */
export function parseReports(text: string): readonly EarlierReport[] {
  const values = parsedValues(text);
  if (values.length === 0 || !values.every(isReport))
    throw new UsageError('no report of schema version 1: make one with --format json=<file>');
  return values;
}

function parsedValues(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.map(parsedLine);
  }
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UsageError('not JSON: give a file that --format json or --format jsonl wrote');
  }
}

function isReport(value: unknown): value is EarlierReport {
  return (
    isRecord(value) &&
    value['schemaVersion'] === 1 &&
    areStrings(value, ['target']) &&
    isTime(value['startedAt']) &&
    isListOf(value['sources'], (source) => areStrings(source, ['url', 'kind', 'status'])) &&
    isListOf(value['references'], (reference) => areStrings(reference, ['role'])) &&
    isListOf(value['findings'], isFinding)
  );
}

function isFinding(value: Readonly<Record<string, unknown>>): boolean {
  return (
    areStrings(value, ['fingerprint', 'rule', 'title']) &&
    /^(fail|warn|note)$/.test(String(value['level'])) &&
    /^(critical|high|medium|low|info)$/.test(String(value['severity'])) &&
    (value['endpoint'] === null || typeof value['endpoint'] === 'string')
  );
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value);
}

function isListOf(value: unknown, isOne: (item: Readonly<Record<string, unknown>>) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isRecord(item) && isOne(item));
}

function areStrings(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
