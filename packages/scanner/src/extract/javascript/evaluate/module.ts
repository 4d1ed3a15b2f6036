import type { Machine } from '../machine.ts';
import { Frame, namesOf, Scope } from '../scope.ts';
import type { Script } from '../script.ts';
import type { Expression, Node } from '../syntax.ts';
import { Alias, lift, Obj, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { keyText } from './key-text.ts';
import { attempted, pendingPromise, promiseOf } from './promise.ts';
import { getNamed } from './property.ts';
import { readVariable } from './reference.ts';
import { hoist } from './body.ts';
import { textOf } from './text.ts';

/** A module that was read, with the object of its exports. */
export interface ModuleRecord {
  readonly script: Script;
  readonly namespace: Obj;
  started: boolean;
}

/** Runs a module once, after what it imports. */
export function runModule(machine: Machine, module: ModuleRecord): void {
  if (module.started) return;
  module.started = true;
  const { script } = module;
  const frame = new Frame({ script, thisValue: undefined });
  const scope = new Scope(machine.globals.scope, frame);
  const body = script.program.body;
  for (const statement of body) declareExports(machine, statement, module.namespace, scope);
  hoist(machine, body, scope, true);
  for (const statement of body) importInto(machine, statement, module, scope);
  machine.runProgram(script, scope);
}

/** Binds what an `import` names, and runs the modules that a statement draws on. */
function importInto(machine: Machine, statement: Node, module: ModuleRecord, scope: Scope): void {
  if (statement.type === 'ExportAllDeclaration') {
    const from = machine.imports.namespaceOf(statement.source.value, module.script, 'import', statement);
    if (statement.exported !== null)
      module.namespace.members.set(keyText(statement.exported), new Alias(() => from));
    else if (from instanceof Obj) reexportAll(module.namespace, from);
    else module.namespace.open = true;
    return;
  }
  if (statement.type === 'ExportNamedDeclaration' && statement.source !== null) {
    if (machine.imports.isPassedOver(statement.source.value, module.script)) return;
    machine.imports.namespaceOf(statement.source.value, module.script, 'import', statement);
  }
  if (statement.type !== 'ImportDeclaration') return;
  const namespaceOf = (): Value =>
    machine.imports.namespaceOf(statement.source.value, module.script, 'import', statement);
  // What was passed over does nothing by being imported: it runs when something of it is read.
  const isPassedOver = machine.imports.isPassedOver(statement.source.value, module.script);
  const known = isPassedOver ? null : namespaceOf();
  for (const specifier of statement.specifiers) {
    const name =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : specifier.type === 'ImportSpecifier'
          ? keyText(specifier.imported)
          : null;
    const read = (): Value => {
      const namespace = isPassedOver ? namespaceOf() : known;
      return name === null ? namespace : memberOf(machine, namespace, name);
    };
    scope.members.set(specifier.local.name, new Alias(read));
  }
}

function memberOf(machine: Machine, namespace: Value, name: string): Value {
  return lift(namespace, (option) => getNamed(machine, option, name, option));
}

function reexportAll(target: Obj, from: Obj): void {
  for (const [name, stored] of from.members)
    if (name !== 'default' && !target.members.has(name)) target.members.set(name, stored);
  if (from.open) target.open = true;
}

/** Makes a statement's exports readable, before anything runs: modules may import each other in a circle. */
function declareExports(machine: Machine, statement: Node, namespace: Obj, scope: Scope): void {
  const expose = (exported: string, local: string): void => {
    namespace.members.set(exported, new Alias(() => readVariable(machine, local, scope)));
  };
  if (statement.type === 'ExportDefaultDeclaration') {
    const { declaration } = statement;
    const isNamed =
      (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') &&
      declaration.id !== null;
    expose('default', isNamed && declaration.id !== null ? declaration.id.name : '*default*');
  } else if (statement.type === 'ExportNamedDeclaration') {
    const { declaration, source, specifiers } = statement;
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations) for (const name of namesOf(id)) expose(name, name);
    } else if (declaration !== null && 'id' in declaration && declaration.id !== null)
      expose(declaration.id.name, declaration.id.name);
    for (const { local, exported } of specifiers) {
      if (source === null) expose(keyText(exported), keyText(local));
      else {
        const read = (): Value =>
          memberOf(
            machine,
            machine.imports.namespaceOf(source.value, scope.frame.script, 'import', statement),
            keyText(local),
          );
        namespace.members.set(keyText(exported), new Alias(read));
      }
    }
  }
}

/** The code within an export statement. */
export function exportDeclaration(machine: Machine, node: Node, scope: Scope): undefined {
  if (node.type === 'ExportNamedDeclaration' && node.declaration !== null) {
    if (node.declaration.type !== 'FunctionDeclaration') machine.execute(node.declaration, scope);
  } else if (node.type === 'ExportDefaultDeclaration') {
    const { declaration } = node;
    if (declaration.type === 'FunctionDeclaration' && declaration.id !== null) return;
    if (declaration.type === 'ClassDeclaration' && declaration.id !== null)
      machine.execute(declaration, scope);
    else machine.declare(scope, '*default*', machine.evaluate(declaration, scope));
  }
}

/** `import(specifier)`: a promise of the module's exports. */
export function evaluateImport(
  machine: Machine,
  node: Extract<Expression, { type: 'ImportExpression' }>,
  scope: Scope,
): Value {
  const specifier = textOf(machine, machine.evaluate(node.source, scope));
  if (node.source.type !== 'Literal') machine.leads.note();
  return lift(specifier, (option) => {
    if (typeof option !== 'string') return pendingPromise(machine);
    return promiseOf(
      machine,
      attempted(() => machine.imports.namespaceOf(option, scope.frame.script, 'import()', node)),
    );
  });
}

/** `import.meta` and `new.target`. */
export function metaProperty(
  machine: Machine,
  node: Extract<Expression, { type: 'MetaProperty' }>,
  scope: Scope,
): Value {
  if (node.meta.name === 'new') return scope.frame.own.newTarget ?? undefined;
  const meta = machine.object();
  const { url, redirectedTo } = scope.frame.script.source;
  meta.members.set('url', redirectedTo ?? url);
  meta.members.set(
    'resolve',
    machine.native('resolve', (call) =>
      lift(textOf(machine, call.args.values[0]), (specifier) =>
        typeof specifier === 'string'
          ? (machine.imports.urlOf(specifier, scope.frame.script) ??
            new Unknown('a package that was not read'))
          : specifier,
      ),
    ),
  );
  const env = machine.object();
  for (const [name, value] of [
    ['MODE', 'production'],
    ['PROD', true],
    ['DEV', false],
    ['SSR', false],
    ['BASE_URL', '/'],
  ] as const)
    env.members.set(name, value);
  meta.members.set('env', env);
  meta.members.set('hot', undefined);
  return meta;
}
