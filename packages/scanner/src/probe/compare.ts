import type { ObservedMessage } from '../artifacts.ts';

/**
 * How alike two messages must be. `strict`: the same kind, keys and words, only what changes from connection to
 * connection (counters, times, ids, tokens) may differ. `loose`: the same kind and keys; for servers whose own
 * greeting is in other words each time.
 */
export type Strictness = 'strict' | 'loose';

/** Whether two messages are the same thing said to two connections. Bounded work on hostile messages. */
export function alike(one: ObservedMessage, other: ObservedMessage, strictness: Strictness): boolean {
  if (one.data === other.data && one.binary === other.binary) return true;
  const [text, otherText] = [textOf(one), textOf(other)];
  if (text === null || otherText === null) return text === otherText && alikeBytes(one, other, strictness);
  const [parsed, otherParsed] = [parse(text), parse(otherText)];
  if (parsed === null || otherParsed === null) {
    return parsed === otherParsed && (strictness === 'loose' || template(text) === template(otherText));
  }
  return parsed.prefix === otherParsed.prefix && alikeValues(parsed.value, otherParsed.value, strictness);
}

/** Whether a message turns the client away: words and flags that servers use for it, in whatever format. */
export function saysNo(message: ObservedMessage): boolean {
  const text = textOf(message)?.slice(0, 2_000) ?? '';
  return refusalWords.test(text) || wordsElsewhere.test(text) || refusalFlags.test(text);
}

const refusalWords =
  /error|forbid|unauthori[sz]|not.?authori[sz]|denied|deny|not.?allowed|disallow|reject|refus|invalid|\borigin\b|blocked|not.?permitted|permission|go away|\bkick|\bban(ned)?\b|disconnect|terminat|failed|failure|\bsorry\b|\bwrong\b|\b(?:good)?bye\b|\bclosing\b|\bno.session\b|session.{0,8}(?:expired|missing|required)/i;
/** The same in German, French, Spanish, Portuguese, Italian, Russian, Chinese and Japanese. */
const wordsElsewhere =
  /fehler|verboten|nicht (?:erlaubt|berechtigt)|abgelehnt|interdit|non autoris|prohibid|denegad|no autorizad|n[aã]o autorizad|negado|vietato|запрещ|отказ|ошибк|禁止|拒绝|拒絕|拒否|错误|無権|无权|未授权|エラー/i;
const refusalFlags =
  /"(ok|success|authori[sz]ed|allowed|accepted|authenticated)"\s*:\s*false|"(code|status)"\s*:\s*"?[45]\d\d\b/i;

/** Keys whose value says what a message is: it must be the same, digits and all. */
const kindKeys =
  /^(type|event|kind|op|opcode|action|cmd|command|method|msg|name|status|state|code|result|t|e)$/i;
/** Those that say it also in a greeting that is in other words each time. */
const firmKinds = /^(type|event|kind|op|opcode|action|cmd|command|method|msg|status|t|e)$/i;
const numericKinds = /^(type|kind|op|opcode|action|cmd|method|status|code)$/i;
const firmNumbers = /^(type|kind|op|opcode|action|cmd|method|status)$/i;
/** Keys whose value is another one for each connection, whatever it looks like. */
const changingKeys =
  /^(ts|time|date|now|seed|salt|hash)$|(^|[_-])(id|sid|token|nonce|session|uuid|guid|key|csrf|challenge|signature|timestamp)$|(Id|ID|Token|Nonce|Session|Key|Time|Timestamp|At)$/;
const depthLimit = 12;
const itemLimit = 64;

const recordSeparator = '\u001e';

/** Text, or the text that a binary message carries; null for real binary. */
function textOf({ data, binary }: ObservedMessage): string | null {
  if (!binary) return data;
  const text = Buffer.from(data, 'base64').toString('utf8');
  const printed = text.replaceAll(recordSeparator, '').replace(/\s/g, '');
  return printed !== '' && !/[\p{Cc}\ufffd]/u.test(printed) ? text : null;
}

/** JSON, also behind a short prefix as in `42["hello"]` or `a[…]`. */
function parse(text: string): { readonly prefix: string; readonly value: unknown } | null {
  const start = text.slice(0, 64).search(/[[{]/);
  if (start === -1) return null;
  try {
    return {
      prefix: text.slice(0, start).trim(),
      value: JSON.parse(text.slice(start).split(recordSeparator, 1)[0] ?? ''),
    };
  } catch {
    return null;
  }
}

/** A text with its changing tokens blanked: what holds a digit, or is too long for a word. */
function template(text: string): string {
  return text
    .replace(/[\w\-+/=.:,]+/g, (token) => (isChanging(token) ? '#' : token))
    .replace(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g, '#')
    .replace(/#(?:\s*#)+/g, '#');
}

function isChanging(token: string): boolean {
  return token.length > 16 || /\d/.test(token) || /[a-z][A-Z][^]*[a-z][A-Z]/.test(token);
}

function alikeValues(one: unknown, other: unknown, strictness: Strictness, key = '', depth = 0): boolean {
  if (depth > depthLimit) return true;
  if (Array.isArray(one) && Array.isArray(other)) return alikeLists(one, other, strictness, depth);
  if (isRecord(one) && isRecord(other)) return alikeRecords(one, other, strictness, depth);
  if (typeof one !== typeof other || Array.isArray(one) !== Array.isArray(other)) return false;
  if (one === null || other === null) return one === other;
  if (typeof one === 'string' && typeof other === 'string') return alikeStrings(one, other, strictness, key);
  if (typeof one === 'number')
    return one === other || !(strictness === 'loose' ? firmNumbers : numericKinds).test(key);
  return one === other || strictness === 'loose';
}

/** The first item of a mixed list (`["hello", {…}]`, `[2, "id"]`) is its kind. Lists of things may have any length. */
function alikeLists(
  one: readonly unknown[],
  other: readonly unknown[],
  strictness: Strictness,
  depth: number,
): boolean {
  if (one.length === 0 || other.length === 0) return one.length === other.length || depth > 0;
  const shared = Math.min(one.length, other.length, itemLimit);
  const isMixed = one.some((item) => typeof item !== typeof one[0]);
  for (let index = 0; index < shared; index += 1) {
    const key = index === 0 && isMixed ? 'type' : '';
    if (!alikeValues(one[index], other[index], strictness, key, depth + 1)) return false;
  }
  return true;
}

function alikeRecords(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
  strictness: Strictness,
  depth: number,
): boolean {
  const keys = Object.keys(one).slice(0, itemLimit);
  const otherKeys = Object.keys(other).slice(0, itemLimit);
  if (keysOf(keys) !== keysOf(otherKeys)) return false;
  return keys.every(
    (key) => !Object.hasOwn(other, key) || alikeValues(one[key], other[key], strictness, key, depth + 1),
  );
}

/** Key names in order, with ids that serve as keys blanked. */
function keysOf(keys: readonly string[]): string {
  return JSON.stringify([...new Set(keys.map(template))].toSorted());
}

function alikeStrings(one: string, other: string, strictness: Strictness, key: string): boolean {
  if (one === other || changingKeys.test(key)) return true;
  if (strictness === 'loose') return !firmKinds.test(key) || template(one) === template(other);
  return !kindKeys.test(key) && template(one) === template(other);
}

/** Binary formats put the kind first; what follows has a length of its own. */
function alikeBytes(one: ObservedMessage, other: ObservedMessage, strictness: Strictness): boolean {
  const [bytes, otherBytes] = [Buffer.from(one.data, 'base64'), Buffer.from(other.data, 'base64')];
  if (bytes[0] !== otherBytes[0]) return false;
  return strictness === 'loose' || (one.bytes === other.bytes && bytes[1] === otherBytes[1]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
