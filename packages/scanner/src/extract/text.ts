import { isPlaceholderAuthority } from './placeholder.ts';

/** A `ws://` or `wss://` URL as it stands in a text. */
export interface TextUrl {
  /** UTF-16 offset of the scheme. */
  readonly offset: number;
  /** As it stands, escapes included. */
  readonly raw: string;
  /** What a browser would make of it, without fragment; null for a placeholder or a pattern. */
  readonly url: string | null;
  /** `placeholder`: a host to be filled in, e.g. `ws://<host>`; `pattern`: a regular expression or a wildcard. */
  readonly kind: 'url' | 'placeholder' | 'pattern';
}

export interface TextUrls {
  readonly urls: readonly TextUrl[];
  /** False where the text holds more than `limit`. */
  readonly complete: boolean;
}

/**
 * Finds the `ws://` and `wss://` URLs with a host in any text: prose, comments, JSON, scripts that do not parse.
 * Knows the escapes of JavaScript and JSON strings, also doubled. A bare scheme is none. Linear in the text.
 *
 * @param limit the most URLs to return
 */
export function scanText(text: string, limit = 1000): TextUrls {
  const urls: TextUrl[] = [];
  const scheme = /(wss?)(?::|\\{1,4}(?:u003a|x3a))(?:\\{0,4}\/|\\{1,4}(?:u002f|x2f)){2}/gi;
  for (let match = scheme.exec(text); match !== null; match = scheme.exec(text)) {
    if (startsInsideWord(text, match.index)) continue;
    const found = readUrl(text, match.index, scheme.lastIndex, match[1] ?? 'ws');
    if (found === null) continue;
    if (urls.length === limit) return { urls, complete: false };
    urls.push(found);
    scheme.lastIndex = match.index + found.raw.length;
  }
  return { urls, complete: true };
}

/** `news://host` and `git+ws://host` have other schemes; `\nws://host` in a string's source has not. */
function startsInsideWord(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 8), offset);
  if (!/[a-z0-9][+.-]?$/i.test(before)) return false;
  return !/\\(?:[nrtbfv0]|u[0-9a-f]{4}|x[0-9a-f]{2})$|%[0-9a-f]{2}$/i.test(before);
}

function readUrl(text: string, offset: number, start: number, scheme: string): TextUrl | null {
  const authority = matchAt(plainAuthority, text, start);
  const end = start + authority.length;
  const kind = kindOfAuthority(authority, text.slice(end, end + 60));
  if (kind === null) return null;
  if (kind !== 'url') {
    const raw = text.slice(offset, end) + matchAt(restOfPattern, text, end);
    return { offset, raw: raw.replace(/[,;:!?)]$/, ''), url: null, kind };
  }
  const host = withoutTrailingMarks(authority);
  // Before the rest is read: a text of broken hosts must not cost its rest once for each.
  if (URL.parse(`${scheme}://${host}`) === null) return null;
  const rest = readRest(text, end);
  const raw = withoutTrailingMarks(text.slice(offset, rest.end));
  const url = URL.parse(
    `${scheme}://${rest.decoded === '' ? host : authority}${withoutTrailingMarks(rest.decoded)}`,
  );
  if (url === null) return null;
  url.hash = '';
  return { offset, raw, url: url.href, kind };
}

const plainAuthority = /(?:\[[0-9a-f:.]{2,45}\]|[\p{L}\p{N}\p{M}\-._~%@:]){0,300}/iuy;

const restOfPattern = /(?:<[\w .:-]{1,40}>|[^\s"'`<>]){0,100}/y;

/** What follows the plain characters of an authority tells hosts from templates and regular expressions. */
function kindOfAuthority(authority: string, next: string): TextUrl['kind'] | null {
  const unfinished = authority === '' || /[.:@-]$/.test(authority);
  if (/^(?:[$#]?\{|…|\$[a-z_])/i.test(next)) return 'placeholder';
  if (unfinished && /^(?:<[\w .:-]{1,40}>|\[[a-z][\w -]{1,40}\])/i.test(next)) return 'placeholder';
  if (/^\\{1,2}[.:wdsWDS[(-]/.test(next) || (unfinished && /^[*+([]/.test(next))) return 'pattern';
  if (authority === '') return null;
  // A string that ends here is the first half of a host that code completes.
  if (/[.-]$/.test(authority) && /^\\{0,4}["'`]/.test(next)) return 'placeholder';
  return isPlaceholderAuthority(authority) ? 'placeholder' : 'url';
}

/** Path, query and fragment up to what can be no part of them in a text, escapes resolved. */
function readRest(text: string, start: number): { decoded: string; end: number } {
  let decoded = '';
  let end = start;
  while (decoded.length < 2000) {
    const { character, length } = characterAt(text, end);
    if (decoded === '' && !/[/?#]/.test(character)) break;
    if (endsUrl.test(character) || startsNextUrl(text, end, character)) break;
    decoded += character;
    end += length;
  }
  return { decoded, end };
}

const endsUrl = /^$|[\p{Cc} "'`<>{}|^\\]|[^\p{ASCII}\p{L}\p{N}\p{M}]/u;

/** A list's next URL, the start of a template's hole, an entity of HTML: each ends the URL before it. */
function startsNextUrl(text: string, index: number, character: string): boolean {
  if (character === '$') return text[index + 1] === '{';
  if (character === '&')
    return /^&(?:quot|lt|gt|apos|nbsp|#\d{1,4}|#x[\da-f]{1,4});/i.test(text.slice(index, index + 9));
  return (character === ',' || character === ';') && /^.\s?wss?:/i.test(text.slice(index, index + 6));
}

const escape = /\\{1,4}(?:\/|u([0-9a-f]{4})|u\{([0-9a-f]{1,5})\}|x([0-9a-f]{2}))/iy;

/** The character at an index, read through the escapes of string literals; empty at the end. */
function characterAt(text: string, index: number): { character: string; length: number } {
  const character = text[index] ?? '';
  if (character !== '\\') return { character, length: 1 };
  escape.lastIndex = index;
  const match = escape.exec(text);
  if (match === null) return { character, length: 1 };
  const code = match[1] ?? match[2] ?? match[3];
  return {
    character: code === undefined ? '/' : String.fromCodePoint(Number.parseInt(code, 16)),
    length: match[0].length,
  };
}

/** Punctuation after a URL belongs to the sentence, and a closing bracket to an opening one before the URL. */
function withoutTrailingMarks(url: string): string {
  const stray = url.includes('(') ? /[.,:;!?*_\]\\]/ : /[.,:;!?*_\]\\)]/;
  let end = url.length;
  while (end > 0 && stray.test(url[end - 1] ?? '')) end -= 1;
  return url.slice(0, end);
}

function matchAt(sticky: RegExp, text: string, index: number): string {
  sticky.lastIndex = index;
  return sticky.exec(text)?.[0] ?? '';
}
