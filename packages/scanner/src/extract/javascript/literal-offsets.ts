/** An escape sequence or a line ending in the source of a string, which is one or no character of its value. */
const piece =
  /\\(?:u\{[\da-f]{1,6}\}|u[\da-f]{4}|x[\da-f]{2}|[0-3][0-7]{0,2}|[4-7][0-7]?|\r\n|[^])|\r\n|[^]/giuy;

/**
 * Where the characters of a string's value are in its source, escapes and line endings counted (ECMAScript, 12.9.4
 * and 12.9.6). Both offsets are UTF-16 units.
 *
 * @param raw what stands between the quotes
 */
export function offsetsInLiteral(raw: string): (offset: number) => number {
  if (!/[\\\r]/.test(raw)) return (offset) => Math.max(0, Math.min(offset, raw.length));
  const places: number[] = [];
  let end = 0;
  for (const match of raw.matchAll(piece)) {
    for (let unit = 0; unit < unitsOf(match[0]); unit += 1) places.push(match.index);
    end = match.index + match[0].length;
  }
  return (offset) => places[Math.max(0, offset)] ?? end;
}

/** How many UTF-16 units of the value a piece of the source stands for. */
function unitsOf(source: string): number {
  if (!source.startsWith('\\')) return source === '\r\n' ? 1 : source.length;
  // A line continuation is nothing.
  if (/^\\(?:\r\n|[\n\r\u2028\u2029])$/.test(source)) return 0;
  const code = /^\\u\{([\da-f]+)\}$/i.exec(source)?.[1];
  if (code !== undefined) return Number.parseInt(code, 16) > 0xffff ? 2 : 1;
  return /^\\[ux]/i.test(source) ? 1 : source.length - 1 > 1 && !/^\\[0-7]/.test(source) ? 2 : 1;
}
