import { visitAround } from './around.ts';
import { isFunction } from './syntax.ts';
import type { FunctionNode, Node, Program } from './syntax.ts';

/** A string literal (or a template's known beginning) that holds a WebSocket URL. */
export interface UrlLiteral {
  readonly node: Node;
  readonly text: string;
  /** The functions around it, innermost first. */
  readonly functions: readonly FunctionNode[];
  /** What stands around it: the nearest node that is no concatenation. */
  readonly parent: Node | null;
  /** Whether more text follows: the literal is the beginning of a URL. */
  readonly isPart: boolean;
}

/** A call of the browser's constructor by its own name. */
interface PlainSocket {
  readonly node: Node;
  readonly functions: readonly FunctionNode[];
}

/** What stands at the places of a script that speak of sockets. */
export interface Survey {
  readonly urlLiterals: ReadonlyMap<Node, UrlLiteral>;
  readonly sockets: readonly PlainSocket[];
  /** Regular expressions that speak of a WebSocket URL. */
  readonly patterns: readonly Node[];
  /** Literals that are passed as code: to `eval`, or to a timer. */
  readonly codes: readonly Node[];
}

/** Also with the slashes escaped: JSON within a string. */
const socketScheme = /wss?:(?:\\{0,4}\/){2}/i;

/** Where the text of a script can hold one of the above: `ws` and what may follow it, escaped or not. */
const marks =
  /wss?(?::[\\/]|\\[xu])|\\(?:x|u00|u\{0*)[57]7|\\1[26]7|w\\[xu]|WebSocket|\b(?:eval|execScript|setTimeout|setInterval)[\s(]*\(\s*["'`]/gi;

/** Looks at a script's tree where its text has a mark, without recursion. */
export function survey(program: Program, text: string): Survey {
  const urlLiterals = new Map<Node, UrlLiteral>();
  const sockets: PlainSocket[] = [];
  const patterns: Node[] = [];
  const codes: Node[] = [];
  const places = Array.from(text.matchAll(marks), ({ index }) => index);
  visitAround<Visit>(program, places, (node, parent) => {
    const outer = parent?.function ?? null;
    const visit = { node, parent, function: isFunction(node) ? { node, around: outer } : outer };
    const url = urlLiteral(visit);
    if (url !== null) urlLiterals.set(node, url);
    else if (node.type === 'Literal' && 'regex' in node && /wss?/i.test(node.regex.pattern))
      patterns.push(node);
    else if (node.type === 'NewExpression' && isSocketName(node.callee))
      sockets.push({ node, functions: chainOf(outer) });
    const code = node.type === 'CallExpression' ? passedCode(node) : null;
    if (code !== null) codes.push(code);
    return visit;
  });
  return { urlLiterals, sockets, patterns, codes };
}

interface Around {
  readonly node: FunctionNode;
  readonly around: Around | null;
}

interface Visit {
  readonly node: Node;
  readonly parent: Visit | null;
  /** The function that it is in, or is. */
  readonly function: Around | null;
}

function urlLiteral(visit: Visit): UrlLiteral | null {
  const { node } = visit;
  const text = textOf(node);
  if (text === null || !socketScheme.test(text)) return null;
  let around = visit.parent;
  let isPart = node.type === 'TemplateElement' && !node.tail;
  while (around !== null && (around.node.type === 'TemplateLiteral' || isConcatenation(around.node))) {
    if (isConcatenation(around.node)) isPart = true;
    around = around.parent;
  }
  return { node, text, functions: chainOf(visit.function), parent: around?.node ?? null, isPart };
}

function isConcatenation(node: Node): boolean {
  return node.type === 'BinaryExpression' && node.operator === '+';
}

function textOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  return node.type === 'TemplateElement' ? (node.value.cooked ?? node.value.raw) : null;
}

function chainOf(innermost: Around | null): readonly FunctionNode[] {
  const chain: FunctionNode[] = [];
  for (let next = innermost; next !== null; next = next.around) chain.push(next.node);
  return chain;
}

function isSocketName(callee: Node): boolean {
  if (callee.type === 'Identifier') return callee.name === 'WebSocket';
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'WebSocket'
  );
}

const running: ReadonlySet<string> = new Set(['eval', 'execScript', 'setTimeout', 'setInterval']);

/** The literal whose text a call runs as code. */
function passedCode({ callee, arguments: passed }: Extract<Node, { type: 'CallExpression' }>): Node | null {
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  const [first] = passed;
  if (first === undefined || name.type !== 'Identifier' || !running.has(name.name)) return null;
  const isText =
    (first.type === 'Literal' && typeof first.value === 'string') ||
    (first.type === 'TemplateLiteral' && first.expressions.length === 0);
  return isText ? first : null;
}
