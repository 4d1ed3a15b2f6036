import { createRequire } from 'node:module';
import type * as ToughCookie from 'tough-cookie';
import type { Cookie, CookieJar } from 'tough-cookie';
import type { CookieFacts, HeaderList } from '../artifacts.ts';
import type { StoredCookie } from '../options.ts';

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
  /** What of the jar is the user's own, renewed by a response or not. */
  readonly #stored = new Set<string>();
  #jar: CookieJar | undefined;
  #kept = 0;

  /**
   * `given`: `name=value` pairs, or whole `Cookie` headers. `stored`: cookies whose attributes are known; what no
   * browser would have kept (expired, for a public suffix) is left out.
   */
  constructor(given: readonly string[], stored: readonly StoredCookie[] = []) {
    this.#given = given
      .flatMap((header) => header.split(';'))
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '');
    for (const cookie of stored) this.#keep(cookie);
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
    return this.#pairs(url, context, context.own ? this.#given : []);
  }

  /**
   * The same for a request that a page of another site makes: only what travels there. One that the user gave does,
   * unless its SameSite attribute is known from a cookie of the same name.
   */
  foreignHeader(url: string, { own }: Pick<CookieContext, 'own'>): string | null {
    const known = this.#matching(url, own);
    const given = this.#given.filter((pair) => {
      const namesakes = known.filter(({ key }) => key === nameOf(pair));
      return namesakes.length === 0 || namesakes.some(travelsCrossSite);
    });
    return this.#pairs(url, { own, sameSite: false }, own ? given : []);
  }

  /** Whether a cookie of the user's own goes there. */
  hasOwn(url: string): boolean {
    return this.#given.length > 0 || this.#matching(url, true).some((cookie) => this.#isStored(cookie));
  }

  #pairs(url: string, { own, sameSite }: CookieContext, given: readonly string[]): string | null {
    const names = new Set((own ? this.#given : []).map(nameOf));
    const set = this.#matching(url, own)
      .filter((cookie) => sameSite || travelsCrossSite(cookie))
      .map((cookie) => cookie.cookieString())
      .filter((pair) => !names.has(nameOf(pair)));
    const pairs = [...given, ...set];
    return pairs.length > 0 ? pairs.join('; ') : null;
  }

  #matching(url: string, own: boolean): Cookie[] {
    const cookies = this.#jar?.getCookiesSync(httpUrl(url)) ?? [];
    return own ? cookies : cookies.filter((cookie) => !this.#isStored(cookie));
  }

  #keep(stored: StoredCookie): void {
    this.#jar ??= newJar();
    const host = stored.domain.replace(/^\./, '');
    const { Cookie } = toughCookie();
    const cookie = new Cookie({
      key: stored.name,
      value: stored.value,
      domain: host === stored.domain ? null : host,
      path: stored.path,
      expires: stored.expires < 0 ? 'Infinity' : new Date(stored.expires * 1000),
      secure: stored.secure,
      httpOnly: stored.httpOnly,
      sameSite: stored.sameSite?.toLowerCase(),
    });
    const kept = this.#jar.setCookieSync(cookie, `https://${host}${stored.path}`, { ignoreError: true });
    if (kept) this.#stored.add(identityOf(kept));
  }

  #isStored(cookie: Cookie): boolean {
    return this.#stored.has(identityOf(cookie));
  }
}

/** RFC 6265 section 5.3: a cookie of the same name, domain and path is the same one, renewed. */
function identityOf({ key, domain, path }: Cookie): string {
  return JSON.stringify([key, domain, path]);
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

/** The jar and its list of public suffixes take tens of milliseconds to load: not before there is a cookie to keep. */
function toughCookie(): typeof ToughCookie {
  const require: (name: 'tough-cookie') => typeof ToughCookie = createRequire(import.meta.url);
  return require('tough-cookie');
}

function newJar(): CookieJar {
  const { CookieJar } = toughCookie();
  return new CookieJar(undefined, { looseMode: true, prefixSecurity: 'silent' });
}
