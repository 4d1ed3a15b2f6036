import { positionWithin } from '../position.ts';
import type { FoundReference } from '../document.ts';
import { proseContext } from '../prose.ts';
import { scanText } from '../text.ts';
import type { TextUrl } from '../text.ts';
import { textReference } from '../text-reference.ts';
import type { LibraryRecognition } from './libraries.ts';
import type { ScriptLines } from './place.ts';
import type { Script } from './script.ts';
import type { UrlLiteral } from './survey.ts';
import { endOf, startOf } from './syntax.ts';
import type { FunctionNode, Node } from './syntax.ts';

interface Judgement {
  readonly role: 'names' | 'mentions';
  readonly context: string;
}

/**
 * The references of a script's URL literals that no socket was opened with, of its comments and of its regular
 * expressions: a URL in live code is a name, everything else a mention.
 */
export function literalReferences(
  script: Script,
  { lines, start }: ScriptLines,
  used: ReadonlySet<Node>,
  libraries: LibraryRecognition,
): FoundReference[] {
  const { text, url: source } = script.source;
  const found: FoundReference[] = [];
  const add = (offset: number, urlFound: TextUrl, role: 'names' | 'mentions', context: string): void => {
    const position = positionWithin(start, lines.positionAt(offset));
    found.push(textReference(urlFound, { source, text, offset, position }, role, context));
  };
  for (const literal of script.survey.urlLiterals.values()) {
    if (used.has(literal.node)) continue;
    const { role, context } = judge(script, literal, libraries);
    for (const urlFound of scanText(literal.text, 20).urls) {
      if (!isWhole(literal, urlFound)) continue;
      const words = role === 'names' ? wordsAround(script, literal, urlFound) : null;
      const told = words === null ? { role, context } : mention(words);
      add(placeIn(text, literal.node, urlFound), urlFound, told.role, told.context);
    }
  }
  for (const [from, end, context] of passages(script)) {
    for (const urlFound of scanText(text.slice(from, end), 100).urls)
      add(from + urlFound.offset, urlFound, 'mentions', context);
  }
  return found;
}

/** Why a literal is a text about a URL; null where it seems to be none. */
function wordsAround({ source }: Script, { text, parent }: UrlLiteral, { offset }: TextUrl): string | null {
  if (proseContext(text, offset) !== null) return 'prose';
  const runs =
    (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') &&
    running.test(source.text.slice(startOf(parent.callee), endOf(parent.callee)));
  const isQuoted = quotedCall.test(text.slice(Math.max(0, offset - 60), offset));
  return isQuoted && !runs ? 'code in a text' : null;
}

/** A constructor's call up to its first argument, as samples of code have it. */
const quotedCall = /\bnew\s+[\w$.]{1,40}\(\s*\\{0,4}["'`]$/;
const running = /(?:^|\.)(?:eval|execScript|Function|setTimeout|setInterval|Blob|write|writeln)$/;

/** Comments and regular expressions that could hold a URL. */
function passages({
  source: { text },
  comments,
  survey: { patterns },
}: Script): (readonly [number, number, string])[] {
  const inComments = comments.map(({ start, end }) => [start, end, 'comment'] as const);
  const inPatterns = patterns.map((node) => [startOf(node), endOf(node), 'regular expression'] as const);
  return [...inComments, ...inPatterns].filter(([start, end]) => /wss?:/i.test(text.slice(start, end)));
}

/** A literal that goes on in a concatenation names a host only where the host has ended in it. */
function isWhole(literal: UrlLiteral, { raw, offset }: TextUrl): boolean {
  if (!literal.isPart || offset + raw.length < literal.text.length) return true;
  const authority = /^wss?:\/\/([^/?#]*)/i.exec(literal.text.slice(offset))?.[1] ?? '';
  if (literal.text.slice(offset + 6).includes('/', authority.length)) return true;
  return /^(?:localhost|[\w-]+(?:\.[\w-]+)+|\[[\da-f:]+\])(?::\d*)?$/i.test(authority);
}

/** The place of a URL within a literal, as far as it stands there unescaped; else of the literal. */
function placeIn(text: string, node: Node, { raw }: TextUrl): number {
  const index = text.slice(startOf(node), endOf(node)).indexOf(raw);
  return startOf(node) + Math.max(0, index);
}

function mention(context: string): Judgement {
  return { role: 'mentions', context };
}

function judge(script: Script, literal: UrlLiteral, libraries: LibraryRecognition): Judgement {
  if (libraries.isInternal(script, literal.node)) return mention('library code');
  if (isDead(script, literal)) return mention('dead branch');
  const usage = usageOf(script, literal);
  return usage === null ? { role: 'names', context: 'code' } : mention(usage);
}

/** Whether this page can never reach a literal: what is around it ran to its end, always past it. */
function isDead(script: Script, { node, functions }: UrlLiteral): boolean {
  return !script.reached.has(node) && wasPassed(script, functions);
}

/** Whether the code directly within some functions was evaluated to its end, with whatever was reached of it. */
export function wasPassed(script: Script, functions: readonly FunctionNode[]): boolean {
  for (const around of functions) {
    if (script.interrupted.has(around)) return false;
    if (script.finished.has(around)) return true;
    if (script.entered.has(around) || script.made.has(around)) return false;
  }
  return script.finished.has(script.program);
}

const comparing =
  /(?:^|[.?])(?:startsWith|endsWith|includes|indexOf|lastIndexOf|test|match|search|replace|replaceAll|split)$/;
const telling =
  /(?:^|[.?])(?:log|warn|error|info|debug|trace|assert|invariant|warning|deprecate|throwError|fail)$|(?:^|[.?])console\./;

/** What code does with a literal where it plainly does not connect to it; null where that is not known. */
function usageOf({ source: { text } }: Script, { parent, node }: UrlLiteral): string | null {
  if (parent === null) return null;
  if (parent.type === 'ExpressionStatement') return 'statement without effect';
  if (parent.type === 'BinaryExpression' || parent.type === 'SwitchCase') return 'comparison';
  if (parent.type === 'ThrowStatement') return 'message';
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return null;
  const callee = text.slice(startOf(parent.callee), endOf(parent.callee));
  if (parent.type === 'NewExpression') return /Error$|Exception$/.test(callee) ? 'message' : null;
  if (startOf(node) < endOf(parent.callee)) return null;
  if (comparing.test(callee)) return isFirst(parent, node) ? 'comparison' : null;
  return telling.test(callee) ? 'message' : null;
}

function isFirst(call: Extract<Node, { type: 'CallExpression' }>, node: Node): boolean {
  const [first] = call.arguments;
  return first !== undefined && startOf(first) <= startOf(node) && endOf(node) <= endOf(first);
}
