const atom = String.raw`\[(?:\\.|[^\]\\])*\]|\\.|[^\\()[\]|?*+{}^$]`;
const repeatedAtom = new RegExp(String.raw`(${atom})(?:[*+]|\{\d+,\d*\})\??`, 'g');
const repeatedGroup = /\)(?:[*+]|\{\d)/g;
/** A character that surely follows: no class, and not optional itself. */
const nextCharacter = /^[)?]*(?:\\([^\w])|([^\\()[\]|?*+{}^$.]))(?![?*{])/;

const known = new Map<string, number>();
const mostKnown = 500;

/**
 * How many repetitions of a pattern can hand characters to each other: a backtracking matcher takes at most the length
 * of the text to that power, where no group repeats what itself repeats. One that stops at a character which surely
 * follows, as `[^:]+:` does, hands on nothing.
 */
export function costOf(source: string): number {
  const before = known.get(source);
  if (before !== undefined) return before;
  let cost = source.match(repeatedGroup)?.length ?? 0;
  for (const match of source.matchAll(repeatedAtom)) {
    const next = nextCharacter.exec(source.slice(match.index + match[0].length));
    const character = next?.[1] ?? next?.[2];
    if (character === undefined || isIn(match[1] ?? '', character)) cost += 1;
  }
  if (known.size >= mostKnown) known.clear();
  known.set(source, cost);
  return cost;
}

function isIn(one: string, character: string): boolean {
  try {
    return new RegExp(`^${one}$`, 'i').test(character);
  } catch {
    return true;
  }
}
