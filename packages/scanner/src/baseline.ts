import { conclusionOf, verdictOf } from './conclusion.ts';
import { UsageError } from './errors.ts';
import type { Report } from './report.ts';
import { createMasker } from './secrets.ts';

/** Findings that are known and accepted for now: they are shown and do not fail a run. */
export interface Baseline {
  readonly schemaVersion: 1;
  readonly findings: readonly BaselineEntry[];
}

/** `fingerprint` is what counts; rule and endpoint are there for whoever reads the file. */
interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly endpoint: string | null;
}

/** The baseline of reports: every finding that fails or warns, each once, secrets masked. Notes never fail a run. */
export function baselineOf(reports: readonly Report[]): Baseline {
  const masker = createMasker();
  const entries = reports
    .flatMap(({ findings }) => findings)
    .filter(({ level }) => level !== 'note')
    .map(({ fingerprint, rule, endpoint }) => ({
      fingerprint,
      rule,
      endpoint: endpoint === null ? null : masker(endpoint),
    }));
  const unique = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  return { schemaVersion: 1, findings: [...unique.values()].toSorted(byRuleAndEndpoint) };
}

/** Two scans of one site write the same file, whatever order the findings came in. */
function byRuleAndEndpoint(a: BaselineEntry, b: BaselineEntry): number {
  const [one, other] = [a, b].map(({ rule, endpoint, fingerprint }) =>
    JSON.stringify([rule, endpoint, fingerprint]),
  );
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

/** Reads a baseline file's text. Throws `UsageError` with what is wrong; the caller knows the file's name. */
export function parseBaseline(text: string): Baseline {
  const value = parseJson(text);
  if (!isRecord(value) || value['schemaVersion'] !== 1)
    throw new UsageError(
      'not a wssure baseline: it needs "schemaVersion": 1; make one with --write-baseline',
    );
  const { findings } = value;
  if (!Array.isArray(findings))
    throw new UsageError('the baseline has no list "findings"; make one with --write-baseline');
  return { schemaVersion: 1, findings: findings.map(parseEntry) };
}

function parseEntry(value: unknown, index: number): BaselineEntry {
  if (!isRecord(value) || typeof value['fingerprint'] !== 'string')
    throw new UsageError(`entry ${index + 1} of the baseline has no "fingerprint"`);
  const { fingerprint, rule, endpoint } = value;
  return {
    fingerprint,
    rule: typeof rule === 'string' ? rule : '',
    endpoint: typeof endpoint === 'string' ? endpoint : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('the baseline is not JSON; make one with --write-baseline');
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Marks the findings that a baseline lists. They stay in the report, in its counts and in its rules' outcomes;
 * the verdict, and with it the exit status, is that of the others.
 */
export function applyBaseline(report: Report, baseline: Baseline): Report {
  const known = new Set(baseline.findings.map(({ fingerprint }) => fingerprint));
  const findings = report.findings.map((finding) =>
    known.has(finding.fingerprint) ? Object.assign({}, finding, { baselined: true }) : finding,
  );
  const marked: Report = { ...report, findings };
  return { ...marked, verdict: verdictOf(marked), conclusion: conclusionOf(marked) };
}
