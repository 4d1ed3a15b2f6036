import type { HeaderList } from './artifacts.ts';

/** Stands where a credential stood. Legal in every part of a URL, so that a masked URL still parses. */
const mask = '***';

/** Makes a text fit to be shown: credentials in it are replaced, the rest stays as it is. */
export type Masker = (text: string) => string;

/**
 * A masker for what a report shows. It knows credentials by where they stand (userinfo, `Cookie`,
 * `Authorization`, parameters and properties with telling names) and by their shape (JSON Web Tokens, the
 * prefixes of well-known services, long random parameters). The same text always gives the same masked text.
 *
 * @param known literal secrets to mask wherever they stand, e.g. the values of `--cookie`
 */
export function createMasker(known: readonly string[] = []): Masker {
  const withoutKnown = literalMasker(known);
  const masked = (text: string): string => {
    const rest = withoutKnown(text);
    return digest.test(rest) ? rest : patterns.reduce((left, pattern) => pattern(left), rest);
  };
  // The URL of a page stands beside each of its thousand scripts.
  const seen = new Map<string, string>();
  return (text) => {
    if (text.length > longestKept) return masked(text);
    const known = seen.get(text) ?? masked(text);
    if (seen.size < mostKept) seen.set(text, known);
    return known;
  };
}

/** A SHA-256 by itself, which stands beside every source. */
const digest = /^[\da-f]{64}$/;
/** Masked texts that are kept, and their length, UTF-16 units. */
const [mostKept, longestKept] = [1_000, 500];

function literalMasker(known: readonly string[]): Masker {
  const literals = [...new Set(known.flatMap(spellings))].toSorted((a, b) => b.length - a.length);
  return (text) => literals.reduce((masked, literal) => masked.replaceAll(literal, mask), text);
}

/**
 * A JSON-like value without the secrets that the user handed in, in none of its strings, and without user names and
 * passwords in its URLs; what the site itself said stays as it is, so that it can be judged again.
 */
export function withoutLiterals<T>(value: T, known: readonly string[]): T;
export function withoutLiterals(value: unknown, known: readonly string[]): unknown {
  const masker = literalMasker(known);
  const masked = (inner: unknown): unknown => {
    if (typeof inner === 'string') return maskUserinfo(masker(inner));
    if (Array.isArray(inner)) return inner.map(masked);
    if (inner === null || typeof inner !== 'object') return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, member]) => [key, masked(member)]));
  };
  return masked(value);
}

/** Masks every string inside a JSON-like value; keys stay. `[name, value]` pairs and records are headers too. */
export function maskDeep<T>(value: T, masker: Masker): T;
export function maskDeep(value: unknown, masker: Masker): unknown {
  if (typeof value === 'string') return masker(value);
  if (Array.isArray(value)) return maskList(value, masker);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'protocols' && Array.isArray(inner)
        ? maskProtocols(inner, masker)
        : maskNamed(key, inner, masker),
    ]),
  );
}

/** The literal secrets of a user's `--header` and `--cookie` values. */
export function secretsOf(headers: HeaderList, cookies: readonly string[]): string[] {
  const values = headers.flatMap(([, value]) => [value, ...value.split(/\s+/).slice(1)]);
  const pairs = cookies
    .flatMap((cookie) => cookie.split(';'))
    .map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  return [...values, ...pairs];
}

/** A two-element list whose first is the name of a credential's header is that header. */
function maskList(list: readonly unknown[], masker: Masker): unknown[] {
  const [name, value] = list;
  if (list.length === 2 && typeof name === 'string' && typeof value === 'string')
    return [masker(name), maskNamed(name, value, masker)];
  return list.map((item) => maskDeep(item, masker));
}

function maskNamed(name: string, value: unknown, masker: Masker): unknown {
  if (typeof value !== 'string') return maskDeep(value, masker);
  if (/^(set-)?cookie2?$/i.test(name)) return maskCookieHeader(masker(value));
  if (/^sec-websocket-protocol$/i.test(name)) return maskProtocolHeader(masker(value));
  if (/^(proxy-)?authorization$/i.test(name) || headerOfToken.test(name)) return mask;
  return masker(value);
}

const headerOfToken = /^(x-)?(api-key|auth-token|access-token|csrf-token|xsrf-token|amz-security-token)$/i;

/** Subprotocols carry tokens where headers cannot: after a telling name, or as one long random entry. */
function maskProtocols(protocols: readonly unknown[], masker: Masker): unknown[] {
  return protocols.map((protocol, index) => {
    if (typeof protocol !== 'string') return maskDeep(protocol, masker);
    const before = protocols[index - 1];
    const carries = typeof before === 'string' && namesCredential(before);
    return carries || looksRandom(protocol) ? mask : masker(protocol);
  });
}

function maskProtocolHeader(value: string): string {
  const offered = value.split(',').map((protocol) => protocol.trim());
  return maskProtocols(offered, (text) => text).join(', ');
}

/** A known secret as it may appear: as given, percent-encoded, and escaped inside a JSON string. */
function spellings(secret: string): string[] {
  const trimmed = secret.trim();
  if (trimmed.length < 4 || /^(true|false|null|none|https?|wss?|websocket|\d{1,5})$/i.test(trimmed))
    return [];
  return [trimmed, encodeURIComponent(toWellFormed(trimmed)), JSON.stringify(trimmed).slice(1, -1)];
}

function toWellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/**
 * The parameters of a URL's query that carry a credential, by name. Only what their names or their shape tell: a long
 * random value may be a room. Keys that are made to stand in every visitor's page are none.
 */
export function credentialParameters(url: string): string[] {
  const named = [...new URL(url).searchParams].filter(
    ([name, value]) => isTellingParameter(name, value) && !isPublicKey(name, value),
  );
  return [...new Set(named.map(([name]) => name))];
}

function isTellingParameter(name: string, value: string): boolean {
  if (value.length < 4 || isPlaceholder(value)) return false;
  return (
    (namesCredential(name) && isCredential(name, value)) ||
    (/^(code|key|id_?key|state|nonce)$/i.test(name) && looksSecret(value)) ||
    new RegExp(`^${jsonWebToken.source}$`).test(value) ||
    new RegExp(`^${serviceToken.source}`).test(value)
  );
}

/** Publishable by design: named so, or Stripe's and Supabase's, or a token whose role is that of every visitor. */
function isPublicKey(name: string, value: string): boolean {
  if (/(^|[_-])(public|publishable|pub|anon|site)([_-]|$)|^publicKey|^publishableKey|^anonKey/.test(name))
    return true;
  return /^(pk_(live|test)_|sb_publishable_)/.test(value) || roleOf(value) === 'anon';
}

/** The `role` that a JSON Web Token claims (Supabase: `anon` in the page, `service_role` never). */
function roleOf(token: string): unknown {
  const [, payload = ''] = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'role' in claims ? claims.role : null;
  } catch {
    return null;
  }
}

/** Whether one of the subprotocols that a page offers carries a credential. */
export function hasCredentialProtocol(protocols: readonly string[]): boolean {
  return maskProtocols(protocols, (text) => text).includes(mask);
}

// ------------------------------------------------------------- by place and by shape

const patterns: readonly Masker[] = [
  maskUserinfo,
  maskHeaderLines,
  maskParameters,
  maskProperties,
  maskMarkup,
  (text) => text.replace(jsonWebToken, mask),
  (text) => text.replace(serviceToken, mask),
  (text) => text.replace(/(base64url\.bearer\.authorization\.k8s\.io\.)[\w-]+/g, `$1${mask}`),
];

const jsonWebToken = /(?<![\w-])eyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)?/g;
/** Stripe, GitHub, GitLab, Slack, AWS and Google mark their keys so that they can be found. */
const serviceToken =
  /(?<![\w-])(?:[spr]k_(?:live|test)_\w{8,}|gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{12,}|xox[abeprs]-[\w-]{8,}|AKIA[0-9A-Z]{12,}|AIza[\w-]{20,})/g;

/** `scheme://user:password@host`. */
function maskUserinfo(text: string): string {
  if (!text.includes('@')) return text;
  return text.replace(/(:\/\/)[^\s/?#@"'`<>\\]{1,2000}@/g, `$1${mask}@`);
}

function maskHeaderLines(text: string): string {
  return text
    .replace(
      /\b((?:set-)?cookie:[ \t]*)([^\s"'`][^\r\n"'`]*)/gi,
      (_, name: string, value: string) => name + maskCookieHeader(value),
    )
    .replace(
      /\b(sec-websocket-protocol:[ \t]*)([^\r\n"'`]+)/gi,
      (_, name: string, value: string) => name + maskProtocolHeader(value),
    )
    .replace(/\b((?:proxy-)?authorization:[ \t]*)[^\s"'`][^\r\n"'`]*/gi, `$1${mask}`)
    .replace(
      /\b(bearer|basic|digest|negotiate)( |%20)([\w.~+/=-]{8,})/gi,
      (whole: string, scheme: string, gap: string, value: string) =>
        /[\d=]/.test(value) || /[a-z][A-Z]/.test(value) || value.length >= 20 ? scheme + gap + mask : whole,
    );
}

function maskCookieHeader(value: string): string {
  return value
    .split(';')
    .map((pair) => {
      const at = pair.indexOf('=');
      const name = pair.slice(0, at).trim().toLowerCase();
      return at === -1 || cookieAttributes.has(name) ? pair : `${pair.slice(0, at)}=${mask}`;
    })
    .join(';');
}

const cookieAttributes = new Set(['path', 'domain', 'expires', 'max-age', 'samesite', 'priority']);

/** `?name=value` and its kin, percent-encoded inside another URL and escaped inside code too. */
function maskParameters(text: string): string {
  if (!/=|%3d|u003d/i.test(text)) return text;
  return text.replace(
    /([?&;#]|%3f|%26|%23|\\u0026|\\x26)([\w.~[\]-]{1,64})(=|%3d|\\u003d|\\x3d)((?:(?!%3f|%26|%23|\\u0026|\\x26)[^&;#\s"'`<>\\{}()|])+)/gi,
    (whole: string, before: string, name: string, equals: string, value: string) =>
      isCredential(name, value) ? before + name + equals + mask : whole,
  );
}

/** `"name": "value"`, `name = 'value'` and `("name", "value")` in code and in messages. */
function maskProperties(text: string): string {
  return text
    .replace(
      // The value of one pair may be the name of the next, in a list: so the name is only looked back at.
      /(?<=([\w$-]{1,64})(?:\\?["'`]? ?[:=] ?\\?["'`]|\\?["'`] ?, ?\\?["'`]))[^\s"'`\\]{4,}(?=\\?["'`](?! ?:))/g,
      (value: string, name: string) => (namesCredential(name) && !isPlaceholder(value) ? mask : value),
    )
    .replace(
      /((?:authorization|cookie|password|passwd|passphrase)\\?["'`]? ?[:=,] ?\\?(["'`]))[^"'`]+(?=["'`])/gi,
      `$1${mask}`,
    )
    .replace(/(?<=([\w$-]{1,64})\\?["'`] ?: ?)\d{4,}\b/g, (digits: string, name: string) =>
      namesCredential(name) ? mask : digits,
    );
}

/** `<meta name="csrf-token" content="…">` and hidden inputs. */
function maskMarkup(text: string): string {
  return text.replace(
    /(name=["']([\w-]{1,64})["'] (?:content|value)=["'])[^"'<>]+/gi,
    (whole: string, before: string, name: string) => (namesCredential(name) ? before + mask : whole),
  );
}

function isCredential(name: string, value: string): boolean {
  if (isPlaceholder(value)) return false;
  if (namesCredential(name)) return !/^(0|1|true|false|yes|no|on|off|null|undefined)$/i.test(value);
  if (/^(code|key|id_?key|state|nonce)$/i.test(name)) return looksSecret(value);
  return !/^(v|ver|version|hash|rev|revision|build|commit|integrity|etag)$/i.test(name) && looksRandom(value);
}

function isPlaceholder(value: string): boolean {
  return value === mask || value === '$' || value.startsWith('${') || value.startsWith('$%7B');
}

const credentialWords = new Set(
  'token auth authorization authentication jwt bearer session sessionid sess sid ssid phpsessid jsessionid secret signature sig hmac password passwd passphrase pwd pass ticket credential credentials apikey otp csrf xsrf cookie accesstoken authtoken idtoken refreshtoken sessiontoken sessionkey accesskey secretkey privatekey authkey connectiontoken'.split(
    ' ',
  ),
);
const credentialPairs = /(^| )(api|access|private|secret|auth|session|client|master|service|admin) ?key( |$)/;

/** Whether a parameter or property of this name holds a credential: judged word by word, so `author` is none. */
function namesCredential(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  return words.some((word) => credentialWords.has(word)) || credentialPairs.test(words.join(' '));
}

/** Short secrets under a name that is often harmless: letters and digits mixed. */
function looksSecret(value: string): boolean {
  return value.length >= 12 && /\d/.test(value) && /[a-z]/i.test(value);
}

/** Long and random: 32 or more hex digits, or 24 or more of base64's alphabet in both cases and with digits. */
function looksRandom(value: string): boolean {
  if (/^[\da-f]{32,}$/i.test(value)) return true;
  const decoded = value.replace(/%2b|%2f|%3d/gi, '/');
  if (decoded.length < 24 || !/^\w[\w+/=~-]+$/.test(decoded)) return false;
  return /\d/.test(decoded) && /[a-z]/.test(decoded) && /[A-Z]/.test(decoded);
}
