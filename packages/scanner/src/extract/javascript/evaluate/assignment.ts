import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import type { Expression, Node, Pattern } from '../syntax.ts';
import { isPrimitive, Items, join, lift, Obj, Template, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { either } from './either.ts';
import { nameFunction } from './function.ts';
import { keyText } from './key-text.ts';
import { binary } from './operators.ts';
import { getMember, ownNames, propertyName, setMember } from './property.ts';
import { memberReference, readVariable, writeVariable } from './reference.ts';

type Assignment = Extract<Expression, { type: 'AssignmentExpression' }>;

/** `target = value` and its compound forms. */
export function assign(machine: Machine, node: Assignment, scope: Scope): Value {
  const { left, operator, right } = node;
  if (operator === '=') {
    if (left.type === 'Identifier') {
      const value = nameFunction(machine.evaluate(right, scope), left.name);
      writeVariable(machine, left.name, value, scope);
      return value;
    }
    if (left.type === 'MemberExpression') {
      const reference = memberReference(machine, left, scope);
      const value = machine.evaluate(right, scope);
      if (reference !== null) setMember(machine, reference.receiver, reference.key, value);
      return value;
    }
    const value = machine.evaluate(right, scope);
    bindPattern(machine, left, value, scope, null);
    return value;
  }
  return change(machine, left, scope, (before) =>
    compound(machine, operator.slice(0, -1), before, right, scope),
  );
}

function compound(machine: Machine, operator: string, before: Value, right: Expression, scope: Scope): Value {
  if (operator === '||' || operator === '&&' || operator === '??') {
    return either(machine, operator, before, () => machine.evaluate(right, scope));
  }
  return binary(machine, operator, before, machine.evaluate(right, scope));
}

/** Reads a variable or member once, writes what becomes of it. */
function change(machine: Machine, target: Node, scope: Scope, apply: (before: Value) => Value): Value {
  if (target.type === 'Identifier') {
    const value = apply(readVariable(machine, target.name, scope));
    writeVariable(machine, target.name, value, scope);
    return value;
  }
  if (target.type !== 'MemberExpression') return new Unknown('an assignment to a pattern');
  const reference = memberReference(machine, target, scope);
  if (reference === null) return undefined;
  const value = apply(getMember(machine, reference.object, reference.key));
  setMember(machine, reference.receiver, reference.key, value);
  return value;
}

export function update(
  machine: Machine,
  node: Extract<Expression, { type: 'UpdateExpression' }>,
  scope: Scope,
): Value {
  let before: Value;
  const step = node.operator === '++' ? 1 : -1;
  const after = change(machine, node.argument, scope, (value) => {
    before = lift(value, (option) => (typeof option === 'string' ? Number(option) : option));
    return lift(before, (option) =>
      typeof option === 'number' ? option + step : new Unknown('a counter is not known'),
    );
  });
  return node.prefix ? after : before;
}

/** How a pattern's names are set: declared in that scope, or assigned wherever they are (null). */
export type Target = Scope | null;

/** Destructures a value into a pattern's variables, defaults included. */
export function bindPattern(
  machine: Machine,
  pattern: Pattern,
  value: Value,
  scope: Scope,
  target: Target,
): void {
  machine.budget.step();
  if (pattern.type === 'Identifier') {
    if (target === null) writeVariable(machine, pattern.name, value, scope);
    else machine.declare(target, pattern.name, nameFunction(value, pattern.name));
  } else if (pattern.type === 'MemberExpression') {
    const reference = memberReference(machine, pattern, scope);
    if (reference !== null) setMember(machine, reference.receiver, reference.key, value);
  } else if (pattern.type === 'AssignmentPattern') {
    bindPattern(machine, pattern.left, withDefault(machine, value, pattern.right, scope), scope, target);
  } else if (pattern.type === 'ArrayPattern') bindArray(machine, pattern, value, scope, target);
  else if (pattern.type === 'ObjectPattern') bindObject(machine, pattern, value, scope, target);
}

function withDefault(machine: Machine, value: Value, fallback: Expression | undefined, scope: Scope): Value {
  if (fallback === undefined) return value;
  if (value === undefined) return machine.evaluate(fallback, scope);
  const isChoice = !isPrimitive(value) && 'options' in value;
  if (isChoice && value.options.includes(undefined)) {
    const other = machine.evaluate(fallback, scope);
    return join(value.options.map((option) => (option === undefined ? other : option)));
  }
  if (!(value instanceof Unknown) || value.exists) return value;
  return either(machine, '??', value, () => machine.evaluate(fallback, scope));
}

function bindArray(
  machine: Machine,
  pattern: Extract<Pattern, { type: 'ArrayPattern' }>,
  value: Value,
  scope: Scope,
  target: Target,
): void {
  const items = machine.iterate(value);
  for (const [index, element] of pattern.elements.entries()) {
    if (element === null) continue;
    if (element.type === 'RestElement') {
      const rest = machine.array(items.values.slice(index), items.complete);
      bindPattern(machine, element.argument, rest, scope, target);
    } else {
      const missing = items.complete ? undefined : new Unknown('an element of a list is not known');
      bindPattern(
        machine,
        element,
        index < items.values.length ? items.values[index] : missing,
        scope,
        target,
      );
    }
  }
}

function bindObject(
  machine: Machine,
  pattern: Extract<Pattern, { type: 'ObjectPattern' }>,
  value: Value,
  scope: Scope,
  target: Target,
): void {
  const taken = new Set<unknown>();
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') {
      bindPattern(machine, property.argument, restOf(machine, value, taken), scope, target);
      continue;
    }
    const key = property.computed ? machine.evaluate(property.key, scope) : keyText(property.key);
    taken.add(propertyName(machine, key));
    bindPattern(machine, property.value, getMember(machine, value, key), scope, target);
  }
}

function restOf(machine: Machine, value: Value, taken: ReadonlySet<unknown>): Value {
  return lift(value, (option) => {
    if (!(option instanceof Obj) || option instanceof Template)
      return option instanceof Unknown ? option : machine.object();
    const rest = machine.object();
    for (const name of ownNames(option))
      if (!taken.has(name)) rest.members.set(name, getMember(machine, option, name));
    rest.open = option.open;
    return rest;
  });
}

/** The arguments of a call, spreads included. */
export function spread(machine: Machine, nodes: readonly (Node | null)[], scope: Scope): Items {
  const values: Value[] = [];
  let complete = true;
  for (const node of nodes) {
    // A hole is no element: what asks for the indexes does not get this one.
    if (node === null) values.length += 1;
    else if (node.type === 'SpreadElement') {
      const items = machine.iterate(machine.evaluate(node.argument, scope));
      values.push(...items.values);
      complete &&= items.complete;
    } else values.push(machine.evaluate(node, scope));
  }
  return new Items(values, complete);
}
