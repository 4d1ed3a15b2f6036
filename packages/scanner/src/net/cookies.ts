import { createRequire } from 'node:module';
import type * as ToughCookie from 'tough-cookie';
import type { Cookie, CookieJar } from 'tough-cookie';
import type { CookieFacts, HeaderList } from '../artifacts.ts';

/** Who asks: the user's own cookies go to their own hosts, a site's to where a browser would send them. */
export interface CookieContext {
  /** Whether the URL is the user's own: `--cookie` values are added. */
  readonly own: boolean;
  /** Whether the page and the URL are same-site (RFC 6265bis section 5.2). */
  readonly sameSite: boolean;
}

/** RFC 6265bis section 5.6: browsers ignore what is longer. */
const maxCookieUnits = 4096;
/** More than any browser keeps for one site; what a page sets beyond it is not kept. */
const maxCookies = 300;

/** The cookies of one scan: those the user gave and those that responses set. */
export class CookieStore {
  readonly #given: readonly string[];
  #jar: CookieJar | undefined;
  #kept = 0;

  /** `given`: `name=value` pairs, or whole `Cookie` headers. */
  constructor(given: readonly string[]) {
    this.#given = given
      .flatMap((header) => header.split(';'))
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '');
  }

  /** Keeps what a browser would keep of a response's `Set-Cookie` headers, and tells what that is, without values. */
  store(url: string, headers: HeaderList): CookieFacts[] {
    const facts: CookieFacts[] = [];
    for (const [name, value] of headers) {
      if (name.toLowerCase() !== 'set-cookie' || value.length > maxCookieUnits) continue;
      if (this.#kept >= maxCookies) break;
      this.#jar ??= newJar();
      const cookie = this.#jar.setCookieSync(value, httpUrl(url), { ignoreError: true });
      if (!cookie) continue;
      this.#kept += 1;
      facts.push(factsOf(cookie, url));
    }
    return facts;
  }

  /** The value of `Cookie` for a request, or null. A cookie that the user gave hides one of the same name. */
  header(url: string, context: CookieContext): string | null {
    const given = context.own ? this.#given : [];
    const names = new Set(given.map(nameOf));
    const set = (this.#jar?.getCookiesSync(httpUrl(url)) ?? [])
      .filter((cookie) => context.sameSite || travelsCrossSite(cookie))
      .map((cookie) => cookie.cookieString())
      .filter((pair) => !names.has(nameOf(pair)));
    const pairs = [...given, ...set];
    return pairs.length > 0 ? pairs.join('; ') : null;
  }
}

/** Without `SameSite` a cookie counts as `Lax` (RFC 6265bis section 5.6.7.1 default enforcement, as Chromium has it). */
function travelsCrossSite(cookie: Cookie): boolean {
  return sameSiteOf(cookie) === 'None' && cookie.secure;
}

function sameSiteOf(cookie: Cookie): CookieFacts['sameSite'] {
  const attribute = cookie.sameSite?.toLowerCase();
  if (attribute === 'strict') return 'Strict';
  if (attribute === 'lax') return 'Lax';
  return attribute === 'none' ? 'None' : null;
}

function factsOf(cookie: Cookie, setBy: string): CookieFacts {
  return {
    name: cookie.key,
    domain: cookie.hostOnly === false ? cookie.domain : null,
    path: cookie.path,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    sameSite: sameSiteOf(cookie),
    setBy,
  };
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}

/** A socket's cookies are those of the http(s) URL that its handshake is (RFC 6455 section 4.1). */
function httpUrl(url: string): string {
  return url.replace(/^ws(?=s?:)/i, 'http');
}

/** The jar and its list of public suffixes take tens of milliseconds to load: not before a site sets a cookie. */
function newJar(): CookieJar {
  const { CookieJar }: typeof ToughCookie = createRequire(import.meta.url)('tough-cookie');
  return new CookieJar(undefined, { looseMode: true, prefixSecurity: 'silent' });
}
