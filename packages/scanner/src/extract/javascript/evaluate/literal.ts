import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { isFunction } from '../syntax.ts';
import type { Expression, Node } from '../syntax.ts';
import { Accessor, Obj, optionsOf } from '../values.ts';
import type { PropertyName, Value } from '../values.ts';
import { spread } from './assignment.ts';
import { keyText } from './key-text.ts';
import { makeFunction, nameFunction } from './function.ts';
import { getMember, ownNames, propertyName } from './property.ts';

export function arrayLiteral(
  machine: Machine,
  node: Extract<Expression, { type: 'ArrayExpression' }>,
  scope: Scope,
): Value {
  const { values, complete } = spread(machine, node.elements, scope);
  return machine.array(values, complete);
}

export function objectLiteral(
  machine: Machine,
  node: Extract<Expression, { type: 'ObjectExpression' }>,
  scope: Scope,
): Value {
  const object = machine.object();
  for (const property of node.properties) addProperty(machine, object, property, scope);
  machine.components.made(object);
  return object;
}

function addProperty(machine: Machine, object: Obj, property: Node, scope: Scope): void {
  if (property.type === 'SpreadElement')
    copyMembers(machine, object, machine.evaluate(property.argument, scope));
  if (property.type !== 'Property') return;
  const { key, value, kind, computed, shorthand } = property;
  const name = propertyName(machine, computed ? machine.evaluate(key, scope) : keyText(key));
  const made =
    (kind !== 'init' || property.method) && isFunction(value)
      ? makeFunction(machine, value, scope, object)
      : machine.evaluate(value, scope);
  if (name === null) object.open = true;
  else if (kind !== 'init') setAccessor(object, name, kind, made);
  else if (name === '__proto__' && !computed && !shorthand) object.proto = made instanceof Obj ? made : null;
  else object.members.set(name, typeof name === 'string' ? nameFunction(made, name) : made);
}

/** Adds a getter or a setter to what the name has. */
export function setAccessor(object: Obj, name: PropertyName, kind: 'get' | 'set', code: Value): void {
  const known = object.members.get(name);
  const other = known instanceof Accessor ? known : new Accessor(undefined, undefined);
  object.members.set(name, kind === 'get' ? new Accessor(code, other.set) : new Accessor(other.get, code));
}

/** Copies the own members of a value: spread in an object, `Object.assign`. */
export function copyMembers(machine: Machine, target: Obj, source: Value): void {
  const options = optionsOf(source).filter((option) => option !== undefined && option !== null);
  const copy = (option: Value): void => {
    if (option instanceof Obj) {
      for (const name of ownNames(option))
        machine.store.write(target, name, getMember(machine, option, name));
      if (option.open) target.open = true;
    } else if (typeof option === 'object' || typeof option === 'string') target.open = true;
  };
  if (options.length === 1) copy(options[0]);
  else if (options.length > 1) machine.store.fork(options.map((option) => () => copy(option)));
}
