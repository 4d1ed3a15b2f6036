import type { Closure, Site } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Frame, Scope } from '../scope.ts';
import type { ClassNode } from '../syntax.ts';
import { Items, Obj } from '../values.ts';
import type { Value } from '../values.ts';
import { keyText } from './key-text.ts';
import { callClosure } from './closure.ts';
import { makeFunction, nameFunction } from './function.ts';
import { setAccessor } from './literal.ts';
import { propertyName } from './property.ts';
import { hoist, runBody } from './body.ts';

type Element = ClassNode['body']['body'][number];

/** A class as a value: its constructor with the prototype that its methods are on. */
export function defineClass(machine: Machine, node: ClassNode, scope: Scope): Value {
  const around = new Scope(scope, scope.frame);
  const parent = node.superClass == null ? null : machine.evaluate(node.superClass, scope);
  const prototype = machine.object();
  const constructor = node.body.body.find(
    (element) => element.type === 'MethodDefinition' && element.kind === 'constructor',
  );
  const code: Closure = {
    type: 'closure',
    node: constructor?.type === 'MethodDefinition' ? constructor.value : null,
    classNode: node,
    scope: around,
    script: scope.frame.script,
    home: prototype,
  };
  const made = new Obj('function', machine.globals.prototypes.function, code);
  made.members.set('prototype', prototype);
  prototype.members.set('constructor', made);
  if (node.id !== null) {
    around.members.set(node.id.name, made);
    made.members.set('name', node.id.name);
  }
  if (parent !== null) inherit(machine, made, prototype, parent);
  for (const element of node.body.body)
    if (element !== constructor) defineElement(machine, element, made, prototype, around);
  machine.made(made, code);
  return made;
}

function inherit(machine: Machine, made: Obj, prototype: Obj, parent: Value): void {
  if (parent instanceof Obj) {
    made.proto = parent;
    const inherited = machine.get(parent, 'prototype');
    if (inherited instanceof Obj) prototype.proto = inherited;
    return;
  }
  if (parent !== null) {
    prototype.open = true;
    made.open = true;
  }
}

function defineElement(machine: Machine, element: Element, made: Obj, prototype: Obj, scope: Scope): void {
  if (element.type === 'StaticBlock') {
    inClass(made, scope, (inner) => {
      hoist(machine, element.body, inner, true);
      runBody(machine, element.body, inner);
    });
    return;
  }
  if (element.type === 'MethodDefinition') {
    const home = element.static ? made : prototype;
    const key =
      element.key === null
        ? ''
        : element.computed
          ? machine.evaluate(element.key, scope)
          : keyText(element.key);
    const name = propertyName(machine, key);
    if (name === null || element.kind === 'constructor') return;
    const method = makeFunction(machine, element.value, scope, home);
    if (element.kind === 'method') home.members.set(name, nameFunction(method, String(name)));
    else setAccessor(home, name, element.kind, method);
    return;
  }
  if ('static' in element && element.static)
    inClass(made, scope, (inner) => defineField(machine, element, made, inner));
}

type Field = Extract<Element, { type: 'PropertyDefinition' | 'AccessorProperty' }>;

function isField(element: Element): element is Field {
  return element.type === 'PropertyDefinition' || element.type === 'AccessorProperty';
}

function defineField(machine: Machine, element: Element, target: Obj, scope: Scope): void {
  if (!isField(element)) return;
  const key = element.computed ? machine.evaluate(element.key, scope) : keyText(element.key);
  const name = propertyName(machine, key);
  const value = element.value === null ? undefined : machine.evaluate(element.value, scope);
  if (name !== null) machine.store.write(target, name, nameFunction(value, String(name)));
}

/** Runs the code of a class body, where `this` is the class or the instance. */
function inClass(thisValue: Obj, scope: Scope, run: (scope: Scope) => void): void {
  const frame = new Frame({ script: scope.frame.script, thisValue, function: thisValue });
  run(new Scope(scope, frame));
}

/** `new` of a class or function of the page. */
export function constructClosure(
  machine: Machine,
  callee: Obj,
  code: Closure,
  args: Items,
  site: Site,
  newTarget: Obj,
): Value {
  const prototype = machine.get(newTarget, 'prototype');
  if (code.classNode !== null) machine.explored.add(code.classNode);
  if (code.classNode?.superClass != null)
    return constructDerived(machine, callee, code, args, site, newTarget);
  const instance = new Obj(
    'object',
    prototype instanceof Obj ? prototype : machine.globals.prototypes.object,
  );
  if (code.classNode !== null) {
    machine.instances.add(code, instance);
    initialiseFields(machine, code, instance);
  }
  const returned = callClosure(machine, callee, code, { thisValue: instance, args, site, newTarget });
  return returned instanceof Obj ? returned : instance;
}

function constructDerived(
  machine: Machine,
  callee: Obj,
  code: Closure,
  args: Items,
  site: Site,
  newTarget: Obj,
): Value {
  if (code.node === null) {
    const instance = constructParent(machine, callee, args, site, newTarget);
    if (instance instanceof Obj) adopt(machine, code, instance);
    return instance;
  }
  const holder = { thisValue: undefined as Value, args, site, newTarget };
  let made: Value;
  machine.underConstruction.push((instance) => (made = instance));
  try {
    const returned = callClosure(machine, callee, code, holder);
    return returned instanceof Obj ? returned : (made ?? unfinished(machine, callee, code, site, newTarget));
  } finally {
    machine.underConstruction.pop();
  }
}

/** The instance of a class whose constructor was not followed to its `super(…)`: its methods are known all the same. */
function unfinished(machine: Machine, callee: Obj, code: Closure, site: Site, newTarget: Obj): Value {
  const instance = constructParent(machine, callee, new Items([], false), site, newTarget);
  if (!(instance instanceof Obj)) return instance;
  instance.open = true;
  adopt(machine, code, instance);
  return instance;
}

/** `super(…)`: makes the instance by the parent class, then runs this class's field initialisers. */
export function constructSuper(machine: Machine, args: Items, scope: Scope, site: Site): Value {
  const { own } = scope.frame;
  const callee = own.function;
  if (callee?.code?.type !== 'closure') return undefined;
  const tell = machine.underConstruction.at(-1);
  const instance = constructParent(machine, callee, args, site, own.newTarget ?? callee);
  own.thisValue = instance;
  tell?.(instance);
  if (instance instanceof Obj) adopt(machine, callee.code, instance);
  return instance;
}

function constructParent(machine: Machine, callee: Obj, args: Items, site: Site, newTarget: Obj): Value {
  const parent = callee.proto;
  if (parent !== null && parent !== machine.globals.prototypes.function)
    return machine.construct(parent, args, site, newTarget);
  const prototype = machine.get(newTarget, 'prototype');
  const instance = new Obj('object', prototype instanceof Obj ? prototype : null);
  instance.open = true;
  for (const value of args.values) machine.escape(value);
  return instance;
}

function adopt(machine: Machine, code: Closure, instance: Obj): void {
  machine.instances.add(code, instance);
  initialiseFields(machine, code, instance);
}

function initialiseFields(machine: Machine, code: Closure, instance: Obj): void {
  const fields = code.classNode?.body.body.filter((element) => isField(element) && !element.static) ?? [];
  if (fields.length === 0) return;
  inClass(instance, code.scope, (inner) => {
    for (const field of fields) defineField(machine, field, instance, inner);
  });
}
