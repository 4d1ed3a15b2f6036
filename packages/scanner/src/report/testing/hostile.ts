import type { Evidence, Finding, Report } from '../../report.ts';
import { failReport } from './reports.ts';

/** Terminal control, markup of every format, reordering and invisible characters, what XML forbids. */
export const hostileText =
  '\u001b]0;owned\u0007\u001b[2J\u009b31m</script><script>alert(1)</script><img src=x onerror=alert(1)>' +
  '"\'`` ``` | ]]> <!-- --> &amp; {0} [link](javascript:alert(1)) **bold** @everyone #1 https://evil.test ' +
  '\u202e\u200b\u2028\ufeff\u0000\ud800\uffff\u{e0041}\r\n# heading\n\n| a | b |';

const markup =
  '< > & " \' ` `` ``` | \\ [ ] ( ) { } * _ ~ # - + <script> </script> <!-- --> ]]> <?xml &lt; javascript: ' +
  'https://evil.test www.evil.test @me 1. --- === 日 é a';

const unseen = [
  '\n',
  '\r',
  '\t',
  ' ',
  '\u001b[2J',
  '\u009b',
  '\u202e',
  '\u200b',
  '\u0000',
  '\ud800',
  '\uffff',
  '\u{e0041}',
];

/** What hostile texts are put together from. */
export const hostilePieces: readonly string[] = markup.split(' ').concat(unseen);

const chosenByTheProgram = new Set([
  'library',
  'role',
  'party',
  'originPolicy',
  'variant',
  'transport',
  'outcome',
  'level',
  'severity',
  'verdict',
  'kind',
  'status',
  'sha256',
  'startedAt',
  'bypasses',
  'name',
]);

/** The report with `text` in every string that is not one of a fixed set of words. */
export function withText(report: Report, text: string): Report {
  return replaced(report, '', text);
}

function replaced<T>(value: T, key: string, text: string): T;
function replaced(value: unknown, key: string, text: string): unknown {
  if (chosenByTheProgram.has(key)) return value;
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item) => replaced(item, key, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, name, text)]));
}

const hostileEvidence: Evidence = { [hostileText]: [hostileText, { [hostileText]: null }] };

/** `hostileText` in every field, and in the names of the evidence. */
export const hostileReport: Report = withText(
  { ...failReport, findings: failReport.findings.map(withHostileEvidence) },
  hostileText,
);

function withHostileEvidence(finding: Finding): Finding {
  const { proof } = finding.evidence;
  return { ...finding, evidence: { ...hostileEvidence, ...(proof !== undefined && { proof }) } };
}
