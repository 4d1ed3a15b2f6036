import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HeaderList } from '../artifacts.ts';
import { UsageError } from '../errors.ts';
import type { ResolvedOptions } from '../options.ts';
import { parseStorageState } from '../storage-state.ts';
import { isSameSite } from '../hosts.ts';
import { CookieStore } from './cookies.ts';
import {
  ambientHeaders,
  carriesCredentials,
  withoutCredentials,
  type CredentialHeaders,
} from './credentials.ts';
import { Dialler } from './dial.ts';
import { Fetcher } from './fetch.ts';
import { HttpClient } from './http.ts';
import { Limiter } from './limiter.ts';
import { Names, systemLookup, type Lookup } from './names.ts';
import type { Network } from './network.ts';
import { Parties } from './parties.ts';
import { Pins } from './pins.ts';
import { parseProxy } from './proxy.ts';
import { defaultUserAgent } from './request-headers.ts';
import { TlsClient } from './tls.ts';

export interface NetworkOptions extends ResolvedOptions {
  /** Replaces the system's name look-up. */
  readonly lookup?: Lookup;
}

/** As browsers' limit for HTTP/1.1. */
const requestsPerHost = 6;

/**
 * The network of one scan. Throws `UsageError` for a `--resolve`, `--connect-to`, `--proxy`, `--header`, `--cookie`
 * or `--storage-state` that cannot be used.
 */
export function openNetwork(options: NetworkOptions): Network {
  checkHeaders(options);
  const proxy = options.proxy === undefined ? null : parseProxy(options.proxy);
  const insecure = options.insecure ?? false;
  const dialler = new Dialler({
    pins: new Pins(options.resolve, options.connectTo),
    names: new Names(options.lookup ?? systemLookup),
    tls: new TlsClient(options.ca),
    proxy,
    forbidPrivate: options.forbidPrivate ?? false,
    insecure,
  });
  const parties = new Parties({
    firstParty: options.firstParty,
    allowPrivate: options.allowPrivate ?? false,
  });
  const { storageState } = options;
  const cookies = new CookieStore(
    [...options.cookies, ...options.headers.filter(isCookieHeader).map(([, value]) => value)],
    storageState === undefined ? [] : parseStorageState(storageState).cookies,
  );
  const http = new HttpClient({ dialler, insecure, timeoutMs: options.timeoutMs });
  const userHeaders = (url: string): HeaderList => {
    if (!parties.mayCarryCredentials(url)) return [];
    const authorization = parties.authorization(url);
    return [
      ...(authorization === null ? [] : [['Authorization', authorization] as const]),
      ...options.headers.filter((header) => !isCookieHeader(header)),
    ];
  };
  const cookieHeader = (url: string): string | null =>
    cookies.header(url, { own: parties.mayCarryCredentials(url), sameSite: parties.isSameSite(url) });
  const credentialsFor = (url: string, foreignOrigin: string): CredentialHeaders | null => {
    const own = userHeaders(url);
    if (!parties.mayCarryCredentials(url) || !(cookies.hasOwn(url) || carriesCredentials(own))) return null;
    const foreign = isFromTheSite(foreignOrigin, url)
      ? cookieHeader(url)
      : cookies.foreignHeader(url, { own: true });
    return {
      page: [...asHeader(cookieHeader(url)), ...own],
      foreign: [...asHeader(foreign), ...ambientHeaders(own)],
      without: withoutCredentials(own),
    };
  };
  const fetcher = new Fetcher({
    http,
    limiter: new Limiter(options.concurrency, requestsPerHost),
    cookies,
    parties,
    userAgent: options.userAgent ?? defaultUserAgent,
    userHeaders,
  });
  return {
    fetch: (request) => fetcher.fetch(request),
    dial: (request) => dialler.dial(request, parties.reach),
    cookieHeader,
    userHeaders,
    credentialsFor,
    isFirstParty: (url) => parties.isFirstParty(url),
    setPage: (page) => parties.setPage(page),
    storeCookies: (url, headers) => cookies.store(url, headers),
    close: () => http.close(),
  };
}

function isCookieHeader([name]: HeaderList[number]): boolean {
  return name.toLowerCase() === 'cookie';
}

function asHeader(cookie: string | null): HeaderList {
  return cookie === null ? [] : [['Cookie', cookie]];
}

/** Whether a page of this Origin is of the URL's own site, scheme included: SameSite keeps nothing from it then. */
function isFromTheSite(origin: string, url: string): boolean {
  const [page, own] = [URL.parse(origin), new URL(url)];
  return page !== null && page.protocol === own.protocol && isSameSite(page.hostname, own.hostname);
}

/** Says which option cannot be sent, without its value: it may be a secret. */
function checkHeaders({ headers, cookies, userAgent }: NetworkOptions): void {
  for (const [name, value] of headers) {
    if (!isSendable(name, value)) {
      throw new UsageError(
        `--header ${JSON.stringify(name)} cannot be sent: give "Name: value" without line breaks`,
      );
    }
  }
  if (!isSendable('Cookie', cookies.join('; '))) {
    throw new UsageError('--cookie cannot be sent: give name=value without line breaks');
  }
  if (userAgent !== undefined && !isSendable('User-Agent', userAgent)) {
    throw new UsageError('--user-agent cannot be sent: give one line of plain text');
  }
}

function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
