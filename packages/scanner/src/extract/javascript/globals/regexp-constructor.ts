import type { Call } from '../code.ts';
import { liftAll, Obj, slots, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

/** The flags of a regular expression; of anything else none. */
export function flagsOf(pattern: Obj | null): string {
  const flags = pattern?.members.get(slots.flags);
  return typeof flags === 'string' ? flags : '';
}

/** `RegExp(source, flags)`. */
export function newRegExp(call: Call): Value {
  const [source = '', flags] = call.args.values;
  return liftAll([source, flags], ([text, modes]) => {
    const from = text instanceof Obj && text.kind === 'regexp' ? text : null;
    const pattern = from === null ? text : from.members.get(slots.source);
    if (typeof pattern !== 'string') return new Unknown('a regular expression is not known');
    const made = new Obj('regexp', call.machine.globals.prototypes.regexp);
    made.members.set(slots.source, pattern);
    made.members.set(slots.flags, typeof modes === 'string' ? modes : flagsOf(from));
    made.members.set('lastIndex', 0);
    return made;
  });
}
