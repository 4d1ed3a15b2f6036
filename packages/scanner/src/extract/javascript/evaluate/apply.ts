import type { Call, Native, Site } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Choice, isPrimitive, join, Obj, Template, Unknown } from '../values.ts';
import type { Items, Known, Value } from '../values.ts';
import { constructClosure } from './class.ts';
import { callClosure } from './closure.ts';
import { withinBounds } from './text.ts';

/** Calls a value. What is not known may call back every function that it is given. */
export function callValue(machine: Machine, callee: Value, thisValue: Value, args: Items, site: Site): Value {
  if (callee instanceof Choice)
    return eachOf(machine, callee, (option) => callValue(machine, option, thisValue, args, site));
  if (callee instanceof Obj && callee.code !== null)
    return callObject(machine, callee, thisValue, args, site);
  machine.risks += 1;
  for (const value of args.values) machine.escape(value);
  return new Unknown(reasonOf(callee, site));
}

function callObject(machine: Machine, callee: Obj, thisValue: Value, args: Items, site: Site): Value {
  const { code } = callee;
  if (code?.type === 'native')
    return runNative(code, { machine, callee, thisValue, args, site, newTarget: null });
  if (code === null) return undefined;
  const entry = machine.libraries.entryOf(code);
  if (entry !== null) return machine.libraries.called(machine, entry, { callee, thisValue, args, site });
  if (code.classNode !== null) return new Unknown('a class is called without `new`');
  return callClosure(machine, callee, code, { thisValue, args, site, newTarget: null });
}

/** `new callee(…)`, or the parent's part of it for a subclass (`newTarget`). */
export function constructValue(
  machine: Machine,
  callee: Value,
  args: Items,
  site: Site,
  newTarget: Obj | null,
): Value {
  if (callee instanceof Choice) {
    const known = callee.options.filter((option) => option instanceof Obj);
    const options = known.length > 0 ? known : callee.options;
    return join(
      machine.store.fork(
        options.map((option) => () => constructValue(machine, option, args, site, newTarget)),
      ),
    );
  }
  if (!(callee instanceof Obj) || callee.code === null) {
    machine.risks += 1;
    for (const value of args.values) machine.escape(value);
    return new Unknown(reasonOf(callee, site));
  }
  const { code } = callee;
  if (code.type === 'native')
    return runNative(code, {
      machine,
      callee,
      thisValue: undefined,
      args,
      site,
      newTarget: newTarget ?? callee,
    });
  const entry = machine.libraries.entryOf(code);
  if (entry !== null)
    return machine.libraries.called(machine, entry, { callee, thisValue: undefined, args, site });
  return constructClosure(machine, callee, code, args, site, newTarget ?? callee);
}

/** The language's own functions are run on values of the page, which they may refuse: a symbol, a negative count. */
function runNative(code: Native, call: Call): Value {
  try {
    return withinBounds(code.run(call));
  } catch (error) {
    if (error instanceof RangeError) return new Unknown('a call that throws');
    if (!(error instanceof TypeError)) throw error;
    call.machine.mishaps.noteNative(error, call.site.script);
    return new Unknown('a call that throws');
  }
}

function eachOf(machine: Machine, callee: Choice, call: (option: Known) => Value): Value {
  const callable = callee.options.filter((option) => !isPrimitive(option) && !(option instanceof Template));
  return join(machine.store.fork(callable.map((option) => () => call(option))));
}

function reasonOf(callee: Value, site: Site): string {
  if (callee instanceof Unknown) return callee.reason;
  const { node, script } = site;
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return 'the result of a call';
  const name = script.source.text.slice(node.callee.start ?? 0, node.callee.end ?? 0);
  return `the result of \`${name.length > 60 ? `${name.slice(0, 59)}…` : name}\``;
}
