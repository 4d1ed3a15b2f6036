import { argument } from '../code.ts';
import type { Machine } from '../machine.ts';
import { Obj } from '../values.ts';
import { constructor, prototypeFor } from './define.ts';

const names = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
  'DOMException',
] as const;

export function defineErrors(machine: Machine, global: Obj): void {
  const base = machine.globals.prototypes.error;
  for (const name of names) {
    const prototype = name === 'Error' ? base : new Obj('object', base);
    prototype.members.set('name', name);
    global.members.set(
      name,
      constructor(
        machine,
        name,
        prototype,
        (call) => {
          const error = new Obj('error', prototypeFor(machine, call.newTarget, prototype));
          error.members.set('message', argument(call, 0) ?? '');
          error.open = true;
          return error;
        },
        name === 'Error' ? { captureStackTrace: () => undefined } : {},
      ),
    );
  }
}
