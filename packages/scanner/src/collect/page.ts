import type { CspPolicy, HeaderList, PageFacts, SourceRecord } from '../artifacts.ts';
import { TargetError } from '../errors.ts';
import type { FetchResult, Network } from '../net/network.ts';
import type { Limits } from '../limits.ts';
import { decodeDocument } from './decode.ts';
import { isHtml } from './media-type.ts';
import { cutOf, readRecord, type Cut } from './source-record.ts';

/** The target's document as it was reached. */
export interface LoadedPage {
  /** Without the policies that its markup holds. */
  readonly facts: PageFacts;
  readonly text: string;
  /** What its classic scripts are decoded with where nothing else is said. */
  readonly encoding: string;
  readonly record: SourceRecord;
  readonly cut: Cut;
}

/**
 * Fetches the target. Throws `TargetError` (`http-status`, `not-html`) and `NetworkError` where there is no
 * page to scan, each with a line that says what to do.
 */
export async function loadPage(
  target: string,
  network: Network,
  limits: Limits,
  signal: AbortSignal,
): Promise<LoadedPage> {
  const result = await network.fetch({
    url: target,
    destination: 'document',
    maxBytes: limits.pageBytes,
    redirects: limits.redirects,
    signal,
  });
  network.setPage({ url: result.url, address: result.address });
  const contentType = headerOf(result.headers, 'content-type');
  if (result.status < 200 || result.status > 299) throw statusError(result);
  const { text, encoding } = decodeDocument(result.body, contentType);
  if (!isHtml(contentType, text)) throw notHtmlError(result, contentType);
  const { url, status, redirects, cookies, tls } = result;
  return {
    facts: {
      url,
      status,
      contentType,
      headers: result.headers.map(withoutCookieValue),
      redirects,
      csp: policiesOf(result.headers),
      cookies,
      tls,
    },
    text,
    encoding,
    record: readRecord(url, 'page', result.body),
    cut: cutOf(result, limits.pageBytes, 'pageBytes'),
  };
}

/** The first value of a header, or null. */
export function headerOf(headers: HeaderList, wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}

/** CSP Level 3 section 2.2.2: each header, and each part of it between commas, is a policy of its own. */
export function policiesOf(headers: HeaderList): CspPolicy[] {
  return headers.flatMap(([name, value]) => {
    const header = name.toLowerCase();
    if (header !== 'content-security-policy' && header !== 'content-security-policy-report-only') return [];
    const reportOnly = header.endsWith('-report-only');
    return value
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text): CspPolicy => ({ text, from: 'header', reportOnly }));
  });
}

/** What a page sets is told by `PageFacts.cookies`; a session's secret has no place in what is kept. */
function withoutCookieValue([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, name.toLowerCase() === 'set-cookie' ? value.replace(/^([^=;]*=)[^;]*/, '$1***') : value];
}

function statusError({ url, status }: FetchResult): TargetError {
  const advice =
    status === 401 || status === 403
      ? 'if it needs an account, give one with --cookie or --header; if it turns scanners away, try --user-agent'
      : status >= 500 || status === 429
        ? 'the server is in trouble or busy: try again later'
        : 'check the address';
  return new TargetError('http-status', `${shown(url)} answered ${status}: ${advice}`);
}

function notHtmlError({ url }: FetchResult, contentType: string | null): TargetError {
  const what =
    contentType === null ? 'something without a Content-Type' : JSON.stringify(contentType.slice(0, 100));
  return new TargetError(
    'not-html',
    `${shown(url)} is ${what} and not an HTML page: give the page that opens the socket`,
  );
}

/** Without its query, which may hold secrets. */
function shown(url: string): string {
  return url.replace(/\?.*$/s, '').slice(0, 200);
}
