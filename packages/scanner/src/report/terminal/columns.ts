import stringWidth from 'string-width';

// Latin letters, punctuation and our own marks take one column each; measuring them costs nothing that way.
const oneColumnEach = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e✖✔ℹ]*$/;

/** Columns that a visible text takes in a terminal. */
export function columnsOf(text: string): number {
  return oneColumnEach.test(text) ? text.length : stringWidth(text);
}

/** Lines of at most `width` columns, broken at spaces, and inside a word only where it is wider than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const columns = columnsOf(word);
    if (used > 0 && used + 1 + columns <= width) {
      line += ` ${word}`;
      used += 1 + columns;
    } else if (columns > 0) {
      if (used > 0) lines.push(withoutEndSpaces(line));
      const parts = columns <= width ? [word] : breakWord(word, width);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1) ?? '';
      used = columnsOf(line);
    }
  }
  return [...lines, withoutEndSpaces(line)];
}

/** Other white space is a word's own: it may be wide (U+3000). */
function withoutEndSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end -= 1;
  return line.slice(0, end);
}

function breakWord(word: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of word) {
    const columns = columnsOf(character);
    if (used + columns > width) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += columns;
  }
  return [...parts, part];
}

/** The start of a visible text, at most `width` columns. */
export function clipEnd(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  return `${takeColumns(Array.from(text), width - 1).join('')}…`;
}

/** The end of a visible text, at most `width` columns. */
export function clipStart(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  return `…${takeColumns(Array.from(text).toReversed(), width - 1)
    .toReversed()
    .join('')}`;
}

function takeColumns(characters: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((character) => (used += columnsOf(character)) > width);
  return end === -1 ? characters : characters.slice(0, end);
}
