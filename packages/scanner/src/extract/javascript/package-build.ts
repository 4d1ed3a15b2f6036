import type { Script } from './script.ts';
import { endOf, isClass, isFunction, startOf } from './syntax.ts';
import type { Expression, FunctionNode, Node, Program } from './syntax.ts';

/** A file that is smaller is as likely the page's own. UTF-16 units. */
const smallest = 12_000;
const universal =
  /typeof define\s*===?\s*["']function["']\s*&&\s*define\.amd|["']function["']\s*===?\s*typeof define\s*&&\s*define\.amd/;

/**
 * Whether a file is a package's build for pages: one call that hands out what it defines, to any loader (UMD) or as a
 * global. What of it the page and its events do not call, nothing calls.
 */
export function isPackageBuild({ source: { text }, program }: Script): boolean {
  if (text.length <= smallest) return false;
  const whole = onlyCall(program);
  if (whole === null) return false;
  const isMost = (node: Node): boolean => endOf(node) - startOf(node) > text.length / 2;
  const factory = whole.call.arguments.at(-1);
  if (universal.test(text.slice(0, 2_000)) && factory !== undefined && isFunction(factory) && isMost(factory))
    return true;
  const { callee } = whole.call;
  return isFunction(callee) && isMost(callee) && handsOut(callee, whole, text);
}

interface WholeCall {
  readonly call: Extract<Expression, { type: 'CallExpression' }>;
  /** Whether a variable gets what it returns. */
  readonly isKept: boolean;
}

/** The call that a program is, directives apart. */
function onlyCall({ body }: Program): WholeCall | null {
  const statements = body.filter((statement) => !isDirective(statement));
  const [statement] = statements;
  if (statement === undefined || statements.length > 1) return null;
  const isKept = statement.type === 'VariableDeclaration';
  const value = isKept
    ? statement.declarations[0]?.init
    : statement.type === 'ExpressionStatement'
      ? statement.expression
      : null;
  const call = value?.type === 'UnaryExpression' ? value.argument : value;
  return call?.type === 'CallExpression' ? { call, isKept } : null;
}

function isDirective(statement: Node): boolean {
  return statement.type === 'ExpressionStatement' && statement.expression.type === 'Literal';
}

/** The ends of what Rollup, esbuild and Parcel wrap around a package for pages. */
function handsOut(
  { params: [exports], body }: FunctionNode,
  { call, isKept }: WholeCall,
  text: string,
): boolean {
  const last = body?.type === 'BlockStatement' ? body.body.at(-1) : undefined;
  if (body?.type !== 'BlockStatement' || last === undefined) return false;
  if (last.type === 'ReturnStatement') {
    const returned =
      last.argument?.type === 'SequenceExpression' ? last.argument.expressions.at(-1) : last.argument;
    if (returned?.type === 'CallExpression')
      return isKept && returned.arguments.length === 1 && returned.arguments[0]?.type === 'Identifier';
    return isNamed(returned, exports) && isEmptyObject(call.arguments[0]);
  }
  const assigned = last.type === 'ExpressionStatement' ? lastAssignment(last.expression) : null;
  if (assigned === null) return false;
  if (isNamed(assigned.object, exports)) return isEmptyObject(call.arguments[0]);
  return (
    assigned.object.type === 'Identifier' &&
    /^(?:window|self|globalThis)$/.test(assigned.object.name) &&
    isDefinition(assigned.value, body.body, text)
  );
}

function isNamed(node: Node | null | undefined, other: Node | undefined): boolean {
  return node?.type === 'Identifier' && other?.type === 'Identifier' && node.name === other.name;
}

/** `{}`, or `this.Name = this.Name || {}`. */
function isEmptyObject(given: Node | undefined): boolean {
  const value = given?.type === 'AssignmentExpression' ? given.right : given;
  const fallback = value?.type === 'LogicalExpression' ? value.right : value;
  return fallback?.type === 'ObjectExpression' && fallback.properties.length === 0;
}

/** The last `object.name = value` of an expression. */
function lastAssignment(expression: Node): { readonly object: Node; readonly value: Node } | null {
  const last = expression.type === 'SequenceExpression' ? expression.expressions.at(-1) : expression;
  if (last?.type !== 'AssignmentExpression' || last.left.type !== 'MemberExpression') return null;
  return { object: last.left.object, value: last.right };
}

/** Whether a value is a class or function that the file defines and makes no use of itself. */
function isDefinition(value: Node, body: readonly Node[], text: string): boolean {
  const named = value.type === 'SequenceExpression' ? value.expressions.at(-1) : value;
  if (named === undefined) return false;
  if (isFunction(named) || isClass(named)) return true;
  if (named.type !== 'Identifier') return false;
  const isDefined = body.some(
    (statement) =>
      (statement.type === 'ClassDeclaration' || statement.type === 'FunctionDeclaration') &&
      statement.id?.name === named.name,
  );
  return isDefined && !text.includes(`new ${named.name}(`);
}
