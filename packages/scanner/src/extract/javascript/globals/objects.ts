import { bounds } from '../budget.ts';
import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { copyMembers } from '../evaluate/literal.ts';
import { equals } from '../evaluate/operators.ts';
import { ownNames, ownsName, propertyName } from '../evaluate/property.ts';
import type { Machine } from '../machine.ts';
import { PageThrow } from '../store.ts';
import { endOf, startOf } from '../syntax.ts';
import { Accessor, Choice, isPrimitive, Items, lift, Obj, Unknown } from '../values.ts';
import type { Primitive, PropertyName, Value } from '../values.ts';
import type { Methods } from './define.ts';
import { groupBy } from './grouping.ts';
import { targetOf } from './proxies.ts';

function ofObject(call: Call, apply: (object: Obj) => Value): Value {
  return lift(argument(call, 0), (value) => {
    if (value instanceof Obj) return apply(value);
    if (value instanceof Unknown) return value;
    if (value === undefined || value === null) throw new PageThrow(new Unknown('a TypeError'));
    return typeof value === 'object' || typeof value === 'string'
      ? new Unknown('the members of a string')
      : call.machine.array([]);
  });
}

/** `Object.defineProperty`: the value or the accessors of a descriptor. */
function defineProperty(machine: Machine, target: Obj, key: Value, descriptor: Value): void {
  const name = propertyName(machine, key);
  if (name === null || !(descriptor instanceof Obj)) {
    target.open = true;
    return;
  }
  const get = machine.lookup(descriptor, 'get');
  const set = machine.lookup(descriptor, 'set');
  if (get instanceof Obj || set instanceof Obj) {
    machine.store.write(
      target,
      name,
      new Accessor(get instanceof Obj ? get : undefined, set instanceof Obj ? set : undefined),
    );
  } else if (machine.lookup(descriptor, 'value') !== undefined || descriptor.members.has('value')) {
    machine.store.write(target, name, machine.get(descriptor, 'value'));
  }
}

function defineProperties(machine: Machine, target: Obj, descriptors: Value): void {
  if (!(descriptors instanceof Obj)) return;
  for (const name of ownNames(descriptors))
    defineProperty(machine, target, name, machine.get(descriptors, name));
}

function fromEntries(call: Call): Value {
  const { machine } = call;
  const object = machine.object();
  const entries = machine.iterate(argument(call, 0));
  for (const entry of entries.values.slice(0, bounds.members)) {
    const name = propertyName(machine, machine.get(entry, '0'));
    if (name === null) object.open = true;
    else object.members.set(name, machine.get(entry, '1'));
  }
  object.open ||= !entries.complete;
  return object;
}

function assign(call: Call): Value {
  const [target, ...sources] = call.args.values;
  const objects = target instanceof Choice ? target.options : [target];
  for (const object of objects)
    if (object instanceof Obj) for (const source of sources) copyMembers(call.machine, object, source);
  return target;
}

function getDescriptor(call: Call): Value {
  const { machine } = call;
  const [target, key] = call.args.values;
  const name = propertyName(machine, key);
  if (!(target instanceof Obj) || name === null) return new Unknown('the descriptor of a member');
  const stored = target.members.get(name);
  if (stored === undefined && !target.members.has(name))
    return target.open ? new Unknown('the descriptor of a member') : undefined;
  const descriptor = machine.object();
  if (stored instanceof Accessor) {
    descriptor.members.set('get', stored.get);
    descriptor.members.set('set', stored.set);
  } else descriptor.members.set('value', machine.get(target, name));
  for (const flag of ['writable', 'enumerable', 'configurable']) descriptor.members.set(flag, true);
  return descriptor;
}

function setPrototype(call: Call): Value {
  const [target, proto] = call.args.values;
  if (target instanceof Obj && (proto instanceof Obj || proto === null)) target.proto = proto;
  return target;
}

export const objectStatics: Methods = {
  assign,
  keys: (call) => ofObject(call, (object) => call.machine.array(ownNames(object), !object.open)),
  getOwnPropertyNames: (call) =>
    ofObject(call, (object) => call.machine.array(ownNames(object), !object.open)),
  getOwnPropertySymbols: (call) => call.machine.array([]),
  values: (call) =>
    ofObject(call, (object) =>
      call.machine.array(
        ownNames(object).map((name) => call.machine.get(object, name)),
        !object.open,
      ),
    ),
  entries: (call) =>
    ofObject(call, (object) =>
      call.machine.array(
        ownNames(object).map((name) => call.machine.array([name, call.machine.get(object, name)])),
        !object.open,
      ),
    ),
  fromEntries,
  groupBy,
  freeze: (call) => argument(call, 0),
  seal: (call) => argument(call, 0),
  preventExtensions: (call) => argument(call, 0),
  isFrozen: () => new Unknown('whether an object is frozen'),
  is: (call) => {
    const [a, b] = call.args.values;
    return a instanceof Choice || b instanceof Choice
      ? new Unknown('a comparison')
      : (equals(a, b, true) ?? new Unknown('a comparison'));
  },
  create: (call) => {
    const proto = argument(call, 0);
    const object = new Obj('object', proto instanceof Obj ? proto : null);
    if (proto instanceof Unknown) object.open = true;
    defineProperties(call.machine, object, argument(call, 1));
    return object;
  },
  defineProperty: (call) => {
    const [target, key, descriptor] = call.args.values;
    if (target instanceof Obj) defineProperty(call.machine, target, key, descriptor);
    return target;
  },
  defineProperties: (call) => {
    const [target, descriptors] = call.args.values;
    if (target instanceof Obj) defineProperties(call.machine, target, descriptors);
    return target;
  },
  getOwnPropertyDescriptor: getDescriptor,
  getOwnPropertyDescriptors: (call) =>
    ofObject(call, (object) => {
      const descriptors = call.machine.object();
      for (const name of ownNames(object))
        descriptors.members.set(name, getDescriptor({ ...call, args: new Items([object, name]) }));
      descriptors.open = object.open;
      return descriptors;
    }),
  getPrototypeOf: (call) =>
    lift(argument(call, 0), (value) => (value instanceof Obj ? value.proto : new Unknown('a prototype'))),
  setPrototypeOf: setPrototype,
  hasOwn: (call) => owns(call.machine, argument(call, 0), argument(call, 1)),
};

function owns(machine: Machine, object: Value, key: Value): Value {
  return lift(object, (given) => {
    const option = given instanceof Obj ? (targetOf(given) ?? given) : given;
    const name = propertyName(machine, key);
    if (name !== null && isPrimitive(option)) return ownedByPrimitive(option, name);
    if (!(option instanceof Obj) || name === null) return new Unknown('whether an object has a member');
    if (ownsName(option, name)) return true;
    return option.open ? new Unknown('whether an object has a member') : false;
  });
}

/** Of strings, their length and characters (ECMAScript, 10.4.3). */
function ownedByPrimitive(value: Primitive, name: PropertyName): boolean {
  if (value === undefined || value === null) throw new PageThrow(new Unknown('a TypeError'));
  return typeof value === 'string' && Object.hasOwn(Object(value), name);
}

export const objectMethods: Methods = {
  hasOwnProperty: (call: Call) => owns(call.machine, call.thisValue, argument(call, 0)),
  propertyIsEnumerable: (call: Call) => owns(call.machine, call.thisValue, argument(call, 0)),
  isPrototypeOf: () => new Unknown('whether an object is a prototype'),
  valueOf: (call: Call) => call.thisValue,
  toString: (call: Call) => lift(call.thisValue, tagOf),
  toLocaleString: () => new Unknown('an object as text'),
};

const tags: Readonly<Record<string, string>> = {
  array: 'Array',
  function: 'Function',
  regexp: 'RegExp',
  date: 'Date',
  error: 'Error',
  map: 'Map',
  set: 'Set',
  promise: 'Promise',
};

function tagOf(value: Value): Value {
  if (value instanceof Unknown) return value;
  if (value === null) return '[object Null]';
  if (value instanceof Obj)
    return `[object ${tags[value.kind] ?? (value.code === null ? 'Object' : 'Function')}]`;
  const type = typeof value;
  return `[object ${type.slice(0, 1).toUpperCase()}${type.slice(1)}]`;
}

export const functionMethods: Methods = {
  call: (call) =>
    call.machine.call(
      call.thisValue,
      argument(call, 0),
      new Items(call.args.values.slice(1), call.args.complete),
      call.site,
    ),
  apply: (call) => {
    const args = argument(call, 1);
    return call.machine.call(
      call.thisValue,
      argument(call, 0),
      args === undefined || args === null ? new Items([]) : call.machine.iterate(args),
      call.site,
    );
  },
  bind: (call) => {
    const target = call.thisValue;
    const [receiver, ...bound] = call.args.values;
    if (!(target instanceof Obj)) return target instanceof Unknown ? target : new Unknown('a bound function');
    call.machine.escape(target);
    return call.machine.native('bound', (inner) => {
      const args = new Items([...bound, ...inner.args.values], inner.args.complete);
      return inner.newTarget === null
        ? inner.machine.call(target, receiver, args, inner.site)
        : inner.machine.construct(target, args, inner.site);
    });
  },
  toString: ({ thisValue }: Call) => {
    const code = thisValue instanceof Obj ? thisValue.code : null;
    const node = code?.type === 'closure' ? (code.classNode ?? code.node) : null;
    if (code?.type === 'native') return `function ${code.name}() { [native code] }`;
    if (code?.type !== 'closure' || node === null) return new Unknown('the source of a function');
    return code.script.source.text.slice(startOf(node), endOf(node));
  },
};

export const reflectStatics: Methods = {
  construct: (call) => {
    const [target, args, newTarget] = call.args.values;
    return call.machine.construct(
      target,
      call.machine.iterate(args),
      call.site,
      newTarget instanceof Obj ? newTarget : null,
    );
  },
  apply: (call) => {
    const [target, receiver, args] = call.args.values;
    return call.machine.call(target, receiver, call.machine.iterate(args), call.site);
  },
  get: (call) => call.machine.get(argument(call, 0), argument(call, 1)),
  set: (call) => {
    const [target, key, value] = call.args.values;
    if (target instanceof Obj) defineProperty(call.machine, target, key, described(call.machine, value));
    return true;
  },
  has: (call) => owns(call.machine, argument(call, 0), argument(call, 1)),
  deleteProperty: (call) => {
    const [target, key] = call.args.values;
    const name = propertyName(call.machine, key);
    if (target instanceof Obj && name !== null) call.machine.store.remove(target, name);
    return true;
  },
  getOwnPropertyDescriptor: getDescriptor,
  setPrototypeOf: (call) => {
    setPrototype(call);
    return true;
  },
  ownKeys: (call) => ofObject(call, (object) => call.machine.array(ownNames(object), !object.open)),
  getPrototypeOf: (call) =>
    lift(argument(call, 0), (value) => (value instanceof Obj ? value.proto : new Unknown('a prototype'))),
  defineProperty: (call) => {
    const [target, key, descriptor] = call.args.values;
    if (target instanceof Obj) defineProperty(call.machine, target, key, descriptor);
    return true;
  },
};

function described(machine: Machine, value: Value): Obj {
  const descriptor = machine.object();
  descriptor.members.set('value', value);
  return descriptor;
}
