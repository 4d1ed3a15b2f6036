import type { Machine } from '../machine.ts';
import { declarationsOf } from '../scope.ts';
import type { Scope } from '../scope.ts';
import type { Statement } from '../syntax.ts';
import { slots } from '../values.ts';
import type { Completion } from './completion.ts';
import { makeFunction, nameFunction } from './function.ts';

/** Declares what a block declares: its functions have their values at once. */
export function hoist(
  machine: Machine,
  body: readonly Statement[],
  scope: Scope,
  functionBody: boolean,
): void {
  const { lexical, functions, vars } = declarationsOf(body, functionBody);
  for (const name of vars) if (!scope.members.has(name)) machine.declare(scope, name, undefined);
  for (const name of lexical) machine.declare(scope, name, slots.uninitialised);
  for (const node of functions) {
    const made = makeFunction(machine, node, scope);
    if (node.type === 'FunctionDeclaration' && node.id !== null)
      machine.declare(scope, node.id.name, nameFunction(made, node.id.name));
  }
}

/** Declares what a classic script declares: `var` and functions are members of the global object. */
export function hoistGlobals(machine: Machine, body: readonly Statement[], scope: Scope): void {
  const { lexical, functions, vars } = declarationsOf(body, true);
  const { global } = machine.globals;
  for (const name of vars)
    if (machine.lookup(global, name) === undefined) machine.store.write(global, name, undefined);
  for (const name of lexical) machine.declare(scope, name, slots.uninitialised);
  for (const node of functions) {
    const made = makeFunction(machine, node, scope);
    if (node.type === 'FunctionDeclaration' && node.id !== null)
      machine.store.write(global, node.id.name, nameFunction(made, node.id.name));
  }
}

/** Runs the statements of a body whose names are declared. */
export function runBody(machine: Machine, body: readonly Statement[], scope: Scope): Completion {
  for (const statement of body) {
    const completion = machine.execute(statement, scope);
    if (completion !== undefined) return completion;
  }
  return undefined;
}
