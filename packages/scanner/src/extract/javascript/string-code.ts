import { offsetsInLiteral } from './literal-offsets.ts';
import { parseScript } from './parse.ts';
import { newScript } from './script.ts';
import type { Script, Within } from './script.ts';
import { survey } from './survey.ts';
import { endOf, startOf } from './syntax.ts';
import type { Node } from './syntax.ts';

/** Code in strings of code in strings is read so deep. */
const deepest = 3;

/** Reads the code that a script passes to `eval` and timers as literals, and the code in the strings of that. */
export function readCodes(script: Script, depth = 1): void {
  for (const literal of script.survey.codes) {
    const place = literalPlace(literal, script.source.text);
    if (place === null) continue;
    const within = { script, offsetOf: place.offsetOf, literals: literalsUnder(script, literal) };
    const code = parseCode(place.value, within);
    if (code === null) continue;
    script.codes.set(literal, code);
    if (depth < deepest) readCodes(code, depth + 1);
  }
}

/** Parses code that stands in a string; null where it is none. */
export function parseCode(text: string, within: Within): Script | null {
  const parsed = parseScript(text, 'script');
  if ('error' in parsed) return null;
  const { source } = within.script;
  const goal = parsed.program.sourceType === 'module' ? 'module' : 'script';
  return newScript({
    source: { ...source, kind: 'inline', goal, text },
    goal,
    ...parsed,
    survey: survey(parsed.program, text),
    within,
  });
}

/**
 * Where the code of a string that was put together stands in the script: at the literal that is its text, where its
 * words are found, or else at the place that uses it.
 *
 * @param prefix length of what was put before the page's own code
 */
export function placeOfCode(script: Script, text: string, user: Node, prefix = 0): Within {
  const { survey: surveyed, source } = script;
  const own = text.slice(prefix);
  const held = [...surveyed.urlLiterals.values()].filter(
    ({ text: part }) => part.length > 4 && own.includes(part),
  );
  const literals = new Set(held.map(({ node }) => node));
  const whole = held.find(({ text: part, isPart }) => !isPart && part === own);
  const exact = whole === undefined ? null : literalPlace(whole.node, source.text);
  if (exact !== null) return { script, literals, offsetOf: (offset) => exact.offsetOf(offset - prefix) };
  const start = source.text.indexOf(own);
  const offsetOf =
    start === -1
      ? (offset: number) => placeOfWords(source.text, text.slice(offset, offset + 60)) ?? startOf(user)
      : (offset: number) => start + Math.max(0, offset - prefix);
  return { script, literals, offsetOf };
}

function placeOfWords(text: string, words: string): number | null {
  for (let length = words.length; length >= 12; length = length >> 1) {
    const place = text.indexOf(words.slice(0, length));
    if (place !== -1) return place;
  }
  return null;
}

function literalsUnder(script: Script, literal: Node): ReadonlySet<Node> {
  const all = [...script.survey.urlLiterals.keys()];
  return new Set(all.filter((node) => startOf(literal) <= startOf(node) && endOf(node) <= endOf(literal)));
}

/** The value of a string literal, or of a template without holes, and where its characters are. */
function literalPlace(
  node: Node,
  source: string,
): { readonly value: string; readonly offsetOf: (offset: number) => number } | null {
  const text = node.type === 'TemplateLiteral' ? node.quasis[0] : node;
  if (text === undefined) return null;
  const isQuoted = text.type === 'Literal';
  const value = isQuoted ? text.value : text.type === 'TemplateElement' ? text.value.cooked : null;
  if (typeof value !== 'string') return null;
  const start = startOf(text) + (isQuoted ? 1 : 0);
  const within = offsetsInLiteral(source.slice(start, endOf(text) - (isQuoted ? 1 : 0)));
  return { value, offsetOf: (offset) => start + within(offset) };
}
