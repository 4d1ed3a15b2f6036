import { isIP } from 'node:net';
import { isPublicAddress } from 'wssure';

/** Longer ones are no site's; the index of open targets takes no more either. */
const urlCharacters = 2_048;

export interface UrlRules {
  /** Whether addresses that are not public may be reached. */
  readonly allowPrivate: boolean;
}

/**
 * The URL as browsers normalise it, without its fragment, or what is wrong with it. What its host's name means is known
 * only when it is dialled; then the network's own guard speaks.
 */
export function checkUrl(
  text: string,
  { allowPrivate }: UrlRules,
): { readonly url: string } | { readonly problem: string } {
  if (text.length > urlCharacters) return { problem: `longer than ${urlCharacters} characters` };
  const url = URL.parse(text);
  if (!url) return { problem: 'not a URL: give one like https://shop.example/' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'not an http or https URL' };
  if (url.username !== '' || url.password !== '') {
    return { problem: 'carries credentials: give them as a header or cookie in "options"' };
  }
  if (!allowPrivate && isPrivateHost(url.hostname)) {
    return {
      problem: `${url.hostname} is not a public address, and this server reaches no private one (unless it is started with WSSURE_ALLOW_PRIVATE=1)`,
    };
  }
  url.hash = '';
  if (url.href.length > urlCharacters)
    return { problem: `longer than ${urlCharacters} characters when encoded` };
  return { url: url.href };
}

/** The name under which a host's scans are kept, from a URL or from a path of ours. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/\.$/, '');
}

/** Literal addresses in any spelling (the URL parser has normalised them) and loopback names (RFC 6761). */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return !isPublicAddress(host);
  return host === 'localhost' || host.endsWith('.localhost');
}
