import type { Site } from '../code.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import type { Expression, Node } from '../syntax.ts';
import { Choice, Items, join, Obj, Unknown } from '../values.ts';
import type { Known, Value } from '../values.ts';
import { spread } from './assignment.ts';
import { constructSuper } from './class.ts';
import { noteUrl } from './visit.ts';
import { runText } from './run-code.ts';
import { getMember, getNamed, propertyName, readStored } from './property.ts';
import { memberReference, withObjectOf, withoutNullish } from './reference.ts';
import { shortCircuit } from './short-circuit.ts';

type CallNode = Extract<Expression, { type: 'CallExpression' }>;

export function evaluateCall(machine: Machine, node: CallNode, scope: Scope): Value {
  const site: Site = { script: scope.frame.script, node };
  if ((node.callee as Node).type === 'Super')
    return constructSuper(
      machine,
      spread(machine, node.arguments, scope),
      scope,
      makerOf(node, scope) ?? site,
    );
  const target = callTarget(machine, node, scope);
  if (target === null) return shortCircuit;
  const args = spread(machine, node.arguments, scope);
  machine.site = site;
  const hook = machine.components.hook(
    target.receiver,
    target.key,
    args,
    callerOf(node, scope) ?? site,
    scope.frame,
  );
  if (hook !== null) return hook.value;
  if (isDirectEval(node, target.callee)) return runText(machine, args.values[0], site, scope);
  if (target.receiver instanceof Choice && target.key !== null)
    return callEach(machine, target.receiver, target.key, args, site);
  return machine.call(target.callee, target.receiver, args, site);
}

/** `eval(…)` by that very name sees the variables around it (ECMAScript, 13.3.6.1). */
function isDirectEval({ callee }: CallNode, value: Value): boolean {
  const isNamed = callee.type === 'Identifier' && callee.name === 'eval';
  return isNamed && value instanceof Obj && value.code?.type === 'native' && value.code.name === 'eval';
}

/** Where a function is called from that only hands its own parameters on, as a library's exports do. */
function callerOf(node: CallNode, scope: Scope): Site | null {
  const { own } = scope.frame;
  const parameters = own.function?.code?.type === 'closure' ? (own.function.code.node?.params ?? []) : [];
  const isParameter = (given: Node): boolean =>
    given.type === 'Identifier' &&
    parameters.some((parameter) => parameter.type === 'Identifier' && parameter.name === given.name);
  return node.arguments.length > 0 && node.arguments.every(isParameter) ? own.site : null;
}

/** Where an object is made whose constructor hands what it is made of on to its parent's: first of all the URL. */
function makerOf({ arguments: [first] }: CallNode, scope: Scope): Site | null {
  const { own } = scope.frame;
  const code = own.function?.code;
  const [parameter] = code?.type === 'closure' ? (code.node?.params ?? []) : [];
  const given = first?.type === 'SpreadElement' ? first.argument : first;
  if (given?.type !== 'Identifier') return null;
  if (first?.type === 'SpreadElement' && given.name === 'arguments') return own.site;
  const inner = parameter?.type === 'RestElement' ? parameter.argument : parameter;
  return inner?.type === 'Identifier' && inner.name === given.name ? own.site : null;
}

interface Target {
  readonly callee: Value;
  readonly receiver: Value;
  /** The method's name, where the callee is a member. */
  readonly key: Value | null;
}

/** What is called, and on what; null where an optional chain ended. */
function callTarget(machine: Machine, node: CallNode, scope: Scope): Target | null {
  const { callee } = node;
  if (callee.type !== 'MemberExpression') {
    const value = machine.evaluate(callee, scope);
    const receiver = callee.type === 'Identifier' ? withObjectOf(machine, callee.name, scope) : undefined;
    return present(node, value, receiver, null);
  }
  const reference = memberReference(machine, callee, scope);
  if (reference === null) return null;
  machine.site = { script: scope.frame.script, node };
  const { object, key, receiver } = reference;
  const value =
    callee.object.type === 'Super'
      ? superMember(machine, object, key, receiver)
      : getMember(machine, object, key);
  return present(node, value, receiver, callee.object.type === 'Super' ? null : key);
}

function present(node: CallNode, callee: Value, receiver: Value, key: Value | null): Target | null {
  if (callee === shortCircuit) return null;
  const kept = node.optional ? withoutNullish(callee) : callee;
  return node.optional && kept === null ? null : { callee: kept, receiver, key };
}

function superMember(machine: Machine, object: Value, key: Value, receiver: Value): Value {
  const name = propertyName(machine, key);
  if (!(object instanceof Obj) || name === null) return new Unknown('`super` is not known');
  const stored = machine.lookup(object, name);
  return stored === undefined
    ? getNamed(machine, object, name, object)
    : readStored(machine, stored, receiver);
}

/** A method called on each of the alternatives that its object may be. */
function callEach(machine: Machine, receiver: Choice, key: Value, args: Items, site: Site): Value {
  const run = (option: Known) => (): Value =>
    machine.call(getMember(machine, option, key), option, args, site);
  const objects = receiver.options.filter((option) => option !== null && option !== undefined);
  return join(machine.store.fork(objects.map(run)));
}

export function evaluateNew(
  machine: Machine,
  node: Extract<Expression, { type: 'NewExpression' }>,
  scope: Scope,
): Value {
  const callee = machine.evaluate(node.callee, scope);
  const args = spread(machine, node.arguments, scope);
  const site: Site = { script: scope.frame.script, node };
  machine.site = site;
  return machine.construct(callee, args, site);
}

/** `` tag`…` ``; `String.raw` and page functions alike get the strings with their raw forms. */
export function evaluateTagged(
  machine: Machine,
  node: Extract<Expression, { type: 'TaggedTemplateExpression' }>,
  scope: Scope,
): Value {
  const site: Site = { script: scope.frame.script, node };
  const callee = machine.evaluate(node.tag, scope);
  const { quasis, expressions } = node.quasi;
  for (const quasi of quasis) noteUrl(machine, quasi, quasi.value.raw, scope);
  const strings = machine.array(quasis.map(({ value }) => value.cooked ?? undefined));
  strings.members.set('raw', machine.array(quasis.map(({ value }) => value.raw)));
  const values = expressions.map((expression) => machine.evaluate(expression, scope));
  return machine.call(callee, undefined, new Items([strings, ...values]), site);
}
