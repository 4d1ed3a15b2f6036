/** The words that every format uses for the report's fixed values, so that all of them say the same. */
import type {
  Level,
  OriginPolicy,
  Remediation,
  Report,
  ReportProbe,
  RuleOutcome,
  Severity,
  Verdict,
} from '../report.ts';
import type { Reference, SourceRecord, VariantId } from '../artifacts.ts';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  fail: 'FAIL',
  warn: 'WARN',
  pass: 'PASS',
  error: 'NOT SCANNED',
};

export const outcomeWords: Readonly<Record<RuleOutcome, string>> = {
  fail: 'fail',
  warn: 'warning',
  note: 'note',
  pass: 'passed',
  inconclusive: 'inconclusive',
  'not-applicable': 'not applicable',
};

/** A mark of one column before the word; never instead of it. */
export const marks: Readonly<Record<Level | Verdict | RuleOutcome, string>> = {
  fail: '✖',
  error: '✖',
  warn: '⚠',
  note: 'ℹ',
  pass: '✔',
  inconclusive: '?',
  'not-applicable': '–',
};

export const policyWords: Readonly<Record<OriginPolicy, string>> = {
  enforced: 'a foreign Origin is refused',
  'token-gated': 'any Origin, but only with the page’s token',
  missing: 'any Origin is accepted',
  weak: 'the Origin check can be passed',
  undetermined: 'could not be told',
  'not-probed': 'not probed',
};

/** Who asks in a handshake, told to people. */
export const variantWords: Readonly<Record<VariantId, string>> = {
  control: 'the page itself',
  foreign: 'another website',
  'control-again': 'the page itself, once more',
  absent: 'no browser',
  null: 'a sandboxed frame of any website',
  suffix: 'a look-alike with more at its end',
  prefix: 'a look-alike with more at its start',
  substring: 'a look-alike with the name inside',
  dot: 'a look-alike with a letter for a dot',
  subdomain: 'a subdomain of the page',
  sibling: 'a sibling subdomain',
  scheme: 'the page without TLS',
  port: 'another port of the host',
  ip: 'a bare address',
  localhost: 'a page on the visitor’s machine',
  extension: 'a browser extension',
  plaintext: 'the page itself, without TLS on the socket',
  'without-token': 'another website, without the token',
  'other-token': 'another website, with another token',
  'foreign-with-credentials': 'another website, with credentials',
  'control-with-credentials': 'the page itself, with credentials',
};

/** For which software a recipe is, and how sure that is: `a guess at ws (Node.js): recognised by …`. */
export function stackWords({ stack = '', guess, because }: Remediation): string {
  return `${guess === true ? 'a guess at' : 'for'} ${stack}${because === undefined ? '' : `: ${because}`}`;
}

/** What the other recipes are beside the one that is shown. */
export function othersWords({ guess }: Remediation): string {
  return guess === true ? 'if it is something else' : 'or, in another place';
}

export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
export const levels: readonly Level[] = ['fail', 'warn', 'note'];

/** What there is to say where a report has no endpoint. */
export function noSocketWords({ references }: Pick<Report, 'references'>): string {
  return references.some(({ role }) => role === 'connects')
    ? 'none whose address is known'
    : 'no WebSocket found in what was read';
}

export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${amount} ${amount === 1 ? singular : plural}`;
}

export function bytesWords(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte');
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function durationWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A time to the minute. */
export function utcMinute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}

/** Words as a sentence of their own. A host or a URL at its start keeps its spelling. */
export function sentence(words: string): string {
  const isName = /^[^\s.:/]+[.:/]\S/.test(words);
  const start = isName ? words : capitalised(words);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `source:line:column`, as editors and terminals take it. */
export function placeOf({
  source,
  line,
  column,
}: Pick<Reference['location'], 'source' | 'line' | 'column'>): string {
  return `${source}:${line}:${column}`;
}

export function sourcePlace(source: SourceRecord): string {
  return source.line === undefined ? source.url : `${source.url}:${source.line}`;
}

/** What one handshake came to: `accepted 101`, `rejected 403`, `closed 1008 "policy"`, `unreachable, …`. */
export function outcomeOf(probe: ReportProbe): string {
  const code = probe.outcome === 'closed' ? probe.closeCode : probe.status;
  return [
    code === null ? probe.outcome : `${probe.outcome} ${code}`,
    ...(probe.closeReason ? [`“${probe.closeReason}”`] : []),
    ...(probe.transport === 'h2' ? ['over HTTP/2'] : []),
    ...(probe.url === undefined ? [] : [`at ${probe.url}`]),
    ...(probe.withCredentials === undefined
      ? []
      : [probe.withCredentials ? 'with credentials' : 'without credentials']),
    ...(probe.error === null ? [] : [`(${probe.error})`]),
  ].join(' ');
}

const messageShown = 300;

/** The start of the first message that came back; null where none did. */
export function firstMessageOf({ firstMessage }: ReportProbe): string | null {
  if (firstMessage === null || firstMessage.length <= messageShown) return firstMessage;
  // By code point: half of a surrogate pair is no character.
  return `${Array.from(firstMessage.slice(0, messageShown * 2))
    .slice(0, messageShown)
    .join('')}…`;
}

/** The Origin that was sent, in words where none was. */
export function originOf(probe: ReportProbe): string {
  return probe.origin ?? 'no Origin';
}
