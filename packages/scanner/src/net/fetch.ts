import type { CookieFacts, HeaderList, Redirect } from '../artifacts.ts';
import { shownUrl } from './failures.ts';
import type { CookieStore } from './cookies.ts';
import { isRedirect, type HttpClient, type HttpResponse } from './http.ts';
import type { Limiter } from './limiter.ts';
import { NetworkError, type FetchRequest, type FetchResult } from './network.ts';
import type { Parties } from './parties.ts';
import { overlayHeaders, requestHeaders } from './request-headers.ts';

export interface FetcherSettings {
  readonly http: HttpClient;
  readonly limiter: Limiter;
  readonly cookies: CookieStore;
  readonly parties: Parties;
  readonly userAgent: string;
  readonly userHeaders: (url: string) => HeaderList;
}

/** Fetches as a browser would: redirects, cookies, credentials for the user's own hosts only. */
export class Fetcher {
  readonly #settings: FetcherSettings;

  constructor(settings: FetcherSettings) {
    this.#settings = settings;
  }

  /** Errors as for `Network.fetch`. */
  async fetch(request: FetchRequest): Promise<FetchResult> {
    const { cookies, parties } = this.#settings;
    const redirects: Redirect[] = [];
    const set: CookieFacts[] = [];
    const isTarget = parties.begin(request.url);
    let url = httpUrl(request.url);
    let method: string = request.method ?? 'GET';
    for (;;) {
      const response = await this.#send(request, url, method);
      if (isTarget && redirects.length === 0) parties.answered(url.href, response.address);
      if (!request.credentials) set.push(...cookies.store(url.href, response.headers));
      const next = request.redirects > 0 ? nextUrl(url, response) : null;
      if (!next) return result(url, response, redirects, set);
      redirects.push({ from: url.href, status: response.status, to: next.href });
      if (redirects.length > request.redirects) throw tooMany(request, next);
      if (changesToGet(response.status, method)) method = 'GET';
      url = next;
    }
  }

  #send(request: FetchRequest, url: URL, method: string): Promise<HttpResponse> {
    const { http, limiter, cookies, parties, userAgent, userHeaders } = this.#settings;
    return limiter.run(url.host, () => {
      const own = parties.mayCarryCredentials(url.href);
      const { destination, accept } = request;
      const credentials = request.credentials && (own ? request.credentials : []);
      const cookie = credentials
        ? null
        : cookies.header(url.href, { own, sameSite: parties.isSameSite(url.href) });
      const page = request.page ?? parties.page;
      const standard = requestHeaders({ url, destination, accept, userAgent, page, cookie });
      const carried = overlayHeaders(standard, credentials ?? userHeaders(url.href));
      const headers = overlayHeaders(carried, request.headers ?? []);
      return http.send({
        url,
        method,
        headers,
        body: method === 'POST' ? (request.body ?? '') : undefined,
        maxBytes: request.maxBytes,
        skipsRedirectBody: request.redirects > 0,
        reach: parties.reach,
        signal: request.signal,
      });
    });
  }
}

/** Throws `NetworkError` for what is not an http(s) URL; drops fragment and credentials. */
function httpUrl(text: string, base?: string): URL {
  if (!URL.canParse(text, base)) {
    throw new NetworkError('invalid-url', `${JSON.stringify(text.slice(0, 200))} is not a URL`);
  }
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new NetworkError('unsupported-scheme', `${shownUrl(url)} is not an http or https URL`);
  }
  url.hash = '';
  url.username = '';
  url.password = '';
  return url;
}

/** Where a redirect leads, or null for what is none. */
function nextUrl(from: URL, { status, headers }: HttpResponse): URL | null {
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (!isRedirect(status) || location === undefined) return null;
  try {
    return httpUrl(utf8(location), from.href);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    throw new NetworkError(
      error.code,
      `${shownUrl(from)} redirects to a place that is not read: ${error.message}`,
    );
  }
}

/** Header bytes reach us as Latin-1; browsers read a Location as UTF-8. */
function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

function tooMany(request: FetchRequest, last: URL): NetworkError {
  return new NetworkError(
    'too-many-redirects',
    `${shownUrl(httpUrl(request.url))} redirects more than ${request.redirects} times (last to ${shownUrl(last)}): check it for a loop, or give the final address`,
  );
}

/** Fetch standard, HTTP-redirect fetch, step 12. */
function changesToGet(status: number, method: string): boolean {
  return status === 303 || ((status === 301 || status === 302) && method === 'POST');
}

function result(
  url: URL,
  response: HttpResponse,
  redirects: readonly Redirect[],
  cookies: readonly CookieFacts[],
): FetchResult {
  const { status, headers, body, tls, address } = response;
  return {
    url: url.href,
    status,
    headers,
    redirects,
    body: body.bytes,
    truncated: body.truncated,
    tls,
    cookies,
    address,
  };
}
