/** How far around a URL its string is looked at, in UTF-16 units. */
const reach = 300;

const cspDirective =
  /(?:^|[;,"'\s])(?:default|connect|script|style|img|frame|child|font|media|object|worker|manifest)-src(?:-elem|-attr)?\s/i;
const urlInWords = /[^\s"'`<>]*(?:https?|wss?):\\{0,4}\/[^\s"'`<>]*/gi;
const adjacentWords =
  /(?<![\p{L}\p{N}_$.-])\p{L}[\p{L}'’-]*[\p{L}][,.]?\s+(?:\p{L}+[-'’])*\p{L}{2,}(?![\p{L}\p{N}_$:=(.[])/u;
const singleWord = /(?:^|\s)\(?(?!(?:true|false|null|undefined|none)\b)\p{L}{2,}[,.!?)]{0,2}(?=\s|$)/iu;

/**
 * Why a string that holds a URL is words about it, and no configuration; null where it seems to be
 * configuration. Words are told by standing beside each other with nothing but spaces between.
 *
 * @param value a string literal's, attribute's or JSON string's value, or a text that holds one
 * @param offset where the URL starts in it
 */
export function proseContext(value: string, offset = 0): 'prose' | 'content security policy' | null {
  const near = stringAround(value, offset);
  if (cspDirective.test(near)) return 'content security policy';
  const words = near.replaceAll(urlInWords, ' ');
  if (adjacentWords.test(words) || /\b(?:e\.g|i\.e)\./i.test(words) || /\p{Script=Han}{2}/u.test(words))
    return 'prose';
  // A quoted call within a sentence: no code goes on with a word after a parenthesis.
  const rest = value.slice(
    offset + (/^[^\s"'`]*/.exec(value.slice(offset, offset + reach))?.[0].length ?? 0),
  );
  if (/^["'`]\) (?!return\b|throw\b|of\b|in\b)[a-z]{2,}/i.test(rest)) return 'prose';
  const named = /[\w-]+\s*[:=]\s*$/.test(value.slice(Math.max(0, offset - 60), offset));
  return !named && singleWord.test(words) ? 'prose' : null;
}

/** The innermost quoted string around an offset, or the line, as far as it is near. */
function stringAround(value: string, offset: number): string {
  const before = value.slice(Math.max(0, offset - reach), offset);
  const quote = /(?:^|[:=,([{])\s*\\{0,4}(["'`])[^"'`]*$/.exec(before)?.[1];
  if (quote === undefined)
    return `${before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('"')) + 1)}${after(value, offset, '"')}`;
  return `${before.slice(before.lastIndexOf(quote) + 1)}${after(value, offset, quote)}`;
}

function after(value: string, offset: number, quote: string): string {
  const text = value.slice(offset, offset + reach);
  const end = text.search(quote === '"' ? /["\n]/ : quote === "'" ? /['\n]/ : /[`\n]/);
  return end === -1 ? text : text.slice(0, end);
}
