import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { isFunction } from '../syntax.ts';
import type { Expression, Node } from '../syntax.ts';
import { join, Obj, slots, truthOf, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { assign, update } from './assignment.ts';
import { either } from './either.ts';
import { evaluateCall, evaluateNew, evaluateTagged } from './call.ts';
import { shortCircuit } from './short-circuit.ts';
import { defineClass } from './class.ts';
import { assume } from './assume.ts';
import { makeFunction } from './function.ts';
import { arrayLiteral, objectLiteral } from './literal.ts';
import { evaluateImport, metaProperty } from './module.ts';
import { readMember, readVariable, removeMember, typeOfVariable } from './reference.ts';
import { binary, unary } from './operators.ts';
import { concat, textOf } from './text.ts';
import { awaited } from './promise.ts';
import { noteUrl } from './visit.ts';

/** The value of an expression. Throws `PageThrow` where the page would, `Exhausted` where a budget runs out. */
export function evaluate(machine: Machine, node: Node, scope: Scope): Value {
  machine.budget.step();
  machine.budget.enter();
  const value = evaluateNode(machine, node, scope);
  machine.budget.leave();
  return value;
}

function evaluateNode(machine: Machine, node: Node, scope: Scope): Value {
  switch (node.type) {
    case 'Identifier':
      return readVariable(machine, node.name, scope);
    case 'Literal':
      return literal(machine, node, scope);
    case 'MemberExpression':
      return readMember(machine, node, scope);
    case 'CallExpression':
      return evaluateCall(machine, node, scope);
    case 'BinaryExpression':
      return evaluateBinary(machine, node, scope);
    case 'ConditionalExpression':
      return conditional(machine, node, scope);
    case 'LogicalExpression':
      return logical(machine, node, scope);
    case 'AssignmentExpression':
      return assign(machine, node, scope);
    case 'TemplateLiteral':
      return templateLiteral(machine, node, scope);
    case 'ObjectExpression':
      return objectLiteral(machine, node, scope);
    case 'ArrayExpression':
      return arrayLiteral(machine, node, scope);
    case 'NewExpression':
      return evaluateNew(machine, node, scope);
    case 'ThisExpression':
      return scope.frame.own.thisValue;
    case 'SequenceExpression':
      return sequence(machine, node, scope);
    default:
      return isFunction(node) ? makeFunction(machine, node, scope) : evaluateRare(machine, node, scope);
  }
}

function sequence(
  machine: Machine,
  node: Extract<Expression, { type: 'SequenceExpression' }>,
  scope: Scope,
): Value {
  let last: Value;
  for (const expression of node.expressions) last = machine.evaluate(expression, scope);
  return last;
}

function evaluateRare(machine: Machine, node: Node, scope: Scope): Value {
  switch (node.type) {
    case 'UnaryExpression':
      return evaluateUnary(machine, node, scope);
    case 'UpdateExpression':
      return update(machine, node, scope);
    case 'ClassExpression':
    case 'ClassDeclaration':
      return defineClass(machine, node, scope);
    case 'ChainExpression': {
      const value = machine.evaluate(node.expression, scope);
      return value === shortCircuit ? undefined : value;
    }
    case 'AwaitExpression':
      return awaited(machine, machine.evaluate(node.argument, scope));
    case 'YieldExpression':
      return evaluateYield(machine, node, scope);
    case 'TaggedTemplateExpression':
      return evaluateTagged(machine, node, scope);
    case 'ImportExpression':
      return evaluateImport(machine, node, scope);
    case 'MetaProperty':
      return metaProperty(machine, node, scope);
    case 'ParenthesizedExpression':
      return machine.evaluate(node.expression, scope);
    case 'Super':
      return scope.frame.own.function?.proto ?? undefined;
    default:
      return new Unknown(`code of the kind ${node.type}`);
  }
}

function literal(machine: Machine, node: Extract<Expression, { type: 'Literal' }>, scope: Scope): Value {
  if ('regex' in node) {
    const pattern = new Obj('regexp', machine.globals.prototypes.regexp);
    pattern.members.set(slots.source, node.regex.pattern);
    pattern.members.set(slots.flags, node.regex.flags);
    pattern.members.set('lastIndex', 0);
    return pattern;
  }
  if (typeof node.value === 'string') noteUrl(machine, node, node.value, scope);
  return node.value;
}

function templateLiteral(
  machine: Machine,
  node: Extract<Expression, { type: 'TemplateLiteral' }>,
  scope: Scope,
): Value {
  let text: Value = '';
  for (const [index, quasi] of node.quasis.entries()) {
    const cooked = quasi.value.cooked ?? '';
    noteUrl(machine, quasi, cooked, scope);
    text = concat(machine, text, cooked);
    const expression = node.expressions[index];
    if (expression !== undefined)
      text = concat(machine, text, textOf(machine, machine.evaluate(expression, scope)));
  }
  return text;
}

/** Sums lean to the left, a million terms deep in hostile code: taken from the leftmost, without recursion. */
function evaluateBinary(
  machine: Machine,
  node: Extract<Expression, { type: 'BinaryExpression' }>,
  scope: Scope,
): Value {
  const pending: Extract<Expression, { type: 'BinaryExpression' }>[] = [];
  let leftmost: Node = node;
  while (leftmost.type === 'BinaryExpression') {
    pending.push(leftmost);
    leftmost = leftmost.left;
  }
  let value: Value =
    leftmost.type === 'PrivateIdentifier' ? `#${leftmost.name}` : machine.evaluate(leftmost, scope);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    machine.budget.step();
    value = binary(machine, next.operator, value, machine.evaluate(next.right, scope));
  }
  return value;
}

function evaluateUnary(
  machine: Machine,
  node: Extract<Expression, { type: 'UnaryExpression' }>,
  scope: Scope,
): Value {
  const { operator, argument } = node;
  if (operator === 'typeof' && argument.type === 'Identifier')
    return typeOfVariable(machine, argument.name, scope);
  if (operator === 'delete') return removeMember(machine, argument, scope);
  return unary(machine, operator, machine.evaluate(argument, scope));
}

/** `a ? b : c ? d : …`, one branch where the condition is known. */
function conditional(
  machine: Machine,
  node: Extract<Expression, { type: 'ConditionalExpression' }>,
  scope: Scope,
): Value {
  let current = node;
  for (;;) {
    const truth = truthOf(machine.evaluate(current.test, scope));
    if (truth === null) break;
    const taken: Expression = truth ? current.consequent : current.alternate;
    if (taken.type !== 'ConditionalExpression') return machine.evaluate(taken, scope);
    current = taken;
  }
  const { test, consequent, alternate } = current;
  return join(
    machine.store.fork([
      () => {
        assume(machine, test, true, scope);
        return machine.evaluate(consequent, scope);
      },
      () => {
        assume(machine, test, false, scope);
        return machine.evaluate(alternate, scope);
      },
    ]),
  );
}

function logical(
  machine: Machine,
  node: Extract<Expression, { type: 'LogicalExpression' }>,
  scope: Scope,
): Value {
  const pending: Extract<Expression, { type: 'LogicalExpression' }>[] = [];
  let leftmost: Node = node;
  while (leftmost.type === 'LogicalExpression') {
    pending.push(leftmost);
    leftmost = leftmost.left;
  }
  let value = machine.evaluate(leftmost, scope);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { right, left, operator } = next;
    value = either(machine, operator, value, () => {
      if (operator !== '??') assume(machine, left, operator === '&&', scope);
      return machine.evaluate(right, scope);
    });
  }
  return value;
}

function evaluateYield(
  machine: Machine,
  node: Extract<Node, { type: 'YieldExpression' }>,
  scope: Scope,
): Value {
  const value = node.argument == null ? undefined : machine.evaluate(node.argument, scope);
  const { own } = scope.frame;
  if (node.delegate) own.yielded.push(...machine.iterate(value).values);
  else own.yielded.push(value);
  return awaited(machine, value);
}
