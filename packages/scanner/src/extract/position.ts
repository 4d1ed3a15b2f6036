/** 1-based; columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface LineIndex {
  /** The place of a UTF-16 offset; offsets outside the text are clamped to it. */
  readonly positionAt: (offset: number) => Position;
}

/** Where each line starts: built once for a text, asked by binary search. LF, CRLF and CR end a line. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return {
    positionAt: (offset) => {
      const place = Math.max(0, Math.min(offset, text.length));
      const line = lastAtMost(starts, place);
      return { line: line + 1, column: place - (starts[line] ?? 0) + 1 };
    },
  };
}

/** The place in the whole of a place in a part, where the part starts at `start`: an inline script in its page. */
export function positionWithin(start: Position, place: Position): Position {
  if (place.line === 1) return { line: start.line, column: start.column + place.column - 1 };
  return { line: start.line + place.line - 1, column: place.column };
}

/**
 * The text around an offset for people to see: its line, cut to `limit` UTF-16 units so that the offset stays
 * inside with some text before it. Never half of a surrogate pair; tabs become spaces.
 */
export function snippetAt(text: string, offset: number, limit = 200): string {
  const place = Math.max(0, Math.min(offset, text.length));
  const earliest = Math.max(0, place - limit);
  const latest = Math.min(text.length, place + limit);
  const start = earliest + lineStart(text.slice(earliest, place));
  const end = place + lineEnd(text.slice(place, latest));
  const from = Math.max(start, Math.min(place - Math.floor(limit / 4), end - limit));
  const to = Math.min(end, from + limit);
  return wholePairs(text, from, to).replaceAll('\t', ' ').trim();
}

/** The index of the last of the ascending numbers that is at most `value`; 0 where there is none. */
export function lastAtMost(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lineStart(before: string): number {
  return Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
}

function lineEnd(after: string): number {
  const end = after.search(/[\r\n]/);
  return end === -1 ? after.length : end;
}

function wholePairs(text: string, from: number, to: number): string {
  const start = isLowSurrogate(text, from) && isHighSurrogate(text, from - 1) ? from + 1 : from;
  const end = isLowSurrogate(text, to) && isHighSurrogate(text, to - 1) ? to - 1 : to;
  return text.slice(start, end);
}

function isHighSurrogate(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800;
}

function isLowSurrogate(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xdc00;
}
