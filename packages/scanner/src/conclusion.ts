import type { Finding, Level, Report, Verdict } from './report.ts';

type Judged = Pick<Report, 'error' | 'findings' | 'references' | 'endpoints' | 'sources' | 'rules'>;

/** The verdict of a scan: its highest level, notes aside. What a baseline lists does not count. */
export function verdictOf({ error, findings }: Pick<Judged, 'error' | 'findings'>): Verdict {
  if (error) return 'error';
  const levels = new Set(counting(findings).map(({ level }) => level));
  return levels.has('fail') ? 'fail' : levels.has('warn') ? 'warn' : 'pass';
}

/** The verdict in one sentence: what is worst, or what the pass rests on. */
export function conclusionOf(report: Judged): string {
  if (report.error) return `The scan could not be carried out: ${report.error.message}`;
  const worst = counting(report.findings).find(({ level }) => level !== 'note');
  return `${worst ? troubleSentence(report, worst) : calmSentence(report)}${inconclusiveSentence(report)}${baselineSentence(report)}`;
}

function counting(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ baselined }) => !baselined);
}

function troubleSentence({ findings }: Judged, worst: Finding): string {
  const open = counting(findings);
  const counts = (['fail', 'warn'] as const)
    .map((level) => countOf(open, level))
    .filter((words) => words !== null)
    .join(', ');
  return `${counts}. First: ${worst.title}${worst.endpoint ? ` (${worst.endpoint})` : ''}.`;
}

function countOf(findings: readonly Finding[], level: Level): string | null {
  const count = findings.filter((finding) => finding.level === level).length;
  if (count === 0) return null;
  const noun = level === 'fail' ? 'failure' : 'warning';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function calmSentence({ findings, references, endpoints, sources }: Judged): string {
  if (endpoints.length > 0) {
    const found = endpoints.length === 1 ? '1 WebSocket endpoint' : `${endpoints.length} WebSocket endpoints`;
    return `${found} found, and nothing that fails or warns.`;
  }
  const unresolved = references.some(({ role }) => role === 'connects');
  if (unresolved) return 'The page opens a WebSocket whose address could not be worked out.';
  const read = sources.filter(({ status }) => status === 'read').length;
  const unread = sources.length - read;
  const rest = unread > 0 ? `; ${unread} ${unread === 1 ? 'was' : 'were'} not read` : '';
  const login = findings.some(({ evidence }) => evidence['asksForLogin'] === true)
    ? ' The page asks for a login: what comes after it was not looked at.'
    : '';
  return `Pass: no WebSocket found in what was read (${read} ${read === 1 ? 'source' : 'sources'}${rest}).${login}`;
}

/** Rules that could not judge are named one by one up to this many. */
const mostNamed = 3;

function inconclusiveSentence({ rules }: Judged): string {
  const open = rules.filter(({ outcome }) => outcome === 'inconclusive').map(({ id }) => id);
  if (open.length > mostNamed) return ` ${open.length} of ${rules.length} rules were not conclusive.`;
  return open.length > 0 ? ` Not conclusive: ${open.join(', ')}.` : '';
}

function baselineSentence({ findings }: Judged): string {
  const known = findings.filter(({ baselined }) => baselined).length;
  if (known === 0) return '';
  return ` ${known} ${known === 1 ? 'finding is' : 'findings are'} in the baseline and not counted.`;
}
