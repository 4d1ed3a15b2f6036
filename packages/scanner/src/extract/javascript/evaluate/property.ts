import { bounds } from '../budget.ts';
import { unknownPart } from '../../../libraries/client.ts';
import type { Machine } from '../machine.ts';
import { isAbsent } from '../globals/absent.ts';
import { elementAround } from '../globals/element-tree.ts';
import { elementMember, setElementMember } from '../globals/element.ts';
import { controlMember } from '../globals/form-controls.ts';
import { proxyMember, setProxyMember, targetOf } from '../globals/proxies.ts';
import { setUrlMember, urlMember } from '../globals/url-members.ts';
import {
  Accessor,
  Alias,
  Choice,
  GivenUp,
  isPrimitive,
  Items,
  join,
  lift,
  Obj,
  slots,
  Template,
  Unknown,
  valueIn,
} from '../values.ts';
import type { Known, PropertyName, Stored, Value } from '../values.ts';
import { textOf } from './text.ts';

/** The name that a computed key stands for; null where it is not known. */
export function propertyName(machine: Machine, key: Value): PropertyName | null {
  if (typeof key === 'symbol') return key;
  const text = textOf(machine, key);
  return typeof text === 'string' ? text : null;
}

/** `target[key]`, getters included. Members of what is not known are not known. */
export function getMember(machine: Machine, target: Value, key: Value): Value {
  if (typeof key === 'string' && !(target instanceof Choice)) return getNamed(machine, target, key, target);
  return lift(target, (option) =>
    lift(key, (known) => {
      const name = propertyName(machine, known);
      if (name !== null) return getNamed(machine, option, name, option);
      return known instanceof Template && isMarked(option, known)
        ? valueIn(option, markedName(known))
        : anyMember(option, known);
    }),
  );
}

/**
 * Whether a name of which a part is random tells a member: what was set by such a name is read by the same again, and an
 * element has no other (jQuery's `expando`).
 */
function isMarked(target: Known, name: Template): target is Obj {
  return target instanceof Obj && (target.kind === 'element' || target.members.has(markedName(name)));
}

function markedName({ parts }: Template): string {
  return parts.map((part) => (typeof part === 'string' ? part : unknownPart)).join('');
}

/** Any of an object's members: the key is not known. One that only had to be calculated is no choice of the page's. */
function anyMember(target: Known, key: Known): Value {
  const reason = key instanceof Unknown ? key.reason : 'the name of a member is not known';
  if (!(target instanceof Obj) || target.open || key instanceof GivenUp) return new Unknown(reason);
  const items = target.members.get(slots.items);
  const values =
    items instanceof Items
      ? items.values
      : [...target.members]
          .filter(([name]) => mayBe(name, key))
          .map(([, stored]) => stored)
          .filter(isPlain);
  const own =
    items instanceof Items
      ? values
      : values.filter((value) => !(value instanceof Obj && value.code !== null));
  return own.length === 0 || own.length > bounds.alternatives
    ? new Unknown(reason)
    : join([...own, new Unknown(reason)]);
}

/** Whether a name that is known in part may be this one. */
function mayBe(name: PropertyName, key: Known): boolean {
  if (!(key instanceof Template) || typeof name === 'symbol') return true;
  const [first] = key.parts;
  const last = key.parts.at(-1);
  return (
    (typeof first !== 'string' || name.startsWith(first)) && (typeof last !== 'string' || name.endsWith(last))
  );
}

function isPlain(stored: Stored): stored is Value {
  return !(stored instanceof Accessor || stored instanceof Items || stored instanceof Alias);
}

export function getNamed(machine: Machine, target: Known, name: PropertyName, receiver: Known): Value {
  if (target instanceof Unknown) return new Unknown(target.reason);
  if (target instanceof Template)
    return ofPrototype(machine, machine.globals.prototypes.string, name, receiver, 'the length of a string');
  if (!(target instanceof Obj)) return memberOfPrimitive(machine, target, name);
  if (target.kind === 'proxy') return proxyMember(machine, target, name);
  const exotic = exoticMember(machine, target, name);
  if (exotic !== undefined) return exotic;
  const stored = machine.lookup(target, name);
  if (stored === undefined && name === '__proto__') return prototypeOf(machine, target);
  if (stored === undefined)
    return machine.inherits(target, name) ? undefined : missingMember(machine, target, name);
  return readStored(machine, stored, receiver);
}

/** `object.__proto__`: what the page made of it; the language's own prototypes are not told apart from it. */
function prototypeOf(machine: Machine, { proto, open }: Obj): Value {
  const isBuiltIn = proto !== null && Object.values(machine.globals.prototypes).includes(proto);
  return isBuiltIn || (proto === null && open) ? new Unknown('a prototype') : proto;
}

function missingMember(machine: Machine, target: Obj, name: PropertyName): Value {
  if (!target.open || (target === machine.globals.global && isAbsent(machine, name))) return undefined;
  return new Unknown(
    typeof name === 'string' ? `\`${name.slice(0, 60)}\` is not set in what was read` : 'it is not known',
  );
}

/** The value of a variable or property, by its getter where it has one. */
export function readStored(machine: Machine, stored: Stored, receiver: Value): Value {
  if (stored instanceof Accessor) {
    return stored.get === undefined
      ? undefined
      : machine.call(stored.get, receiver, new Items([]), machine.site);
  }
  if (stored instanceof Alias) return stored.read();
  return stored instanceof Items ? undefined : stored;
}

function memberOfPrimitive(
  machine: Machine,
  target: Exclude<Known, Obj | Unknown | Template>,
  name: PropertyName,
): Value {
  if (target === null || target === undefined) {
    machine.risks += 1;
    return new Unknown(`it is a member of ${String(target)}`);
  }
  const prototypes = machine.globals.prototypes;
  if (typeof target === 'string') {
    if (name === 'length') return target.length;
    if (typeof name === 'string' && /^\d+$/.test(name)) return target[Number(name)];
    return ofPrototype(machine, prototypes.string, name, target);
  }
  const isNumber = typeof target === 'number' || typeof target === 'bigint';
  const prototype = isNumber ? prototypes.number : prototypes.object;
  return ofPrototype(machine, prototype, name, target);
}

function ofPrototype(
  machine: Machine,
  prototype: Obj,
  name: PropertyName,
  receiver: Known,
  otherwise?: string,
): Value {
  const stored = machine.lookup(prototype, name);
  if (stored === undefined) return otherwise === undefined ? undefined : new Unknown(otherwise);
  return readStored(machine, stored, receiver);
}

function exoticMember(machine: Machine, target: Obj, name: PropertyName): Value {
  if (target.kind === 'url' || target.kind === 'location') return urlMember(machine, target, name);
  if (target.kind === 'element')
    return (
      controlMember(machine, target, name) ??
      elementMember(machine, target, name) ??
      elementAround(machine, target, name)
    );
  if (target.kind === 'array') return itemOf(target, name);
  if (name === 'length' && target.code !== null && !target.members.has(name)) return lengthOf(target.code);
  return target.kind === 'library' && typeof name === 'string'
    ? machine.libraries.memberOf(machine, target, name)
    : undefined;
}

/** How many parameters a function has before the first with a default (ECMA-262, `ExpectedArgumentCount`). */
function lengthOf(code: NonNullable<Obj['code']>): Value {
  if (code.type !== 'closure') return new Unknown('how many parameters a function has');
  const parameters = code.node?.params ?? [];
  const end = parameters.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
  return end === -1 ? parameters.length : end;
}

function itemOf(array: Obj, name: PropertyName): Value {
  const items = array.members.get(slots.items);
  if (!(items instanceof Items) || typeof name !== 'string') return undefined;
  if (name === 'length')
    return items.complete ? items.values.length : new Unknown('the length of a list is not known');
  if (!/^\d+$/.test(name)) return undefined;
  const index = Number(name);
  if (index < items.values.length) return items.values[index];
  return items.complete ? undefined : new Unknown('an element of a list is not known');
}

/** `target[key] = value`, setters included. What is written to what is not known is lost. */
export function setMember(machine: Machine, target: Value, key: Value, value: Value): void {
  const name = propertyName(machine, key);
  if (target instanceof Obj) {
    if (name === null && key instanceof Template && key.parts.length > 1) {
      machine.store.write(target, markedName(key), value);
      if (target.kind !== 'element') target.open = true;
    } else if (name === null) {
      target.open = true;
      if (target === machine.globals.global) machine.allRead = false;
    } else setNamed(machine, target, name, value);
    return;
  }
  const objects =
    target instanceof Unknown || isPrimitive(target) || target instanceof Template
      ? []
      : target.options.filter((option) => option instanceof Obj);
  if (name === null) for (const object of objects) object.open = true;
  else if (objects.length === 1) for (const object of objects) setNamed(machine, object, name, value);
  else if (objects.length > 1)
    machine.store.fork(objects.map((object) => () => setNamed(machine, object, name, value)));
}

function setNamed(machine: Machine, target: Obj, name: PropertyName, value: Value): void {
  const behind = targetOf(target);
  if (behind !== null) {
    if (!setProxyMember(machine, target, name, value)) setNamed(machine, behind, name, value);
    return;
  }
  if ((target.kind === 'url' || target.kind === 'location') && setUrlMember(machine, target, name, value))
    return;
  if (target.kind === 'element' && setElementMember(machine, target, name, value)) return;
  if (target.kind === 'array' && setItem(machine, target, name, value)) return;
  if (name === '__proto__' && (value instanceof Obj || value === null)) {
    target.proto = value;
    return;
  }
  const stored = machine.lookup(target, name);
  if (stored instanceof Accessor) {
    if (stored.set !== undefined) machine.call(stored.set, target, new Items([value]), machine.site);
    return;
  }
  if (target.members.size > bounds.members) target.open = true;
  else machine.store.write(target, name, value);
}

function setItem(machine: Machine, array: Obj, name: PropertyName, value: Value): boolean {
  const items = array.members.get(slots.items);
  if (!(items instanceof Items) || typeof name !== 'string') return false;
  if (name === 'length') {
    if (typeof value === 'number')
      machine.store.write(array, slots.items, new Items(items.values.slice(0, value), items.complete));
    return true;
  }
  if (!/^\d+$/.test(name)) return false;
  const index = Number(name);
  if (index > bounds.members) return true;
  const values = items.values.slice();
  values[index] = value;
  machine.store.write(array, slots.items, new Items(values, items.complete));
  return true;
}

/** The names of an object's own enumerable members. */
export function ownNames(given: Obj): string[] {
  const object = targetOf(given) ?? given;
  const indexes = Object.keys(elementsOf(object));
  const names = [...object.members.keys()].filter((name) => typeof name === 'string');
  return [...indexes, ...names.filter((name) => object.code === null || name !== 'prototype')];
}

/** Whether an object has such a member by itself. */
export function ownsName(object: Obj, name: PropertyName): boolean {
  if (object.members.has(name)) return true;
  return typeof name === 'string' && /^\d+$/.test(name) && Object.hasOwn(elementsOf(object), name);
}

/** The elements of an array, with its holes. */
function elementsOf({ kind, members }: Obj): readonly Value[] {
  const items = members.get(slots.items);
  return kind === 'array' && items instanceof Items ? items.values : [];
}
