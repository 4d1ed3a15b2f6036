import { bounds, Exhausted } from '../budget.ts';
import type { Closure, Site } from '../code.ts';
import { signalValue } from '../components/svelte.ts';
import type { Machine } from '../machine.ts';
import { declarationsOf, Frame, Scope } from '../scope.ts';
import { PageThrow } from '../store.ts';
import { endOf, startOf } from '../syntax.ts';
import type { FunctionNode, Pattern, Statement } from '../syntax.ts';
import { GivenUp, Items, join, Obj, slots, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { bindPattern } from './assignment.ts';
import { promiseOf } from './promise.ts';
import { hoist, runBody } from './body.ts';

export interface Activation {
  readonly thisValue: Value;
  readonly args: Items;
  readonly site: Site;
  readonly newTarget: Obj | null;
}

/** Calls a function of the page: its result, or unknown where a budget ran out inside. */
export function callClosure(machine: Machine, callee: Obj, code: Closure, activation: Activation): Value {
  const { node } = code;
  if (node === null) return undefined;
  const active = machine.activations.get(node) ?? 0;
  if (active >= bounds.recursion || machine.callDepth >= bounds.calls)
    return new GivenUp('calls are nested too deep');
  const isRelevant = machine.relevance.has(code.script, code.classNode ?? node);
  if (!isWorthFollowing(machine, node, activation, isRelevant)) {
    const [only, ...others] = activation.args.values;
    const signal = others.length === 0 ? signalValue(machine, only) : null;
    if (signal !== null) return signal.value;
    for (const value of activation.args.values) machine.escape(value);
    return new GivenUp('a function that was not followed further');
  }
  const { inRelevant } = machine;
  const steps = machine.stepsOf(node);
  machine.inRelevant = isRelevant;
  machine.activations.set(node, active + 1);
  machine.callDepth += 1;
  machine.leads.entered(code);
  const site = machine.site;
  try {
    return machine.budget.within(steps, () => activate(machine, callee, code, node, activation));
  } catch (error) {
    if (machine.mishaps.note(error, code.script)) {
      code.script.interrupted.add(node);
      return new Unknown('a call that could not be followed');
    }
    if (error instanceof PageThrow && machine.uncertain && onlyThrows(node))
      return new Unknown('a function that throws where it is called too early');
    if (!(error instanceof Exhausted) || machine.budget.exhausted) throw error;
    code.script.interrupted.add(node);
    machine.exhausted.add(code.script);
    for (const value of activation.args.values) machine.escape(value);
    return new GivenUp(error.message);
  } finally {
    machine.site = site;
    machine.inRelevant = inRelevant;
    machine.callDepth -= 1;
    machine.leads.left();
    machine.activations.set(node, active);
  }
}

/**
 * Whether a function does nothing but throw, or see to it that something holds. Libraries call such a one where nothing has
 * started them: of code that is entered though nothing calls it, that says more about us than about the page.
 */
function onlyThrows({ body }: FunctionNode): boolean {
  if (body?.type !== 'BlockStatement') return false;
  const { body: statements } = body;
  return (
    statements.some(throwsAtLast) &&
    statements.every((each) => throwsAtLast(each) || /^(?:Expression|Variable|Empty)/.test(each.type))
  );
}

/** A `throw`, or one under a condition. */
function throwsAtLast(statement: Statement): boolean {
  if (statement.type !== 'IfStatement') return statement.type === 'ThrowStatement';
  const { consequent, alternate } = statement;
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return alternate == null && last?.type === 'ThrowStatement';
}

/**
 * Whether to follow a call of a function that has nothing to do with sockets by its text: not where it is two
 * conditions away from being made and from any code that has, and not again and again with nothing known.
 */
function isWorthFollowing(
  machine: Machine,
  node: FunctionNode,
  { args, thisValue, newTarget }: Activation,
  isRelevant: boolean,
): boolean {
  const conditions = machine.store.depth - (machine.uncertain ? 1 : 0);
  const isTiny = endOf(node) - startOf(node) <= bounds.tiny;
  const isGuess = machine.guessing && machine.hasMuchCode && !machine.leads.has(node);
  const isDoubtful = conditions > 0 || isGuess;
  if (!isRelevant && !isTiny && !machine.inRelevant && isDoubtful) return false;
  return (
    (!machine.uncertain && conditions < bounds.conditions) ||
    machine.isWorthEntering(node, newTarget === null ? [thisValue, ...args.values] : null)
  );
}

function activate(
  machine: Machine,
  callee: Obj,
  code: Closure,
  node: FunctionNode,
  activation: Activation,
): Value {
  const isArrow = node.type === 'ArrowFunctionExpression';
  const frame = new Frame({
    script: code.script,
    function: callee,
    thisValue: isArrow ? undefined : thisFor(machine, code, activation.thisValue),
    newTarget: activation.newTarget,
    args: activation.args,
    site: activation.site,
    around: isArrow ? code.scope.frame : null,
  });
  const scope = new Scope(code.scope, frame);
  code.script.entered.add(node);
  const body = node.body?.type === 'BlockStatement' ? node.body.body : null;
  if (body !== null) hoistVars(machine, body, scope);
  bindParameters(machine, node, activation.args, scope);
  if (body !== null) hoist(machine, body, scope, false);
  const returned =
    node.async && !node.generator
      ? asyncResult(machine, () => result(machine, node, body, scope, frame))
      : node.generator
        ? generator(machine, () => result(machine, node, body, scope, frame), frame)
        : result(machine, node, body, scope, frame);
  code.script.finished.add(node);
  return returned;
}

/** A function outside classes and modules gets the global object for a missing `this`. */
function thisFor(machine: Machine, code: Closure, thisValue: Value): Value {
  const isStrict = code.classNode !== null || code.home !== null || code.script.goal === 'module';
  return (thisValue === undefined || thisValue === null) && !isStrict ? machine.globals.global : thisValue;
}

function hoistVars(machine: Machine, body: readonly Statement[], scope: Scope): void {
  for (const name of declarationsOf(body, true).vars) machine.declare(scope, name, undefined);
}

function bindParameters(machine: Machine, node: FunctionNode, args: Items, scope: Scope): void {
  for (const [index, parameter] of node.params.entries()) {
    if (parameter.type === 'RestElement') {
      bindPattern(
        machine,
        parameter.argument,
        machine.array(args.values.slice(index), args.complete),
        scope,
        scope,
      );
      continue;
    }
    const missing = args.complete ? undefined : new Unknown(parameterReason(parameter));
    bindPattern(machine, parameter, index < args.values.length ? args.values[index] : missing, scope, scope);
  }
}

function parameterReason(parameter: Pattern): string {
  const name = parameter.type === 'Identifier' ? `\`${parameter.name.slice(0, 60)}\`` : 'a parameter';
  return `${name} is a parameter, and no call with a known value was found`;
}

function result(
  machine: Machine,
  node: FunctionNode,
  body: readonly Statement[] | null,
  scope: Scope,
  frame: Frame,
): Value {
  if (body === null) return node.body == null ? undefined : machine.evaluate(node.body, scope);
  const last = lastReturned(machine, body, scope, frame);
  for (const changes of frame.left) machine.store.joinMaybe(changes);
  return frame.returned.length === 0
    ? last.value
    : join([...frame.returned, ...(last.threw ? [] : [last.value])]);
}

/** What the end of a body returns. A throw that follows a `return` which may have been taken is not the call's. */
function lastReturned(
  machine: Machine,
  body: readonly Statement[],
  scope: Scope,
  frame: Frame,
): { readonly value: Value; readonly threw: boolean } {
  try {
    const completion = runBody(machine, body, scope);
    return { value: completion?.type === 'return' ? completion.value : undefined, threw: false };
  } catch (error) {
    if (!(error instanceof PageThrow) || frame.returned.length === 0) throw error;
    return { value: undefined, threw: true };
  }
}

function asyncResult(machine: Machine, run: () => Value): Value {
  return promiseOf(machine, machine.attempted(run));
}

/** A generator runs to its end when it is first asked; what it yields is kept. */
function generator(machine: Machine, run: () => Value, frame: Frame): Value {
  const object = new Obj('generator', machine.globals.prototypes.generator);
  const value = machine.attempted(run);
  object.members.set(slots.items, new Items(frame.yielded));
  object.members.set(slots.result, 'thrown' in value ? value.thrown : value.value);
  return object;
}
