import type { Machine } from '../machine.ts';
import { declarationsOf, Scope } from '../scope.ts';
import { PageThrow } from '../store.ts';
import type { ClassNode, Node, Statement } from '../syntax.ts';
import { equals } from './operators.ts';
import { liftAll, Obj, truthOf, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { bindPattern } from './assignment.ts';
import { defineClass } from './class.ts';
import { alternatives } from './completion.ts';
import type { Completion } from './completion.ts';
import { assume } from './assume.ts';
import { hoist, runBody } from './body.ts';
import { executeLoop, isLoop } from './loop.ts';
import { exportDeclaration } from './module.ts';

export function execute(machine: Machine, node: Node, scope: Scope): Completion {
  machine.budget.step();
  machine.budget.enter();
  const completion = executeNode(machine, node, scope);
  machine.budget.leave();
  return completion;
}

function executeNode(machine: Machine, node: Node, scope: Scope): Completion {
  switch (node.type) {
    case 'ExpressionStatement':
      machine.evaluate(node.expression, scope);
      return undefined;
    case 'VariableDeclaration':
      return declareVariables(machine, node, scope);
    case 'ReturnStatement':
      return {
        type: 'return',
        value: node.argument === null ? undefined : machine.evaluate(node.argument, scope),
      };
    case 'IfStatement':
      return executeIf(machine, node, scope);
    case 'BlockStatement':
      return block(machine, node.body, scope);
    case 'TryStatement':
      return executeTry(machine, node, scope);
    case 'ThrowStatement':
      throw new PageThrow(machine.evaluate(node.argument, scope));
    case 'SwitchStatement':
      return executeSwitch(machine, node, scope);
    case 'ClassDeclaration':
      declareClass(machine, node, scope);
      return undefined;
    case 'BreakStatement':
      return { type: 'break', label: node.label?.name ?? null };
    case 'ContinueStatement':
      return { type: 'continue', label: node.label?.name ?? null };
    case 'LabeledStatement':
      return labelled(machine, node, scope);
    case 'WithStatement':
      return executeWith(machine, node, scope);
    default:
      if (isLoop(node)) return executeLoop(machine, node, scope, null);
      return exportDeclaration(machine, node, scope);
  }
}

function block(machine: Machine, body: readonly Statement[], scope: Scope): Completion {
  const { lexical, functions } = declarationsOf(body, false);
  if (lexical.length === 0 && functions.length === 0) return runBody(machine, body, scope);
  const inner = new Scope(scope, scope.frame);
  hoist(machine, body, inner, false);
  for (const node of functions) {
    if (node.type === 'FunctionDeclaration' && node.id !== null)
      machine.liftFunction(scope, node.id.name, inner.members.get(node.id.name));
  }
  return runBody(machine, body, inner);
}

function declareVariables(
  machine: Machine,
  node: Extract<Node, { type: 'VariableDeclaration' }>,
  scope: Scope,
): Completion {
  for (const { id, init } of node.declarations) {
    if (init === null && node.kind === 'var') continue;
    const value = init === null ? undefined : machine.evaluate(init, scope);
    bindPattern(machine, id, value, scope, node.kind === 'var' ? null : scope);
  }
  return undefined;
}

function declareClass(machine: Machine, node: ClassNode, scope: Scope): void {
  const made = defineClass(machine, node, scope);
  if (node.id !== null) machine.declare(scope, node.id.name, made);
}

/** `if … else if …`, as long as conditions are known without recursion. */
function executeIf(machine: Machine, node: Extract<Node, { type: 'IfStatement' }>, scope: Scope): Completion {
  let current: Extract<Node, { type: 'IfStatement' }> = node;
  for (;;) {
    const { test, consequent, alternate } = current;
    const truth = truthOf(machine.evaluate(test, scope));
    if (truth === true) return machine.execute(consequent, scope);
    if (truth === false) {
      if (alternate === null) return undefined;
      if (alternate.type !== 'IfStatement') return machine.execute(alternate, scope);
      current = alternate;
      continue;
    }
    return alternatives(machine, scope, [
      () => {
        assume(machine, test, true, scope);
        return machine.execute(consequent, scope);
      },
      () => {
        assume(machine, test, false, scope);
        return alternate === null ? undefined : machine.execute(alternate, scope);
      },
    ]);
  }
}

/** The handler runs where the block surely threw; it may run where the block did what could throw. */
function executeTry(
  machine: Machine,
  node: Extract<Node, { type: 'TryStatement' }>,
  scope: Scope,
): Completion {
  let completion: Completion;
  const { risks, doubts } = machine;
  try {
    completion = machine.execute(node.block, scope);
    if (node.handler !== null && machine.risks !== risks) {
      const tried = completion;
      completion = alternatives(machine, scope, [
        () => tried,
        () => executeCatch(machine, node.handler, new Unknown('a caught error'), scope),
      ]);
    } else if (machine.doubts !== doubts) lookInto(machine, node.handler, scope);
  } catch (error) {
    if (!(error instanceof PageThrow) || node.handler === null) {
      if (node.finalizer !== null && error instanceof PageThrow) machine.execute(node.finalizer, scope);
      throw error;
    }
    completion = executeCatch(machine, node.handler, error.value, scope);
  }
  const last = node.finalizer === null ? undefined : machine.execute(node.finalizer, scope);
  return last ?? completion;
}

/** Follows a handler that hardly ever runs for the sockets that it opens: what it writes is taken back. */
function lookInto(
  machine: Machine,
  handler: Extract<Node, { type: 'CatchClause' }> | null,
  scope: Scope,
): void {
  try {
    machine.store.attempt(() => executeCatch(machine, handler, new Unknown('a caught error'), scope));
  } catch (error) {
    if (!(error instanceof PageThrow)) throw error;
  }
}

function executeCatch(
  machine: Machine,
  handler: Extract<Node, { type: 'CatchClause' }> | null,
  error: Value,
  scope: Scope,
): Completion {
  if (handler === null) return undefined;
  const inner = new Scope(scope, scope.frame);
  if (handler.param !== null) bindPattern(machine, handler.param, error, inner, inner);
  return machine.execute(handler.body, inner);
}

function executeSwitch(
  machine: Machine,
  node: Extract<Node, { type: 'SwitchStatement' }>,
  scope: Scope,
): Completion {
  const subject = machine.evaluate(node.discriminant, scope);
  const inner = new Scope(scope, scope.frame);
  hoist(
    machine,
    node.cases.flatMap(({ consequent }) => consequent),
    inner,
    false,
  );
  const starts: number[] = [];
  let decided = false;
  for (const [index, { test }] of node.cases.entries()) {
    if (test === null) continue;
    const truth = truthOf(
      liftAll(
        [subject, machine.evaluate(test, inner)],
        ([a, b]) => equals(a, b, true) ?? new Unknown('a case'),
      ),
    );
    if (truth !== false) starts.push(index);
    if (truth === true) decided = true;
    if (decided) break;
  }
  const otherwise = node.cases.findIndex(({ test }) => test === null);
  if (!decided) starts.push(otherwise === -1 ? node.cases.length : otherwise);
  const runs = starts.map((start) => () => {
    const completion = runBody(
      machine,
      node.cases.slice(start).flatMap(({ consequent }) => consequent),
      inner,
    );
    return completion?.type === 'break' && completion.label === null ? undefined : completion;
  });
  return runs.length === 1 ? runs[0]?.() : alternatives(machine, scope, runs);
}

function labelled(
  machine: Machine,
  node: Extract<Node, { type: 'LabeledStatement' }>,
  scope: Scope,
): Completion {
  const label = node.label.name;
  const completion = isLoop(node.body)
    ? executeLoop(machine, node.body, scope, label)
    : machine.execute(node.body, scope);
  return completion?.type === 'break' && completion.label === label ? undefined : completion;
}

function executeWith(
  machine: Machine,
  node: Extract<Node, { type: 'WithStatement' }>,
  scope: Scope,
): Completion {
  const object = machine.evaluate(node.object, scope);
  scope.frame.hasWith = true;
  return machine.execute(node.body, object instanceof Obj ? new Scope(scope, scope.frame, object) : scope);
}
