import { lastAtMost } from '../position.ts';

/**
 * What a value was decoded from. `code`: the text of `script`, `style` and comments, where `&amp;` stands for itself;
 * `value`: attributes and the text of `title` and `textarea`; `content`: other text, inside which the parser may
 * have ignored tags.
 */
export type Encoding = 'code' | 'value' | 'content';

const wider = {
  code: /\r\n|\0/g,
  value: /&(?:#x[\da-f]+|#\d+|[a-z][a-z\d]*);?|\r\n|\0/gi,
  content: /&(?:#x[\da-f]+|#\d+|[a-z][a-z\d]*);?|\r\n|\0|<!\[CDATA\[|\]\]>|<\/?[a-z][^<>]*>/gi,
};

/**
 * Where the characters of a decoded value stand in its source, in which character references, CRLF and ignored tags
 * take more room (HTML Standard, sections 13.2.3.5 and 13.2.5.72).
 *
 * @returns the offset in `raw` of an offset in `decoded`
 */
export function sourceOffsets(raw: string, decoded: string, encoding: Encoding): (offset: number) => number {
  if (raw.length === decoded.length) return (offset) => offset;
  let shift = droppedNewline(raw, decoded);
  const decodedStarts = [0];
  const rawStarts = [shift];
  for (const match of raw.matchAll(wider[encoding])) {
    const at = match.index - shift;
    if (at < 0) continue;
    const [length, width] = match[0].startsWith('&')
      ? referenceLength(match[0], decoded, at)
      : gapLength(match[0], decoded, at);
    if (length === width) continue;
    shift += length - width;
    decodedStarts.push(at + width);
    rawStarts.push(match.index + length);
  }
  return (offset) => {
    const index = lastAtMost(decodedStarts, offset);
    const past = offset - (decodedStarts[index] ?? 0);
    return Math.min((rawStarts[index] ?? 0) + past, raw.length);
  };
}

/** The first newline in `pre` and `textarea` is none of their text (HTML Standard 13.2.6.4.7). */
function droppedNewline(raw: string, decoded: string): number {
  const [first = '', ...others] = /^(?:\r\n|\r|\n)+/.exec(raw)?.[0].match(/\r\n?|\n/g) ?? [];
  const kept = /^\n*/.exec(decoded)?.[0].length ?? 0;
  return kept === others.length ? first.length : 0;
}

/** Lengths in source and value. */
type Lengths = readonly [raw: number, decoded: number];

const same: Lengths = [0, 0];

function gapLength(text: string, decoded: string, at: number): Lengths {
  if (text === '\r\n') return [2, 1];
  const isKept = text === '\0' ? decoded[at] === '\uFFFD' : decoded.startsWith(text, at);
  return isKept ? same : [text.length, 0];
}

/** How much of what looks like a character reference is one, given what it was decoded to. */
function referenceLength(text: string, decoded: string, at: number): Lengths {
  const isAmpersand = /^&(?:amp|#0*38(?!\d)|#x0*26(?![\da-f]))/i.test(text);
  if (decoded[at] === '&' && !isAmpersand) return same;
  const width = (decoded.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  if (text.endsWith(';') || text.startsWith('&#')) return [text.length, width];
  // In an attribute, `&amp` before a letter or `=` stays what it is.
  if (decoded.startsWith(text, at)) return same;
  // Without a semicolon only the names that HTML 4 had are references, also before other letters.
  const legacy = /^&(?:amp|lt|gt|quot|nbsp|copy|reg)/i.exec(text)?.[0].length;
  return legacy === undefined ? same : [legacy, width];
}
