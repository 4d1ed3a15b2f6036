import type { Site } from '../code.ts';
import type { Machine } from '../machine.ts';
import { declarationsOf, Frame, Scope } from '../scope.ts';
import type { Script } from '../script.ts';
import { parseCode, placeOfCode } from '../string-code.ts';
import type { Statement } from '../syntax.ts';
import { lift, Obj, slots, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { hoistGlobals } from './body.ts';
import { makeFunction, nameFunction } from './function.ts';

/** Strings that one script may put together to run as code. */
const mostCodes = 200;
const longestCode = 2_000_000;

/** Runs the text that a script passes as code: in the scope of an `eval(…)`, else among the globals. */
export function runText(machine: Machine, text: Value, site: Site, scope: Scope | null): Value {
  return lift(text, (option) => {
    if (typeof option !== 'string')
      return option instanceof Unknown || option instanceof Obj
        ? option
        : new Unknown('code made of a string');
    const code = codeOf(machine, option, site);
    if (code === null) return new Unknown('code made of a string');
    return runCode(machine, code, scope ?? machine.globals.scope);
  });
}

/** `new Function(parameters…, body)`: a function among the globals. */
export function functionOfText(machine: Machine, texts: readonly Value[], site: Site): Value {
  if (!texts.every((text) => typeof text === 'string')) return new Unknown('code made of a string');
  const head = `(function anonymous(${texts.slice(0, -1).join(',')}\n) {\n`;
  const code = codeOf(machine, `${head}${texts.at(-1) ?? ''}\n})`, site, head.length);
  return code === null ? new Unknown('code made of a string') : runCode(machine, code, machine.globals.scope);
}

/** The parsed code of a string; read with its script where it is a literal there. */
function codeOf(machine: Machine, text: string, { script, node }: Site, prefix = 0): Script | null {
  const literal = node.type === 'CallExpression' ? node.arguments[0] : undefined;
  if (machine.realm.document?.policy.refusesStrings === true) return null;
  const known = (literal && script.codes.get(literal)) ?? script.codes.get(text);
  if (known?.source.text === text) return known;
  for (let holder: Script | undefined = script; holder !== undefined; holder = holder.within?.script)
    if (holder.within !== null && holder.source.text === text) return holder;
  if (text.length > longestCode || script.codes.size > mostCodes) return null;
  const code = parseCode(text, placeOfCode(script, text, node, prefix));
  if (code === null) return null;
  script.codes.set(text, code);
  machine.libraries.add(code);
  return code;
}

/** Runs code within a scope: what it declares with `var` belongs to the function, or the globals, around it. */
function runCode(machine: Machine, code: Script, scope: Scope): Value {
  const frame = new Frame({ script: code, thisValue: undefined, around: scope.frame });
  frame.hasWith = scope.frame.hasWith;
  const inner = new Scope(scope, frame);
  declare(machine, code.program.body, inner, functionScope(scope));
  let value: Value;
  let whole = false;
  try {
    for (const statement of code.program.body) {
      if (statement.type === 'ExpressionStatement') value = machine.evaluate(statement.expression, inner);
      else if (machine.execute(statement, inner) !== undefined) break;
    }
    whole = true;
  } finally {
    (whole ? code.finished : code.interrupted).add(code.program);
  }
  return value;
}

function functionScope(scope: Scope): Scope {
  let outer = scope;
  while (outer.parent !== null && outer.parent.frame === scope.frame && outer.parent.object === null)
    outer = outer.parent;
  return outer;
}

function declare(machine: Machine, body: readonly Statement[], inner: Scope, around: Scope): void {
  if (around.shared !== null || around === machine.globals.scope) {
    hoistGlobals(machine, body, inner);
    return;
  }
  const { lexical, functions, vars } = declarationsOf(body, true);
  for (const name of vars) if (!around.members.has(name)) machine.declare(around, name, undefined);
  for (const name of lexical) machine.declare(inner, name, slots.uninitialised);
  for (const node of functions) {
    if (node.type === 'FunctionDeclaration' && node.id !== null)
      machine.declare(around, node.id.name, nameFunction(makeFunction(machine, node, inner), node.id.name));
  }
}
