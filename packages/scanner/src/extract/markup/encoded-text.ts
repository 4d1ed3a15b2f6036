import { lastAtMost } from '../position.ts';

/**
 * Where the characters of a decoded attribute or text node stand in its source, in which character references
 * and CRLF take more room (HTML Standard, sections 13.2.3.5 and 13.2.5.72).
 *
 * @returns the offset in `raw` of an offset in `decoded`
 */
export function sourceOffsets(raw: string, decoded: string): (offset: number) => number {
  const decodedStarts = [0];
  const rawStarts = [0];
  let shift = 0;
  for (const match of raw.matchAll(/&(?:#x[\da-f]+|#\d+|[a-z][a-z\d]*);?|\r\n/gi)) {
    const at = match.index - shift;
    const length = referenceLength(match[0], decoded, at);
    if (length === 0) continue;
    const width = (decoded.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
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

/** How much of what looks like a character reference is one, given what it was decoded to; 0 for none. */
function referenceLength(text: string, decoded: string, at: number): number {
  if (!text.startsWith('&')) return text.length;
  const isAmpersand = /^&(?:amp|#0*38(?!\d)|#x0*26(?![\da-f]))/i.test(text);
  if (decoded[at] === '&' && !isAmpersand) return 0;
  if (text.endsWith(';') || text.startsWith('&#')) return text.length;
  // In an attribute, `&amp` before a letter or `=` stays what it is.
  if (decoded.startsWith(text, at)) return 0;
  // Without a semicolon only the names that HTML 4 had are references, also before other letters.
  return /^&(?:amp|lt|gt|quot|nbsp|copy|reg)/i.exec(text)?.[0].length ?? 0;
}
