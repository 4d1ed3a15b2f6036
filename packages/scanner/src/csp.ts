import type { CspPolicy } from './artifacts.ts';

/** Why a script is not run, in words. */
export const refusedByPolicy = "the page's Content-Security-Policy keeps browsers from running it";

export type Directives = ReadonlyMap<string, readonly string[]>;

/** What one enforced policy says about connections: the directive in charge and the sources it lists. */
export interface ConnectLimit {
  readonly directive: 'connect-src' | 'default-src';
  readonly from: CspPolicy['from'];
  readonly sources: readonly string[];
}

/** Splits one serialised policy; of a directive that stands twice the first counts (CSP3 section 2.2.1). */
export function parsePolicy(text: string): Directives {
  const directives = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [name, ...values] = part.split(/[\t\n\f\r ]+/).filter((token) => token !== '');
    if (name === undefined || directives.has(name.toLowerCase())) continue;
    directives.set(name.toLowerCase(), values);
  }
  return directives;
}

/** Whether an enforced policy makes browsers rewrite `ws:` to `wss:` (Upgrade Insecure Requests section 3). */
export function upgradesInsecureRequests(policies: readonly CspPolicy[]): boolean {
  return enforcedPolicies(policies).some(({ directives }) => directives.has('upgrade-insecure-requests'));
}

/** The enforced policies that govern connections: `connect-src`, else `default-src` (CSP3 section 6.8.3). */
export function connectLimits(policies: readonly CspPolicy[]): ConnectLimit[] {
  return enforcedPolicies(policies).flatMap(({ from, directives }) => {
    const directive = (['connect-src', 'default-src'] as const).find((name) => directives.has(name));
    return directive ? [{ directive, from, sources: directives.get(directive) ?? [] }] : [];
  });
}

/**
 * The sources of a limit by which some `ws://` URL passes every limit. Policies intersect, so a source counts
 * only where the others let the same URL through. Loopback hosts are the caller's to leave out, with `exempt`.
 */
export function plaintextSources(
  limits: readonly ConnectLimit[],
  pageOrigin: string,
  exempt: (hostname: string) => boolean,
): string[] {
  const open = limits.map(({ sources }) => openSources(sources, pageOrigin));
  const passing = open.flatMap((candidates) =>
    candidates.filter(
      ({ sample }) =>
        !exempt(sample.hostname) &&
        open.every((others) => others.some(({ source }) => admits(source, sample, pageOrigin))),
    ),
  );
  return [...new Set(passing.map(({ source }) => source))];
}

/** More sources than any real policy lists; what a page hands in must not cost the square of its length. */
const maxOpenSources = 200;

interface OpenSource {
  readonly source: string;
  /** A URL that the source is there for. */
  readonly sample: URL;
}

function openSources(sources: readonly string[], pageOrigin: string): OpenSource[] {
  const open: OpenSource[] = [];
  for (const source of new Set(sources)) {
    const sample = plaintextSample(source, pageOrigin);
    if (sample !== null) open.push({ source, sample });
    if (open.length === maxOpenSources) break;
  }
  return open;
}

/** The policies that are enforced, each by itself: all of them hold. */
export function enforcedPolicies(
  policies: readonly CspPolicy[],
): { from: CspPolicy['from']; directives: Directives }[] {
  return policies
    .filter((policy) => !policy.reportOnly)
    .flatMap(({ text, from }) => text.split(',').map((part) => ({ from, directives: parsePolicy(part) })));
}

export interface HostSource {
  readonly scheme: string | null;
  readonly host: string;
  readonly port: string | null;
  readonly path: string | null;
}

/** `scheme://host:port/path` by the grammar of CSP3 section 2.3.1; null for keywords, nonces and schemes. */
export function hostSource(source: string): HostSource | null {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/.*)?$/i.exec(
      source,
    );
  if (!match) return null;
  const [, scheme, host = '', port, path] = match;
  return {
    scheme: scheme?.toLowerCase() ?? null,
    host: host.toLowerCase(),
    port: port ?? null,
    path: path ?? null,
  };
}

/** A `ws://` URL that the source is there for; null where it lets no such URL through. */
function plaintextSample(source: string, pageOrigin: string): URL | null {
  const anywhere = new URL('ws://any.host.invalid/');
  const page = new URL(pageOrigin);
  const lower = source.toLowerCase();
  if (lower === '*' || lower === 'ws:') return anywhere;
  if (lower === "'self'") return page.protocol === 'http:' ? new URL(`ws://${page.host}/`) : null;
  const parts = hostSource(source);
  if (parts?.scheme !== 'ws') return null;
  const host = parts.host.replace(/^\*(?=\.)/, 'any').replace(/^\*$/, anywhere.hostname);
  const port = parts.port === null || parts.port === '*' ? '' : `:${parts.port}`;
  const text = `ws://${host}${port}${parts.path ?? '/'}`;
  return URL.canParse(text) ? new URL(text) : null;
}

/**
 * Whether a source lets a `ws://` URL through (CSP3 section 6.7.2.8). An `http:` or `https:` source does not:
 * among schemes `ws` is matched by `ws` alone. `*` does, in every browser.
 */
function admits(source: string, url: URL, pageOrigin: string): boolean {
  const page = new URL(pageOrigin);
  const lower = source.toLowerCase();
  if (lower === '*' || lower === 'ws:') return true;
  if (lower === "'self'") return page.protocol === 'http:' && page.host === url.host;
  const parts = hostSource(source);
  if (parts?.scheme !== 'ws') return false;
  return (
    hostMatches(parts.host, url.hostname) &&
    portMatches(parts.port, url.port) &&
    pathMatches(parts.path, url.pathname)
  );
}

export function hostMatches(pattern: string, hostname: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*.')) return hostname.endsWith(pattern.slice(1));
  return pattern === hostname;
}

function portMatches(pattern: string | null, port: string): boolean {
  return pattern === '*' || (pattern === null || pattern === '80' ? '' : pattern) === port;
}

/** CSP3 section 6.7.2.12: a path that ends in a slash is a prefix, any other is exact. */
export function pathMatches(pattern: string | null, path: string): boolean {
  if (pattern === null || pattern === '/') return true;
  return pattern.endsWith('/') ? path.startsWith(pattern) : path === pattern;
}
