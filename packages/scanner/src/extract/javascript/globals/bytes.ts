import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { isPrimitive, Items, lift, Obj, slots, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { arrayMethods, arrayStatics } from './arrays.ts';
import { constructor, define } from './define.ts';

/** Longer lists are no texts that a page hides, but what cryptography and images work on. */
const mostBytes = 2_000;
/** Lists that code fills itself, byte by byte. */
const mostFilled = 500;

const unknownBytes = new Unknown('bytes that are not known', true);

/** `Uint8Array` and what turns it to text and back: pages hand out configuration in it. */
export function defineBytes(machine: Machine, global: Obj): void {
  const prototype = define(machine, new Obj('object', machine.globals.prototypes.array), {
    subarray: (call) => arrayMethods['slice']?.(call),
    set: setBytes,
  });
  const make = (call: Call): Value => bytesOf(machine, argument(call, 0), prototype);
  const made = constructor(machine, 'Uint8Array', prototype, make, {
    from: (call) => bytesOf(machine, arrayStatics['from']?.(call), prototype),
    of: (call) => bytesOf(machine, arrayStatics['of']?.(call), prototype),
  });
  global.members.set('Uint8Array', made);
  defineCoders(machine, global, prototype);
}

function bytesOf(machine: Machine, given: Value, prototype: Obj): Value {
  if (typeof given === 'number')
    return given >= 0 && given <= mostFilled
      ? listOf(
          machine,
          Array.from({ length: given }, () => 0),
          prototype,
        )
      : unknownBytes;
  const items = given instanceof Obj ? machine.iterate(given) : new Items([], given === undefined);
  if (!items.complete || items.values.length > mostBytes) return unknownBytes;
  return listOf(machine, items.values, prototype);
}

function listOf(machine: Machine, values: readonly Value[], prototype: Obj): Obj {
  const bytes = machine.array(
    values.map((value) => lift(value, (option) => (isPrimitive(option) ? Number(option) & 0xff : option))),
  );
  bytes.proto = prototype;
  bytes.open = true;
  return bytes;
}

/** `bytes.set(others, offset)`. */
function setBytes({ machine, thisValue, args }: Call): undefined {
  const [others, offset = 0] = args.values;
  const items = thisValue instanceof Obj ? thisValue.members.get(slots.items) : undefined;
  if (!(thisValue instanceof Obj) || !(items instanceof Items)) return undefined;
  const added = machine.iterate(others);
  const isKnown = typeof offset === 'number' && added.complete;
  const values = items.values.map((value, index) => {
    if (!isKnown) return unknownBytes;
    const at = index - offset;
    return at >= 0 && at < added.values.length ? added.values[at] : value;
  });
  machine.store.write(thisValue, slots.items, new Items(values, items.complete));
  return undefined;
}

function defineCoders(machine: Machine, global: Obj, bytes: Obj): void {
  const object = (): Obj => new Obj('object', machine.globals.prototypes.object);
  const decoder = define(machine, object(), { decode: (call) => decoded(argument(call, 0)) });
  const encoder = define(machine, object(), {
    encode: (call) =>
      lift(textOf(machine, argument(call, 0)), (text) =>
        typeof text === 'string' && text.length <= mostBytes
          ? listOf(machine, [...Buffer.from(text)], bytes)
          : unknownBytes,
      ),
  });
  const decoding = (call: Call): Value => {
    const label = argument(call, 0);
    const isUtf8 = label === undefined || (typeof label === 'string' && /^utf-?8$/i.test(label));
    return isUtf8 ? new Obj('object', decoder) : new Unknown('a decoder of text', true);
  };
  global.members.set('TextDecoder', constructor(machine, 'TextDecoder', decoder, decoding));
  global.members.set(
    'TextEncoder',
    constructor(machine, 'TextEncoder', encoder, () => new Obj('object', encoder)),
  );
}

function decoded(given: Value): Value {
  return lift(given, (option) => {
    const items = option instanceof Obj ? option.members.get(slots.items) : undefined;
    const values = items instanceof Items && items.complete ? items.values : [undefined];
    return values.every((value) => typeof value === 'number')
      ? new TextDecoder().decode(Uint8Array.from(values))
      : new Unknown('text made of bytes that are not known');
  });
}
