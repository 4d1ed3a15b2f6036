import type { Endpoint, FallbackObservation, HeaderList, Observation } from '../artifacts.ts';
import type { Evidence } from '../report.ts';
import { openingsOf, type Opening } from './openings.ts';

const messagesShown = 5;
const messageUnits = 200;

/** The request's head, the answer's, and what was said after a 101, each as lines; null for an answer that never came. */
export function exchangeOfHandshake(
  seen: Observation,
  endpoint: Pick<Endpoint, 'url' | 'library' | 'dialect'>,
): Evidence {
  const { status, responseHeaders, transport } = seen;
  const version = transport === 'h2' ? 'HTTP/2' : 'HTTP/1.1';
  return {
    request:
      transport === 'h2'
        ? extendedConnect(new URL(endpoint.url), seen.requestHeaders)
        : [`GET ${targetOf(endpoint.url)} HTTP/1.1`, ...headerLines(seen.requestHeaders)],
    response: status === null ? null : [`${version} ${status}`, ...headerLines(responseHeaders)],
    after: afterAnswer(seen, openingsOf(seen, endpoint)),
  };
}

/** The same of a request to a library's HTTP transport. */
export function exchangeOfRequest(seen: FallbackObservation): Evidence {
  const { host } = new URL(seen.url);
  return {
    request: [
      `${seen.method} ${targetOf(seen.url)} HTTP/1.1`,
      `Host: ${host}`,
      ...headerLines(seen.requestHeaders),
    ],
    response: seen.status === null ? null : [`HTTP/1.1 ${seen.status}`, ...headerLines(seen.responseHeaders)],
    after: seen.error ? [seen.error.message] : seen.body === null ? [] : [clipped(seen.body)],
  };
}

/** RFC 8441 section 4. */
function extendedConnect({ host, pathname, search }: URL, headers: HeaderList): string[] {
  const own = {
    ':method': 'CONNECT',
    ':protocol': 'websocket',
    ':scheme': 'https',
    ':path': pathname + search,
    ':authority': host,
  };
  return headerLines([...Object.entries(own), ...headers]);
}

function targetOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function headerLines(headers: HeaderList): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

/** Both sides' messages in their order, then how it ended. */
function afterAnswer(seen: Observation, openings: readonly Opening[]): string[] {
  const lines: string[] = [];
  const sent = (count: number): string[] =>
    openings.flatMap(({ after, message }) => (after === count ? [`client: ${wordsOf(message)}`] : []));
  lines.push(...sent(0));
  for (const [index, { data, binary, bytes }] of seen.messages.slice(0, messagesShown).entries())
    lines.push(`server: ${binary ? `${bytes} bytes` : clipped(data)}`, ...sent(index + 1));
  if (seen.messages.length > messagesShown)
    lines.push(`server: and ${seen.messages.length - messagesShown} more messages`);
  return [...lines, ...endOf(seen)];
}

function endOf({ outcome, status, closeCode, closeReason, error, observedMs }: Observation): string[] {
  if (error) return [error.message];
  if (outcome === 'closed')
    return [`the server closes with ${closeCode ?? 1005} ${closeReason ?? ''}`.trimEnd()];
  if (outcome === 'accepted') return [`still open after ${watched(observedMs)}, when wssure leaves`];
  return status === null ? ['no answer'] : [];
}

/** Where the answer came at once it was not watched for long. */
function watched(ms: number): string {
  return ms < 1_000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function wordsOf(message: string | Uint8Array): string {
  return typeof message === 'string' ? clipped(message) : `${message.length} bytes`;
}

function clipped(text: string): string {
  return text.length > messageUnits ? `${text.slice(0, messageUnits)}…` : text;
}
