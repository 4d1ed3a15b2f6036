import type { CookieFacts } from '../artifacts.ts';
import { isLoopbackHost } from '../hosts.ts';
import { mayCarrySession, sessionCookiesSent } from '../session-cookies.ts';
import type { Facts, JudgedEndpoint } from './rule.ts';

export interface HandshakeCookie {
  readonly name: string;
  /** `unknown` for a cookie that was sent, that no response of this scan set and that no storage state describes. */
  readonly sameSite: CookieFacts['sameSite'] | 'unknown';
}

/**
 * The cookies that a browser would attach to this endpoint's handshake, as far as a storage state, the page and the
 * handshakes told, without those that cannot carry a session. RFC 6265bis section 5.8.3 decides which match.
 */
export function handshakeCookies(
  endpoint: JudgedEndpoint,
  { page, scope }: Pick<Facts, 'page' | 'scope'>,
): HandshakeCookie[] {
  const set = [
    ...(scope.storedCookies ?? []),
    ...(page?.cookies ?? []),
    ...endpoint.observations.flatMap(({ cookies }) => cookies),
  ];
  const matching = set.filter((cookie) => travelsTo(cookie, new URL(endpoint.url)));
  const byName = new Map<string, HandshakeCookie>(
    matching.map(({ name, sameSite }) => [name, { name, sameSite }]),
  );
  for (const name of endpoint.observations.flatMap(({ requestHeaders }) =>
    sessionCookiesSent(requestHeaders),
  ))
    if (!byName.has(name)) byName.set(name, { name, sameSite: 'unknown' });
  return [...byName.values()].filter(({ name }) => mayCarrySession(name));
}

/**
 * Whether a foreign page's handshake carries the cookie: `SameSite=None` does where third-party cookies are
 * allowed; with none named, Chromium treats it as Lax and Firefox does not, so it counts as travelling.
 */
export function travelsCrossSite({ sameSite }: HandshakeCookie): boolean {
  return sameSite !== 'Strict' && sameSite !== 'Lax';
}

/** Whether the page or the endpoint asked for HTTP authentication, which browsers attach to any handshake. */
export function asksHttpAuthentication(endpoint: JudgedEndpoint, page: Facts['page']): boolean {
  const headers = [
    page?.headers ?? [],
    ...endpoint.observations.map(({ responseHeaders }) => responseHeaders),
  ];
  return headers
    .flat()
    .some(
      ([name, value]) =>
        name.toLowerCase() === 'www-authenticate' && /^\s*(basic|digest|negotiate|ntlm)\b/i.test(value),
    );
}

function travelsTo(cookie: CookieFacts, endpoint: URL): boolean {
  // Browsers take loopback for secure (W3C Secure Contexts section 3.1).
  const tls = endpoint.protocol === 'wss:' || isLoopbackHost(endpoint.hostname);
  return (
    (tls || !cookie.secure) &&
    domainMatches(cookie, endpoint.hostname) &&
    pathMatches(cookie.path, endpoint.pathname)
  );
}

function domainMatches({ domain, setBy }: CookieFacts, hostname: string): boolean {
  if (domain === null) return URL.canParse(setBy) && new URL(setBy).hostname === hostname;
  const suffix = domain.replace(/^\./, '').toLowerCase();
  return hostname === suffix || hostname.endsWith(`.${suffix}`);
}

/** RFC 6265 section 5.1.4. */
function pathMatches(path: string | null, requested: string): boolean {
  if (path === null || path === '/' || path === requested) return true;
  return requested.startsWith(path.endsWith('/') ? path : `${path}/`);
}
