import type { Closure } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Scope } from '../scope.ts';
import type { FunctionNode } from '../syntax.ts';
import { Obj } from '../values.ts';
import type { Value } from '../values.ts';

/** A function of the page as a value, with the variables around it. */
export function makeFunction(
  machine: Machine,
  node: FunctionNode,
  scope: Scope,
  home: Obj | null = null,
): Obj {
  const isArrow = node.type === 'ArrowFunctionExpression';
  let around = scope;
  if (node.type === 'FunctionExpression' && node.id !== null) around = new Scope(scope, scope.frame);
  const code: Closure = {
    type: 'closure',
    node,
    classNode: null,
    scope: around,
    script: scope.frame.script,
    home,
  };
  const made = new Obj('function', machine.globals.prototypes.function, code);
  if (around !== scope && node.type === 'FunctionExpression' && node.id !== null) {
    around.members.set(node.id.name, made);
    made.members.set('name', node.id.name);
  }
  if (!isArrow && home === null) {
    const prototype = machine.object();
    prototype.members.set('constructor', made);
    made.members.set('prototype', prototype);
  }
  machine.made(made, code);
  return made;
}

/** A function without a name takes that of the variable or member that it is first put in. */
export function nameFunction(value: Value, name: string): Value {
  if (value instanceof Obj && value.code?.type === 'closure' && !value.members.has('name'))
    value.members.set('name', name);
  return value;
}
