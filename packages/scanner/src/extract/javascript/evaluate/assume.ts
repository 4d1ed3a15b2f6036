import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import type { Node } from '../syntax.ts';
import { narrowed } from '../values.ts';
import { readVariable, writeVariable } from './reference.ts';

/** Narrows a variable to the alternatives under which a condition on it came out so. */
export function assume(machine: Machine, test: Node, truth: boolean, scope: Scope): void {
  if (test.type === 'UnaryExpression' && test.operator === '!') assume(machine, test.argument, !truth, scope);
  else if (
    test.type === 'LogicalExpression' &&
    (test.operator === '&&') === truth &&
    test.operator !== '??'
  ) {
    assume(machine, test.right, truth, scope);
    if (test.left.type !== 'LogicalExpression') assume(machine, test.left, truth, scope);
  } else if (test.type === 'Identifier') {
    const value = readVariable(machine, test.name, scope);
    const kept = narrowed(value, truth);
    if (kept !== value) writeVariable(machine, test.name, kept, scope);
  }
}
