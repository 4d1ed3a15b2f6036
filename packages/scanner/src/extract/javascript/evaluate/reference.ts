import type { Machine } from '../machine.ts';
import { isAbsent } from '../globals/absent.ts';
import type { Scope } from '../scope.ts';
import type { Expression, Node } from '../syntax.ts';
import { Alias, isPrimitive, lift, Obj, slots, Unknown } from '../values.ts';
import type { Stored, Value } from '../values.ts';
import { keyText } from './key-text.ts';
import { shortCircuit } from './short-circuit.ts';
import { typeOf } from './operators.ts';
import { getMember, getNamed, propertyName, readStored, setMember } from './property.ts';

interface Found {
  readonly scope: Scope;
  readonly stored: Stored;
}

function find(machine: Machine, name: string, scope: Scope): Found | null {
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    if (current.object !== null) {
      const stored = machine.lookup(current.object, name) ?? memberOfWith(machine, current, name);
      if (stored !== undefined || current.object.members.has(name)) return { scope: current, stored };
    } else if (current.members.has(name)) return { scope: current, stored: current.members.get(name) };
  }
  return null;
}

/** A member of the object of a `with` that is no stored one (`with (location) host`). */
function memberOfWith(machine: Machine, { object }: Scope, name: string): Value {
  return object === null || object === machine.globals.global || object.open
    ? undefined
    : getNamed(machine, object, name, object);
}

export function readVariable(machine: Machine, name: string, scope: Scope): Value {
  const found = find(machine, name, scope);
  if (found !== null) return valueOf(machine, name, found);
  if (name === 'undefined') return undefined;
  if (name === 'arguments') return argumentsOf(machine, scope);
  machine.missed(name);
  return new Unknown(`\`${name.slice(0, 60)}\` is not defined in what was read`);
}

function valueOf(machine: Machine, name: string, { scope, stored }: Found): Value {
  if (stored === slots.uninitialised) return new Unknown(`\`${name.slice(0, 60)}\` is read before it is set`);
  return readStored(machine, stored, scope.object ?? undefined);
}

function argumentsOf(machine: Machine, scope: Scope): Value {
  const { own } = scope.frame;
  if (own.args === null) return new Unknown('`arguments` outside a function');
  const list = machine.array(own.args.values, own.args.complete);
  if (own.function !== null) list.members.set('callee', own.function);
  return list;
}

/** The object of a `with` whose member a name is: what is called by that name is called on it (ECMAScript, 13.3.6.2). */
export function withObjectOf(machine: Machine, name: string, scope: Scope): Obj | undefined {
  const object = scope.frame.hasWith ? find(machine, name, scope)?.scope.object : null;
  return object === machine.globals.global ? undefined : (object ?? undefined);
}

/** `typeof name`, which may name nothing. Names that only other environments define are surely absent. */
export function typeOfVariable(machine: Machine, name: string, scope: Scope): Value {
  const found = find(machine, name, scope);
  if (found === null && (name === 'undefined' || machine.globals.absent.has(name) || isAbsent(machine, name)))
    return 'undefined';
  const value = found === null ? readVariable(machine, name, scope) : valueOf(machine, name, found);
  return lift(value, (option) =>
    option instanceof Unknown && option.exists && found?.scope.object === machine.globals.global
      ? /^[A-Z]/.test(name)
        ? 'function'
        : 'object'
      : typeOf(option),
  );
}

/** Assigns to a variable; one that is not declared becomes global. */
export function writeVariable(machine: Machine, name: string, value: Value, scope: Scope): void {
  const found = find(machine, name, scope);
  const target = found?.scope.object ?? found?.scope ?? machine.globals.global;
  if (found?.stored instanceof Alias) return;
  if (target instanceof Obj) setMember(machine, target, name, value);
  else machine.store.write(target, name, value);
}

type Member = Extract<Expression, { type: 'MemberExpression' }>;

/** The object of a member expression and the key; null where an optional chain ends before. */
export function memberReference(
  machine: Machine,
  node: Member,
  scope: Scope,
): { object: Value; key: Value; receiver: Value } | null {
  if (node.object.type === 'Super') {
    const { own } = scope.frame;
    const inMethod = own.function?.code?.type === 'closure' ? own.function.code.home : null;
    // In a static field or block the class itself is what `super` starts from.
    const home = own.function === own.thisValue ? (own.function ?? null) : inMethod;
    return {
      object: home?.proto ?? new Unknown('`super` is not known'),
      key: keyOf(machine, node, scope),
      receiver: own.thisValue,
    };
  }
  const object = machine.evaluate(node.object, scope);
  if (object === shortCircuit) return null;
  const present = node.optional ? withoutNullish(object) : object;
  if (node.optional && present === null) return null;
  return { object: present, key: keyOf(machine, node, scope), receiver: present };
}

/** The alternatives that an optional chain goes on with; null where there are none. */
export function withoutNullish(value: Value): Value | null {
  if (value === null || value === undefined) return null;
  if (isPrimitive(value) || !('options' in value)) return value;
  const present = value.options.filter((option) => option !== null && option !== undefined);
  return present.length === value.options.length ? value : lift(value, (option) => option ?? present[0]);
}

function keyOf(machine: Machine, node: Member, scope: Scope): Value {
  if (node.computed) return machine.evaluate(node.property, scope);
  return keyText(node.property);
}

export function readMember(machine: Machine, node: Member, scope: Scope): Value {
  const reference = memberReference(machine, node, scope);
  if (reference === null) return shortCircuit;
  const { object, key, receiver } = reference;
  machine.site = { script: scope.frame.script, node };
  if (node.object.type !== 'Super' || !(object instanceof Obj)) return getMember(machine, object, key);
  const name = propertyName(machine, key);
  const stored = name === null ? undefined : machine.lookup(object, name);
  return stored === undefined ? undefined : readStored(machine, stored, receiver);
}

export function removeMember(machine: Machine, node: Node, scope: Scope): Value {
  if (node.type === 'ChainExpression') return removeMember(machine, node.expression, scope);
  if (node.type !== 'MemberExpression') return true;
  const reference = memberReference(machine, node, scope);
  const name = reference === null ? null : propertyName(machine, reference.key);
  if (reference?.object instanceof Obj && name !== null) machine.store.remove(reference.object, name);
  return true;
}
