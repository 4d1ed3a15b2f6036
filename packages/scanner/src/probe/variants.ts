import type { VariantId } from '../artifacts.ts';
import { registrableDomain } from '../hosts.ts';

/** An Origin that looks like the page's, or like one that servers trust, and that a browser can really send. */
export interface OriginVariant {
  readonly variant: VariantId;
  readonly origin: string;
}

/** An id as Chromium makes them: 32 letters from a to p. */
const extensionId = 'aaaabbbbccccddddeeeeffffgggghhhh';

/**
 * The Origins by which a wrong comparison shows itself, for a page's Origin, the likeliest first: where the count of
 * handshakes is used up, the last are left out. What no browser can send (RFC 6454 section 6.1, WHATWG URL) is not
 * among them, nor is the page's own.
 *
 * @param foreign the wrong Origin, whose host stands for the attacker's
 */
export function originVariants(pageOrigin: string, foreign: string): OriginVariant[] {
  const page = URL.parse(pageOrigin);
  if (page === null) return [];
  const attacker = URL.parse(foreign)?.hostname ?? 'wssure-probe.example';
  const listed = [...lookalikes(page, attacker), ...trustedByMistake(page), ...lessLikely(page, attacker)];
  const seen = new Set([pageOrigin, foreign]);
  return listed.filter(({ variant, origin }) => {
    if (seen.has(origin) || !canBeSent(variant, origin)) return false;
    seen.add(origin);
    return true;
  });
}

function lookalikes(page: URL, attacker: string): OriginVariant[] {
  const { protocol, hostname, port } = page;
  const own = port === '' ? '' : `:${port}`;
  const domain = registrableDomain(hostname);
  return [
    { variant: 'null', origin: 'null' },
    { variant: 'suffix', origin: `${protocol}//${hostname}.${attacker}` },
    { variant: 'prefix', origin: `${protocol}//evil${hostname}${own}` },
    ...ofDomain(domain, 'prefix', (name) => `${protocol}//evil${name}${own}`),
    { variant: 'subdomain', origin: `${protocol}//wssure-probe.${hostname}${own}` },
    ...ofDomain(domain, 'sibling', (name) => `${protocol}//wssure-probe.${name}${own}`),
    ...(protocol === 'https:' ? [{ variant: 'scheme', origin: `http://${hostname}${own}` } as const] : []),
    { variant: 'port', origin: `${protocol}//${hostname}:${port === '8443' ? '8444' : '8443'}` },
    { variant: 'substring', origin: `${protocol}//${hostname}-${attacker}` },
  ];
}

function ofDomain(
  domain: string | null,
  variant: VariantId,
  make: (domain: string) => string,
): OriginVariant[] {
  return domain === null ? [] : [{ variant, origin: make(domain) }];
}

function trustedByMistake(page: URL): OriginVariant[] {
  return [
    { variant: 'localhost', origin: 'http://localhost:3000' },
    { variant: 'extension', origin: `chrome-extension://${extensionId}` },
    { variant: 'ip', origin: 'http://203.0.113.7' },
    ...dotted(page),
    { variant: 'localhost', origin: 'http://localhost' },
  ];
}

function lessLikely({ protocol, hostname }: URL, attacker: string): OriginVariant[] {
  return [{ variant: 'substring', origin: `${protocol}//wssure-probe-${hostname}-in.${attacker}` }];
}

/**
 * A dot that a regular expression takes for any letter. First the one before the domain, whose letter makes it
 * another's; then from the end, as those at the beginning leave the domain what it is.
 */
function dotted({ protocol, hostname, port }: URL): OriginVariant[] {
  const own = port === '' ? '' : `:${port}`;
  const edge = hostname.length - (registrableDomain(hostname) ?? hostname).length - 1;
  const dots = [...hostname.matchAll(/\./g)]
    .map(({ index }) => index)
    .toSorted((a, b) => Number(b === edge) - Number(a === edge) || b - a);
  return dots.map((index) => ({
    variant: 'dot',
    origin: `${protocol}//${hostname.slice(0, index)}x${hostname.slice(index + 1)}${own}`,
  }));
}

/** Whether a URL of this origin exists: a host that ends in a number must be an address, for one. */
function canBeSent(variant: VariantId, origin: string): boolean {
  if (variant === 'null' || variant === 'extension') return true;
  return URL.parse(origin)?.origin === origin;
}
