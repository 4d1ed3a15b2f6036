import type { CookieFacts, HeaderList } from '../artifacts.ts';
import type { Facts, JudgedEndpoint } from './rule.ts';

export interface HandshakeCookie {
  readonly name: string;
  /** `unknown` for a cookie that was sent and that no response of this scan set. */
  readonly sameSite: CookieFacts['sameSite'] | 'unknown';
}

/** Cookies of proxies, load balancers and analytics: they carry no session of the site. */
const infrastructure =
  /^(_ga|_gid|_gat|_gcl_|_fbp|_hj|_pk_|_clck|_clsk|__cf|cf_|__cflb|AWSALB|AWSELB|ARRAffinity|ApplicationGatewayAffinity|BIGipServer|TS01|incap_ses|visid_incap|ak_bmsc|bm_s|__utm|OptanonConsent|CookieConsent)/i;

/**
 * The cookies that a browser would attach to this endpoint's handshake, as far as the page and the handshakes
 * told, without those that cannot carry a session. RFC 6265bis section 5.8.3 decides which match.
 */
export function handshakeCookies(endpoint: JudgedEndpoint, page: Facts['page']): HandshakeCookie[] {
  const set = [...(page?.cookies ?? []), ...endpoint.observations.flatMap(({ cookies }) => cookies)];
  const matching = set.filter((cookie) => travelsTo(cookie, new URL(endpoint.url)));
  const byName = new Map<string, HandshakeCookie>(
    matching.map(({ name, sameSite }) => [name, { name, sameSite }]),
  );
  for (const name of endpoint.observations.flatMap(({ requestHeaders }) => sentCookies(requestHeaders)))
    if (!byName.has(name)) byName.set(name, { name, sameSite: 'unknown' });
  return [...byName.values()].filter(({ name }) => !infrastructure.test(name));
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
  const tls = endpoint.protocol === 'wss:' || endpoint.protocol === 'https:';
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

function sentCookies(headers: HeaderList): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((pair) => pair.split('=', 1)[0]?.trim() ?? '')
    .filter((name) => name !== '');
}
