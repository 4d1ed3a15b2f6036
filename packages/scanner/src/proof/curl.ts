import type { FallbackObservation, HeaderList, Observation, ScanScope } from '../artifacts.ts';
import type { TlsQuestion } from '../rules/rule.ts';
import { wayTo } from './way-out.ts';

type WayOut = ScanScope['wayOut'];

/** What a browser adds and no server needs to open the socket; compressed frames could not be read. */
const leftOut =
  /^(?:host|pragma|cache-control|accept-encoding|accept-language|sec-websocket-extensions|content-length)$/i;
const listenAtLeastS = 3;

/** The same handshake over HTTP/1.1: prints the answer's head and the frames that follow, then gives up. */
export function curlOfHandshake(seen: Observation, url: string, way: WayOut): string {
  const heardMs = Math.max(0, ...seen.messages.map(({ atMs }) => atMs), seen.closeCode ? seen.observedMs : 0);
  const seconds = listenAtLeastS + Math.ceil((seen.durationMs + Math.min(heardMs, 10_000)) / 1_000);
  return command([
    '--include',
    '--silent',
    '--show-error',
    '--no-buffer',
    '--output',
    '-',
    '--http1.1',
    '--max-time',
    String(seconds),
    ...trustOf(seen.tls !== null && !seen.tls.authorized, way),
    ...wayTo(url, way),
    ...headersOf(seen.requestHeaders),
    url.replace(/^ws/, 'http'),
  ]);
}

/** The same request to a library's HTTP transport. */
export function curlOfRequest(seen: FallbackObservation, way: WayOut): string {
  return command([
    '--include',
    '--silent',
    '--show-error',
    '--max-time',
    '10',
    '--request',
    seen.method,
    ...trustOf(false, way),
    ...wayTo(seen.url, way),
    ...headersOf(seen.requestHeaders),
    ...(seen.method === 'POST' ? ['--data-raw', seen.requestBody ?? ''] : []),
    seen.url,
  ]);
}

/** Makes curl say what is wrong with the certificate, or which version was agreed on. */
export function curlOfTls({ url, version }: TlsQuestion, way: WayOut): string {
  const number = version === 'TLSv1' ? '1.0' : '1.1';
  return command([
    '--verbose',
    '--silent',
    '--show-error',
    '--output',
    '/dev/null',
    '--max-time',
    '10',
    ...(version
      ? [`--tlsv${number}`, '--tls-max', number, '--ciphers', 'DEFAULT:@SECLEVEL=0', '--insecure']
      : []),
    ...wayTo(url, way),
    new URL('/', url.replace(/^ws/, 'http')).href,
  ]);
}

/** The exchange is what is shown here, not the certificate. */
function trustOf(isInvalid: boolean, way: WayOut): string[] {
  return isInvalid || way?.ownCa ? ['--insecure'] : [];
}

/** With a colon and nothing after it curl would leave the header out. */
function headersOf(headers: HeaderList): string[] {
  return headers.flatMap(([name, value]) =>
    leftOut.test(name) ? [] : ['--header', value.trim() === '' ? `${name};` : `${name}: ${value}`],
  );
}

function command(words: readonly string[]): string {
  return ['curl', '--globoff', ...words].map(quoted).join(' ');
}

/** One word for a POSIX shell, whatever it contains. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
