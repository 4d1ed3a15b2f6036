import { dataUrlText } from '../../data-url.ts';
import { argument } from '../code.ts';
import type { Call, Site } from '../code.ts';
import { concat, textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { lift, Obj, slots, Unknown, valueIn } from '../values.ts';
import type { Value } from '../values.ts';
import { constructor } from './define.ts';

/** `Blob` and `File`: their text, where it is known, is what a worker or a script may be made of. */
export function defineBlobs(machine: Machine, global: Obj): void {
  for (const name of ['Blob', 'File']) {
    const prototype = new Obj('object', machine.globals.prototypes.object);
    const made = constructor(machine, name, prototype, (call) => {
      const blob = new Obj('object', prototype);
      blob.open = true;
      blob.members.set(slots.source, textOfParts(machine, argument(call, 0)));
      return blob;
    });
    global.members.set(name, made);
  }
}

function textOfParts(machine: Machine, parts: Value): Value {
  const { values, complete } = machine.iterate(parts);
  if (!complete) return new Unknown('the text of a blob');
  let text: Value = '';
  for (const part of values) text = concat(machine, text, textOfPart(machine, part));
  return text;
}

function textOfPart(machine: Machine, part: Value): Value {
  return lift(part, (option) =>
    option instanceof Obj && option.members.has(slots.source) && option.kind !== 'regexp'
      ? valueIn(option, slots.source)
      : textOf(machine, option),
  );
}

/** `URL.createObjectURL(blob)`. */
export function createObjectUrl({ machine, args, site }: Call): Value {
  return lift(args.values[0], (blob) => {
    const text = blob instanceof Obj ? valueIn(blob, slots.source) : undefined;
    return lift(text, (known) =>
      typeof known === 'string'
        ? machine.loads.addBlob(new URL(machine.realm.url).origin, known, site)
        : new Unknown('the URL of a blob'),
    );
  });
}

/** The text of a URL that no server has. */
export function innerText(
  machine: Machine,
  url: string,
  site: Site,
): { readonly text: string; readonly site: Site } | null {
  if (url.startsWith('blob:')) return machine.loads.blob(url);
  const data = url.startsWith('data:') ? dataUrlText(url) : null;
  return data === null ? null : { text: data.text, site };
}
