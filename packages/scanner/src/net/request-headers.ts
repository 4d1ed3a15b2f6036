import type { HeaderList } from '../artifacts.ts';
import { isLoopbackHost, isSameSite } from '../hosts.ts';
import { tool } from '../version.ts';

/**
 * What a response is for (Fetch standard, "destination"); decides what a browser would say with the request. `empty` is
 * what a page's code asks for by `fetch` or XMLHttpRequest.
 */
export type Destination = 'document' | 'iframe' | 'script' | 'worker' | 'empty';

/** Who asks, where the user did not choose a name. Says honestly that it is no browser. */
export const defaultUserAgent = `Mozilla/5.0 (compatible; ${tool.name}/${tool.version})`;

/** The codings that `readBody` undoes; Node 20 has no zstd. */
const acceptEncoding = 'gzip, deflate, br';
const acceptDocument = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

export interface RequestFacts {
  readonly url: URL;
  readonly destination: Destination | undefined;
  readonly accept: string | undefined;
  readonly userAgent: string;
  /** The page whose part is asked for; null for the page itself. */
  readonly page: string | null;
  readonly cookie: string | null;
}

/** The headers of a request as a browser would send them for the same purpose. */
export function requestHeaders(facts: RequestFacts): HeaderList {
  const { url, destination, accept, userAgent, page, cookie } = facts;
  const referer = refererFor(url, page);
  return [
    ['Host', url.host],
    ['Connection', 'keep-alive'],
    ...(destination === 'document' ? [['Upgrade-Insecure-Requests', '1'] as const] : []),
    ['User-Agent', userAgent],
    ['Accept', accept ?? (destination === 'document' || destination === 'iframe' ? acceptDocument : '*/*')],
    ...fetchMetadata(url, destination, page),
    ...(referer === null ? [] : [['Referer', referer] as const]),
    ['Accept-Encoding', acceptEncoding],
    ['Accept-Language', 'en-US,en;q=0.9'],
    ...(cookie === null ? [] : [['Cookie', cookie] as const]),
  ];
}

/** `over` in place of, or after, the headers of `base`; names are compared without case. */
export function overlayHeaders(base: HeaderList, over: HeaderList): HeaderList {
  const names = new Set(over.map(([name]) => name.toLowerCase()));
  return [...base.filter(([name]) => !names.has(name.toLowerCase())), ...over];
}

const fetchModes: Readonly<Record<Destination, string>> = {
  document: 'navigate',
  iframe: 'navigate',
  script: 'no-cors',
  worker: 'same-origin',
  empty: 'cors',
};

/** W3C Fetch Metadata; browsers send it to trustworthy URLs only. */
function fetchMetadata(url: URL, destination: Destination | undefined, page: string | null): HeaderList {
  if (!destination || (url.protocol !== 'https:' && !isLoopbackHost(url.hostname))) return [];
  return [
    ['Sec-Fetch-Site', siteRelation(url, page)],
    ['Sec-Fetch-Mode', fetchModes[destination]],
    ...(destination === 'document' ? [['Sec-Fetch-User', '?1'] as const] : []),
    ['Sec-Fetch-Dest', destination],
  ];
}

function siteRelation(url: URL, page: string | null): string {
  if (page === null) return 'none';
  const from = new URL(page);
  if (from.origin === url.origin) return 'same-origin';
  return from.protocol === url.protocol && isSameSite(from.hostname, url.hostname)
    ? 'same-site'
    : 'cross-site';
}

/** Referrer policy `strict-origin-when-cross-origin`, the browsers' default. */
function refererFor(url: URL, page: string | null): string | null {
  if (page === null) return null;
  const from = new URL(page);
  if (from.origin === url.origin) return `${from.origin}${from.pathname}${from.search}`;
  return from.protocol === 'https:' && url.protocol === 'http:' ? null : `${from.origin}/`;
}
