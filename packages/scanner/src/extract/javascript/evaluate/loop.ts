import { bounds, Exhausted } from '../budget.ts';
import type { Machine } from '../machine.ts';
import { Scope } from '../scope.ts';
import { unknownWhereDifferent } from '../store.ts';
import type { Node } from '../syntax.ts';
import { Items, join, Obj, truthOf, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { bindPattern } from './assignment.ts';
import type { Completion } from './completion.ts';
import { ownNames } from './property.ts';

type Loop = Extract<
  Node,
  { type: 'ForStatement' | 'ForInStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement' }
>;

export function isLoop(node: Node): node is Loop {
  return /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
}

/**
 * Runs a loop while its condition is known, within bounds; then once more as something that may happen any number of
 * times. Its steps are its own: a table that takes too long costs what the loop assigns, not the code around it.
 */
export function executeLoop(machine: Machine, node: Loop, scope: Scope, label: string | null): Completion {
  const { budget } = machine;
  const steps = machine.stepsOf(node);
  const run = (rounds: number): Completion =>
    node.type === 'ForOfStatement' || node.type === 'ForInStatement'
      ? overItems(machine, node, scope, label, rounds)
      : whileTrue(machine, node, scope, label, rounds);
  if (steps.taken > steps.most) return run(0);
  try {
    return budget.within(steps, () => run(bounds.iterations));
  } catch (error) {
    if (!(error instanceof Exhausted) || budget.exhausted) throw error;
    return run(0);
  }
}

function whileTrue(
  machine: Machine,
  node: Exclude<Loop, { type: 'ForOfStatement' | 'ForInStatement' }>,
  scope: Scope,
  label: string | null,
  rounds: number,
): Completion {
  let inner = new Scope(scope, scope.frame);
  const init = node.type === 'ForStatement' ? node.init : null;
  if (init !== null && init.type === 'VariableDeclaration') machine.execute(init, inner);
  else if (init !== null) machine.evaluate(init, inner);
  if (rounds === 0 && node.type === 'ForStatement' && node.update !== null)
    forgetCounter(machine, node.update, inner);
  const round = (): Completion => {
    const completion = machine.execute(node.body, inner);
    if (!ends(completion, label) && node.type === 'ForStatement' && node.update !== null) {
      inner = copyOf(inner);
      machine.evaluate(node.update, inner);
    }
    return completion;
  };
  for (let count = 0; count < rounds; count += 1) {
    if (node.type !== 'DoWhileStatement' || count > 0) {
      const truth = node.test == null ? true : truthOf(machine.evaluate(node.test, inner));
      if (truth === false) return undefined;
      if (truth === null) return anyRounds(machine, scope, label, round);
    }
    const completion = round();
    if (ends(completion, label)) return after(completion, label);
  }
  return anyRounds(machine, scope, label, round);
}

/** In a round that may be any, what counts the rounds is not known. */
function forgetCounter(machine: Machine, update: Node, scope: Scope): void {
  const { store } = machine;
  const { changes } = store.attempt(() => machine.evaluate(update, scope));
  for (const [holder, names] of changes)
    for (const name of names.keys()) store.write(holder, name, new Unknown('it changes in a loop'));
}

/** Each round has its own variables: closures keep those of their round. */
function copyOf(scope: Scope): Scope {
  if (scope.members.size === 0) return scope;
  const copy = new Scope(scope.parent, scope.frame);
  for (const [name, value] of scope.members) copy.members.set(name, value);
  return copy;
}

function overItems(
  machine: Machine,
  node: Extract<Loop, { type: 'ForOfStatement' | 'ForInStatement' }>,
  scope: Scope,
  label: string | null,
  rounds: number,
): Completion {
  const subject = machine.evaluate(node.right, scope);
  const items = node.type === 'ForOfStatement' ? machine.iterate(subject) : namesIn(subject);
  const round = (value: Value): Completion => {
    const inner = new Scope(scope, scope.frame);
    if (node.left.type === 'VariableDeclaration') {
      const pattern = node.left.declarations[0]?.id;
      if (pattern !== undefined)
        bindPattern(machine, pattern, value, inner, node.left.kind === 'var' ? null : inner);
    } else bindPattern(machine, node.left, value, inner, null);
    return machine.execute(node.body, inner);
  };
  for (const value of items.values.slice(0, rounds)) {
    const completion = round(value);
    if (ends(completion, label)) return after(completion, label);
  }
  if (items.complete && items.values.length <= rounds) return undefined;
  const any = subject instanceof Unknown ? subject : new Unknown('an element of a list is not known');
  return anyRounds(machine, scope, label, () =>
    round(items.values.length === 0 ? any : join([...items.values.slice(0, 3), any])),
  );
}

function namesIn(subject: Value): Items {
  if (!(subject instanceof Obj)) return new Items([], !(subject instanceof Unknown));
  const names = ownNames(subject);
  for (let proto = subject.proto; proto !== null && proto.proto !== null; proto = proto.proto) {
    for (const name of ownNames(proto))
      if (name !== 'constructor' && proto.members.get(name) instanceof Obj && !isMethod(proto, name))
        names.push(name);
  }
  return new Items(names, !subject.open);
}

function isMethod(object: Obj, name: string): boolean {
  const member = object.members.get(name);
  return member instanceof Obj && member.code !== null;
}

/** A round that may happen any number of times: what differs from round to round is not known. */
function anyRounds(
  machine: Machine,
  scope: Scope,
  label: string | null,
  round: () => Completion,
): Completion {
  const { store } = machine;
  const first = store.attempt(() => returning(scope, round(), label));
  store.joinMaybe(first.changes);
  const second = store.attempt(() => returning(scope, round(), label));
  unknownWhereDifferent(store, first.changes, second.changes, 'it changes in a loop');
  return undefined;
}

/** A return in a round that may not happen is kept with the frame. */
function returning(scope: Scope, completion: Completion, label: string | null): void {
  if (completion?.type === 'return' && ends(completion, label)) scope.frame.returned.push(completion.value);
}

function ends(completion: Completion, label: string | null): boolean {
  if (completion === undefined) return false;
  return !(completion.type === 'continue' && (completion.label === null || completion.label === label));
}

function after(completion: Completion, label: string | null): Completion {
  const own = completion?.type === 'break' && (completion.label === null || completion.label === label);
  return own ? undefined : completion;
}
