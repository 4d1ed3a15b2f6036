import { createRequire } from 'node:module';
import type * as Tldts from 'tldts';
import type { Party } from './artifacts.ts';

/**
 * Whether a URL's hostname is loopback: 127.0.0.0/8, `::1`, `localhost` and `*.localhost` (RFC 6761 section 6.3,
 * W3C Secure Contexts section 3.1). Takes what `URL.hostname` gives, or a bare IPv6 address.
 */
export function isLoopbackHost(hostname: string): boolean {
  const host = withoutRootDot(hostname.toLowerCase());
  if (host === '[::1]' || host === '::1') return true;
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** Whether a URL points to loopback; false for what is no URL. */
export function isLoopbackUrl(url: string): boolean {
  const hostname = URL.parse(url)?.hostname;
  return hostname !== undefined && isLoopbackHost(hostname);
}

/**
 * The domain that its owner registered: public suffix plus one label, private suffixes such as `github.io`
 * included (publicsuffix.org). Null for addresses, single labels and public suffixes themselves.
 */
export function registrableDomain(hostname: string): string | null {
  return publicSuffixes().getDomain(hostname, { allowPrivateDomains: true });
}

/** Whether two hostnames have one registrable domain, or are equal where they have none. Schemes are not looked at. */
export function isSameSite(hostname: string, other: string): boolean {
  const [first, second] = [hostname, other].map((host) => withoutRootDot(host.toLowerCase()));
  if (first === undefined || second === undefined) return false;
  if (first === second) return true;
  // The list is not needed, nor worth its loading time, where the last labels differ already.
  if (lastLabel(first) !== lastLabel(second)) return false;
  const domain = registrableDomain(first);
  return domain !== null && domain === registrableDomain(second);
}

/**
 * Whose endpoint a URL is: `first` where it is same-site with the page, or at or below one of the domains that
 * the user named as their own.
 *
 * @param pageUrl null where there is no page
 * @param firstParty domains of `--first-party`
 */
export function partyOf(url: string, pageUrl: string | null, firstParty: readonly string[]): Party {
  const host = URL.parse(url)?.hostname;
  if (!host) return 'third';
  const page = pageUrl === null ? undefined : URL.parse(pageUrl)?.hostname;
  if (page && isSameSite(host, page)) return 'first';
  return firstParty.some((domain) => isAtOrBelow(host, domain)) ? 'first' : 'third';
}

function isAtOrBelow(hostname: string, domain: string): boolean {
  const host = withoutRootDot(hostname.toLowerCase());
  const own = URL.parse(`https://${domain.replace(/^\*?\./, '')}`)?.hostname;
  return own !== undefined && own !== '' && (host === own || host.endsWith(`.${own}`));
}

function lastLabel(hostname: string): string {
  return hostname.slice(hostname.lastIndexOf('.') + 1);
}

function withoutRootDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

let loaded: typeof Tldts | undefined;

/** The list takes tens of milliseconds to load and most scans of one host never ask it. */
function publicSuffixes(): typeof Tldts {
  const require: (name: 'tldts') => typeof Tldts = createRequire(import.meta.url);
  loaded ??= require('tldts');
  return loaded;
}
