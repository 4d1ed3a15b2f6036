import type { Site } from './code.ts';
import type { Changes } from './store.ts';
import type { Script } from './script.ts';
import { childrenOf } from './parse.ts';
import { isClass, isFunction } from './syntax.ts';
import type { FunctionNode, Node, Pattern } from './syntax.ts';
import { Holder } from './values.ts';
import type { Items, Obj, Value } from './values.ts';

/** One activation of a function, or a script's or module's own code. */
export class Frame {
  readonly script: Script;
  readonly function: Obj | null;
  readonly newTarget: Obj | null;
  readonly args: Items | null;
  /** Where it was called from. */
  readonly site: Site | null;
  /** Arrow functions see the `this` of the frame around them. */
  readonly around: Frame | null;
  thisValue: Value;
  /** Whether members of an object are variables in its code: what is called by such a name is called on the object. */
  hasWith = false;
  /** What was returned under conditions that are not known, and what such a path had written. */
  readonly returned: Value[] = [];
  readonly left: Changes[] = [];
  readonly yielded: Value[] = [];

  constructor(init: {
    readonly script: Script;
    readonly thisValue: Value;
    readonly function?: Obj | null;
    readonly newTarget?: Obj | null;
    readonly args?: Items | null;
    readonly site?: Site | null;
    readonly around?: Frame | null;
  }) {
    this.script = init.script;
    this.thisValue = init.thisValue;
    this.function = init.function ?? null;
    this.newTarget = init.newTarget ?? null;
    this.args = init.args ?? null;
    this.site = init.site ?? null;
    this.around = init.around ?? null;
  }

  /** The frame whose `this`, `super`, `new.target` and `arguments` apply here. */
  get own(): Frame {
    return this.around === null ? this : this.around.own;
  }
}

/** Variables of a block, function, script or module. */
export class Scope extends Holder {
  readonly parent: Scope | null;
  readonly frame: Frame;
  /** An object whose members are variables here: the global object, or that of a `with`. */
  readonly object: Obj | null;

  /** Where this scope's declarations go, where that is not itself. */
  readonly shared: Scope | null;

  constructor(parent: Scope | null, frame: Frame, object: Obj | null = null, shared: Scope | null = null) {
    super();
    this.shared = shared;
    this.parent = parent;
    this.frame = frame;
    this.object = object;
  }
}

/** What a block or a function body declares. */
export interface Declarations {
  /** `let`, `const` and `class` of the block itself. */
  readonly lexical: readonly string[];
  readonly functions: readonly FunctionNode[];
  /** `var` names of a function's body, found at any depth. */
  readonly vars: readonly string[];
}

const nothing: Declarations = { lexical: [], functions: [], vars: [] };
const declared = new WeakMap<object, Declarations>();
const hoisted = new WeakMap<object, readonly string[]>();

/** What the statements of a block declare; of a function's or script's body its `var`s too. */
export function declarationsOf(body: readonly Node[], functionBody: boolean): Declarations {
  const known = declared.get(body);
  if (known !== undefined) return known;
  const lexical: string[] = [];
  const functions: FunctionNode[] = [];
  for (const statement of body) {
    const inner = exported(statement);
    if (inner.type === 'FunctionDeclaration') functions.push(inner);
    else if (inner.type === 'ClassDeclaration' && inner.id !== null) lexical.push(inner.id.name);
    else if (inner.type === 'VariableDeclaration' && inner.kind !== 'var') {
      for (const declarator of inner.declarations) lexical.push(...namesOf(declarator.id));
    }
  }
  const vars = functionBody ? varsOf(body) : [];
  const declarations =
    lexical.length + functions.length + vars.length === 0 ? nothing : { lexical, functions, vars };
  declared.set(body, declarations);
  return declarations;
}

function exported(statement: Node): Node {
  if (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') {
    return statement.declaration ?? statement;
  }
  return statement;
}

function varsOf(body: readonly Node[]): readonly string[] {
  const known = hoisted.get(body);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const pending: Node[] = [...body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isFunction(node) || isClass(node)) continue;
    if (node.type === 'VariableDeclaration') {
      if (node.kind === 'var')
        for (const { id } of node.declarations) for (const name of namesOf(id)) names.add(name);
      continue;
    }
    if (holdsStatements(node)) pending.push(...childrenOf(node));
    // Annex B.3.3: a function declared in a block is a variable of the function too.
    if (node.type === 'BlockStatement' || node.type === 'SwitchCase') {
      for (const inner of node.type === 'SwitchCase' ? node.consequent : node.body) {
        if (inner.type === 'FunctionDeclaration' && inner.id !== null) names.add(inner.id.name);
      }
    }
  }
  const list = [...names];
  hoisted.set(body, list);
  return list;
}

function holdsStatements(node: Node): boolean {
  return node.type.endsWith('Statement')
    ? node.type !== 'ExpressionStatement'
    : /^(?:SwitchCase|CatchClause|Export)/.test(node.type);
}

/** The names that a pattern binds. */
export function namesOf(pattern: Pattern): string[] {
  const names: string[] = [];
  const pending: (Pattern | null)[] = [pattern];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === null) continue;
    if (next.type === 'Identifier') names.push(next.name);
    else if (next.type === 'ArrayPattern') pending.push(...next.elements);
    else if (next.type === 'ObjectPattern') {
      for (const property of next.properties) {
        pending.push(property.type === 'RestElement' ? property : property.value);
      }
    } else if (next.type === 'AssignmentPattern') pending.push(next.left);
    else if (next.type === 'RestElement') pending.push(next.argument);
  }
  return names;
}
