import { createHash } from 'node:crypto';
import type { CspPolicy } from '../../artifacts.ts';
import { enforcedPolicies, hostMatches, hostSource, pathMatches, type Directives } from '../../csp.ts';

interface InlineScript {
  /** `script`: the text of an element or of a `javascript:` URL; `attribute`: a handler. */
  readonly type: 'script' | 'attribute';
  readonly text: string;
  readonly nonce: string | undefined;
}

interface ScriptFile {
  readonly url: string;
  readonly nonce: string | undefined;
  readonly integrity: string | undefined;
  /** Whether the markup asks for it, and no script does. */
  readonly inMarkup: boolean;
}

/** What one directive lists (CSP3 section 2.3.1). */
interface Sources {
  /** In lower case, as none tells cases apart. */
  readonly keywords: ReadonlySet<string>;
  readonly nonces: ReadonlySet<string>;
  readonly hashes: ReadonlySet<string>;
  readonly urls: readonly string[];
}

/** What one policy says of scripts; null where it says nothing. */
interface Limit {
  readonly element: Sources | null;
  readonly attribute: Sources | null;
  /** Of code in strings. */
  readonly strings: Sources | null;
}

/** Which of a document's scripts its policies let run (CSP3 sections 4.2 and 6.7). */
export class ScriptPolicy {
  readonly #policies: readonly CspPolicy[];
  readonly #pageUrl: string;
  readonly #limits: readonly Limit[];

  constructor(policies: readonly CspPolicy[], pageUrl: string) {
    this.#policies = policies;
    this.#pageUrl = pageUrl;
    this.#limits = enforcedPolicies(policies).map(({ directives }) => limitOf(directives));
  }

  /** These policies besides. */
  with(policies: readonly CspPolicy[]): ScriptPolicy {
    return policies.length === 0 ? this : new ScriptPolicy([...this.#policies, ...policies], this.#pageUrl);
  }

  refusesInline(script: InlineScript): boolean {
    return this.#limits.some(({ element, attribute }) => {
      const sources = script.type === 'attribute' ? attribute : element;
      return sources !== null && !admitsInline(sources, script);
    });
  }

  refusesFile(script: ScriptFile): boolean {
    const page = this.#limits.length === 0 ? null : URL.parse(this.#pageUrl);
    if (page === null) return false;
    return this.#limits.some(({ element }) => element !== null && !admitsFile(element, script, page));
  }

  /** Whether `eval` and its kin throw (section 4.4.1). */
  get refusesStrings(): boolean {
    return this.#limits.some(({ strings }) => strings !== null && !strings.keywords.has("'unsafe-eval'"));
  }
}

function limitOf(directives: Directives): Limit {
  const first = (...names: readonly string[]): Sources | null => {
    const name = names.find((candidate) => directives.has(candidate));
    return name === undefined ? null : sourcesOf(directives.get(name) ?? []);
  };
  return {
    element: first('script-src-elem', 'script-src', 'default-src'),
    attribute: first('script-src-attr', 'script-src', 'default-src'),
    strings: first('script-src', 'default-src'),
  };
}

function sourcesOf(listed: readonly string[]): Sources {
  const quoted = listed.filter((source) => source.startsWith("'"));
  const inner = quoted.map((source) => source.slice(1).replace(/'$/, ''));
  return {
    keywords: new Set(quoted.map((source) => source.toLowerCase())),
    nonces: new Set(inner.filter((text) => /^nonce-/i.test(text)).map((text) => text.slice(6))),
    hashes: new Set(inner.filter((text) => /^sha(?:256|384|512)-/i.test(text)).map(normalised)),
    urls: listed.filter((source) => !source.startsWith("'")),
  };
}

/** A hash with its algorithm in lower case and in the usual alphabet of base64 (section 6.7.3.3). */
function normalised(hash: string): string {
  const [, algorithm = '', value = ''] = /^([^-]*)-(.*)$/.exec(hash) ?? [];
  return `${algorithm.toLowerCase()}-${value.replaceAll('-', '+').replaceAll('_', '/')}`;
}

/** "Does element match source list for type and source?", section 6.7.3.3. */
function admitsInline({ keywords, nonces, hashes }: Sources, { type, text, nonce }: InlineScript): boolean {
  const isStrict = nonces.size > 0 || hashes.size > 0 || keywords.has("'strict-dynamic'");
  if (keywords.has("'unsafe-inline'") && !isStrict) return true;
  if (type === 'script' && nonce && nonces.has(nonce)) return true;
  if (hashes.size === 0 || (type === 'attribute' && !keywords.has("'unsafe-hashes'"))) return false;
  return ['sha256', 'sha384', 'sha512'].some((algorithm) =>
    hashes.has(`${algorithm}-${createHash(algorithm).update(text).digest('base64')}`),
  );
}

/** "Script directives pre-request check", section 6.7.1.1. */
function admitsFile(sources: Sources, { url, nonce, integrity, inMarkup }: ScriptFile, page: URL): boolean {
  const { keywords, nonces, hashes, urls } = sources;
  if (nonce && nonces.has(nonce)) return true;
  const digests = integrity?.split(/\s+/).filter((digest) => /^sha(?:256|384|512)-/i.test(digest)) ?? [];
  if (digests.length > 0 && digests.every((digest) => hashes.has(normalised(digest.replace(/\?.*$/, '')))))
    return true;
  if (keywords.has("'strict-dynamic'")) return !inMarkup;
  const target = URL.parse(url);
  if (target === null) return true;
  if (keywords.has("'self'") && isOwn(target, page)) return true;
  return urls.some((source) => admitsUrl(source, target, page));
}

/** `'self'`: the page's origin, or its host by the secure scheme (section 6.7.2.8). */
function isOwn(url: URL, page: URL): boolean {
  if (url.origin === page.origin && url.origin !== 'null') return true;
  return url.hostname === page.hostname && url.port === '' && page.port === '' && url.protocol === 'https:';
}

/** "Does url match expression in origin", section 6.7.2.8. */
function admitsUrl(source: string, url: URL, page: URL): boolean {
  if (source === '*') return /^https?:$/.test(url.protocol) || url.protocol === page.protocol;
  const scheme = /^([a-z][a-z\d+.-]*):$/i.exec(source)?.[1];
  if (scheme !== undefined) return isScheme(scheme.toLowerCase(), url);
  const parts = hostSource(source);
  if (parts === null || !isScheme(parts.scheme ?? page.protocol.slice(0, -1), url)) return false;
  const isPort = parts.port === '*' || isPortOf(parts.port ?? '', url, parts.scheme);
  return isPort && hostMatches(parts.host, url.hostname) && pathMatches(parts.path, url.pathname);
}

/** `http` lets `https` through as well (section 6.7.2.9). */
function isScheme(scheme: string, { protocol }: URL): boolean {
  return protocol === `${scheme}:` || (scheme === 'http' && protocol === 'https:');
}

/** A port that is not named is the scheme's; port 80 grows to 443 with its scheme (section 6.7.2.11). */
function isPortOf(port: string, { port: own, protocol }: URL, scheme: string | null): boolean {
  const standard = protocol === 'https:' ? '443' : '80';
  if (port === '') return own === '';
  return port === (own || standard) || (port === '80' && own === '' && scheme !== 'https');
}
