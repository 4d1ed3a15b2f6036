import type { VariantId } from '../artifacts.ts';

/** A handshake whose URL or subprotocols lack the secret of the page's own, or carry another in its place. */
export interface TokenChange {
  readonly variant: Extract<VariantId, 'without-token' | 'other-token'>;
  readonly url: string;
  readonly protocols: readonly string[];
}

/** Names under which credentials travel in a query; OWASP's list of session id names among them. */
const tellingName =
  /(^|[_.-])(token|tkn|key|apikey|secret|sig|signature|auth|authorization|jwt|bearer|session|sess|sessionid|sid|ticket|nonce|access|code|hash|password|pwd|otp|csrf|xsrf|credential)s?$|token$|Key$|secret$/i;
/** What libraries put into a query themselves. */
const libraryName =
  /^(EIO|transport|t|b64|vsn|v|version|protocol|protocols|negotiateVersion|id|client|_primuscb)$/i;

/**
 * The two handshakes that tell a gate from a parameter that is merely required: one without what looks like a
 * secret in the URL or in the subprotocols, one with another of the same shape. None where nothing looks like one.
 */
export function tokenChanges(url: string, protocols: readonly string[]): TokenChange[] {
  const secrets = secretsOf(url, protocols);
  if (secrets.length === 0) return [];
  return [
    { variant: 'without-token', ...replaced(url, protocols, secrets, () => null) },
    { variant: 'other-token', ...replaced(url, protocols, secrets, sameShape) },
  ];
}

function secretsOf(url: string, protocols: readonly string[]): string[] {
  const { pathname, searchParams } = new URL(url);
  const parameters = [...searchParams].filter(
    ([name, value]) =>
      !libraryName.test(name) && value.length >= 4 && (tellingName.test(name) || looksRandom(value, 10)),
  );
  return [
    ...parameters.map(([, value]) => value),
    ...pathname.split('/').filter((segment) => looksRandom(segment, 16)),
    ...protocols.filter(
      (protocol, index) => looksRandom(protocol, 16) || tellingName.test(protocols[index - 1] ?? ''),
    ),
  ];
}

function kindOf(char: string): 'digit' | 'upper' | 'lower' | 'other' {
  if (/\d/.test(char)) return 'digit';
  if (/[A-Z]/.test(char)) return 'upper';
  return /[a-z]/.test(char) ? 'lower' : 'other';
}

/** Letters and digits mixed as in a random text: at least two changes between them, or a UUID. */
function looksRandom(text: string, length: number): boolean {
  if (text.length < length || /[^\w.~+/=-]/.test(text)) return false;
  const kinds = text.split('').map(kindOf);
  const changes = kinds.filter(
    (kind, index) => index > 0 && kind !== 'other' && kind !== kinds[index - 1],
  ).length;
  return changes >= 4;
}

function replaced(
  url: string,
  protocols: readonly string[],
  secrets: readonly string[],
  change: (secret: string) => string | null,
): { url: string; protocols: string[] } {
  const target = new URL(url);
  for (const [name, value] of Array.from(target.searchParams)) {
    if (!secrets.includes(value)) continue;
    const other = change(value);
    if (other === null) target.searchParams.delete(name);
    else target.searchParams.set(name, other);
  }
  const segments = target.pathname.split('/').map((part) => (secrets.includes(part) ? change(part) : part));
  target.pathname = segments.filter((part) => part !== null).join('/');
  const kept = protocols.map((protocol) => (secrets.includes(protocol) ? change(protocol) : protocol));
  return { url: target.href, protocols: kept.filter((protocol) => protocol !== null) };
}

/** A text with other letters and digits in the same places: as long, of the same kind, and nobody's secret. */
function sameShape(secret: string): string {
  // Hexadecimal stays hexadecimal: a UUID with a z would be refused for that alone.
  const letters = /^[\da-f-]+$/i.test(secret) ? 6 : 26;
  return secret.replace(/[a-z\d]/gi, (char) => {
    if (kindOf(char) === 'digit') return another(char, '0', 10);
    return another(char, kindOf(char) === 'upper' ? 'A' : 'a', letters);
  });
}

/** Another character of a range. */
function another(char: string, first: string, size: number): string {
  const place = char.charCodeAt(0) - first.charCodeAt(0) + 1 + Math.floor(Math.random() * (size - 1));
  return String.fromCharCode(first.charCodeAt(0) + (place % size));
}
