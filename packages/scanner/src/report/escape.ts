/**
 * Makes text from a site safe to show. Whatever a page or a server sends is data: it may carry terminal
 * control sequences, characters that reorder or hide text, and markup of the format it ends up in.
 */

// Controls, format characters (bidirectional marks, zero-width), separators, lone surrogates, characters
// that render as nothing, and noncharacters: the last two also cover what XML 1.0 section 2.2 forbids.
const unsafe =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
// Classes of Unicode cost ten times what this does, and most of a report is printable ASCII.
const beyondAscii = /[^\x20-\x7e]+/g;

function escapeCodePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** One line of text in which every character can be seen: the others are written `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(beyondAscii, (run) => run.replace(unsafe, escapeCodePoint));
}

/** As `visible`, for source text: a tab is one column wide here and is shown as a space. */
export function visibleSource(text: string): string {
  return visible(text.replaceAll('\t', ' '));
}

const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an XML 1.0 attribute or element. */
export function xmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => xmlEntities[character] ?? character);
}

// What JSON.stringify leaves as it is, and a terminal or an editor would act on.
const unsafeInJson =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
// The only controls outside strings are the line feeds of the indentation; inside they are escaped already.
const beyondAsciiInJson = /[^\n\x20-\x7e]+/g;

/** JSON whose strings hold the very same text, written in visible characters (RFC 8259 section 7). */
export function jsonText(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(beyondAsciiInJson, (run) =>
    run.replace(unsafeInJson, utf16Escape),
  );
}

function utf16Escape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

function longestBacktickRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/**
 * A Markdown code span (CommonMark 0.31 section 6.1): the one construct in which nothing is interpreted, no
 * mention, link or tag. A `|` would end a table's cell even there, so it is written as `\u{7c}`.
 */
export function codeSpan(text: string): string {
  const shown = visible(text).replaceAll('|', String.raw`\u{7c}`);
  if (shown.trim() === '') return '(empty)';
  const fence = '`'.repeat(longestBacktickRun(shown) + 1);
  return `${fence}${pad(shown)}${fence}`;
}

/** A space inside either end is dropped again when the span is read; without it a backtick would join the fence. */
function pad(shown: string): string {
  return /^[` ]|[` ]$/.test(shown) ? ` ${shown} ` : shown;
}

/** A fenced code block (CommonMark 0.31 section 4.5) around lines that are made visible. */
export function codeBlock(lines: readonly string[], language: string): string {
  const shown = lines.map(visible);
  const fence = '`'.repeat(Math.max(3, longestBacktickRun(shown.join('\n')) + 1));
  return [fence + language, ...shown, fence].join('\n');
}

const plainWord = /^(?:\p{L}+(?:['’-]\p{L}+)*|\d+(?:\.\d+)*|[–—])$/u;
const opening = '("“‘';
const closing = ')"”’.,;:?';

/**
 * A sentence for Markdown. Words of letters and plain numbers stay as they are; any other word, a URL or a
 * piece of code, becomes a code span, so that nothing in it is interpreted.
 */
export function markdownText(text: string): string {
  const words = visible(text).trim().split(/ +/);
  return words.map((word, index) => markdownWord(word, index === 0)).join(' ');
}

function markdownWord(word: string, first: boolean): string {
  let start = 0;
  let end = word.length;
  while (start < end && opening.includes(word.charAt(start))) start++;
  while (end > start && closing.includes(word.charAt(end - 1))) end--;
  const core = word.slice(start, end);
  // At the start of a block a number with a full stop or a bracket would begin a list.
  if (core === '' || (first && /^\d+[.)]/.test(word))) return codeSpan(word);
  return word.slice(0, start) + (plainWord.test(core) ? core : codeSpan(core)) + word.slice(end);
}
