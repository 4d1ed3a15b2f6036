import { argument } from '../code.ts';
import type { Call } from '../code.ts';
import { ownNames } from '../evaluate/property.ts';
import { fromMarkers, withMarkers } from '../evaluate/markers.ts';
import { concat, textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import {
  Accessor,
  isPrimitive,
  Items,
  lift,
  liftAll,
  Obj,
  slots,
  Template,
  Unknown,
  valueIn,
} from '../values.ts';
import type { Known, Value } from '../values.ts';
import { createObjectUrl } from './blobs.ts';
import { define, prototypeFor } from './define.ts';
import type { Methods } from './define.ts';
import { partOf, resolve, setUrlMember, urlObject } from './url-members.ts';

/** `new URL(input, base)`. */
export function newUrl(call: Call): Value {
  const { machine } = call;
  const [input, base] = call.args.values;
  machine.risks += 1;
  const against = base === undefined ? undefined : textOf(machine, base);
  const url = urlObject(machine, resolve(machine, textOf(machine, input), against));
  url.proto = prototypeFor(machine, call.newTarget, machine.globals.prototypes.url);
  return url;
}

export function urlPrototype(machine: Machine): Obj {
  const text = (call: Call): Value => textOf(machine, call.thisValue);
  return define(machine, new Obj('object', machine.globals.prototypes.object), {
    toString: text,
    toJSON: text,
  });
}

export const urlStatics: Methods = {
  canParse: (call) => {
    const [text, base] = call.args.values.map((value) => textOf(call.machine, value));
    if (typeof text === 'string' && (base === undefined || typeof base === 'string'))
      return URL.canParse(text, base);
    return lift(resolve(call.machine, text, base), (href) => (href instanceof Unknown ? href : true));
  },
  parse: newUrl,
  createObjectURL: createObjectUrl,
  revokeObjectURL: () => undefined,
};

export function locationMethods(machine: Machine, location: Obj): Obj {
  return define(machine, location, {
    toString: () => textOf(machine, location),
    assign: () => undefined,
    replace: () => undefined,
    reload: () => undefined,
  });
}

type Pair = readonly [Value, Value];

/** The text of a parameter list: of the URL that it belongs to, or its own. */
function textOfParams(machine: Machine, params: Obj): Value {
  const owner = params.members.get(slots.owner);
  if (owner instanceof Obj)
    return lift(partOf(machine, valueIn(owner, slots.href), 'search'), (search) =>
      typeof search === 'string' ? search.slice(1) : search,
    );
  return valueIn(params, slots.source);
}

function change(call: Call, apply: (params: URLSearchParams, name: string, value: string) => void): Value {
  const { machine, thisValue } = call;
  if (!(thisValue instanceof Obj)) return undefined;
  const before = textOfParams(machine, thisValue);
  const [name, value = ''] = call.args.values;
  const after = liftAll([before, textOf(machine, name), textOf(machine, value)], (values) =>
    changed(values, apply),
  );
  writeParams(machine, thisValue, after);
  return undefined;
}

function changed(
  values: readonly Known[],
  apply: (params: URLSearchParams, name: string, value: string) => void,
): Value {
  const parts = values.flatMap((value): readonly Known[] =>
    value instanceof Template ? value.parts : [value],
  );
  const all = new Template(
    parts.map((part) => (typeof part === 'string' || part instanceof Unknown ? part : '')),
  );
  if (values[0] instanceof Unknown) return values[0];
  let offset = 0;
  const [text, name, value] = values.map((known) => {
    const own: readonly (string | Unknown)[] =
      known instanceof Template
        ? known.parts
        : [known instanceof Unknown || typeof known === 'string' ? known : ''];
    const marked = withMarkers(new Template([...Array.from({ length: offset }, () => ''), ...own]));
    offset += own.length;
    return marked;
  });
  const params = new URLSearchParams(text);
  apply(params, name ?? '', value ?? '');
  return fromMarkers(params.toString(), all);
}

function writeParams(machine: Machine, params: Obj, text: Value): void {
  const owner = params.members.get(slots.owner);
  if (owner instanceof Obj) setUrlMember(machine, owner, 'search', text);
  else machine.store.write(params, slots.source, text);
}

function read(call: Call, apply: (params: URLSearchParams, name: string) => Value): Value {
  const { machine, thisValue } = call;
  if (!(thisValue instanceof Obj)) return new Unknown('a parameter of a URL');
  return liftAll([textOfParams(machine, thisValue), textOf(machine, argument(call, 0))], ([text, name]) => {
    if (text instanceof Template && typeof name === 'string')
      return lift(apply(new URLSearchParams(withMarkers(text)), name), (value) =>
        typeof value === 'string' ? fromMarkers(value, text) : value,
      );
    return typeof text === 'string' && isPrimitive(name)
      ? apply(new URLSearchParams(text), String(name))
      : new Unknown('a parameter of a URL');
  });
}

export function searchParamsPrototype(machine: Machine): Obj {
  const list =
    (pick: (pair: Pair) => Value) =>
    (call: Call): Value =>
      read(call, (params) => machine.array([...params].map(pick)));
  const prototype = define(machine, new Obj('object', machine.globals.prototypes.object), {
    get: (call) => read(call, (params, name) => params.get(name)),
    getAll: (call) => read(call, (params, name) => machine.array(params.getAll(name))),
    has: (call) => read(call, (params, name) => params.has(name)),
    set: (call) => change(call, (params, name, value) => params.set(name, value)),
    append: (call) => change(call, (params, name, value) => params.append(name, value)),
    delete: (call) => change(call, (params, name) => params.delete(name)),
    // oxlint-disable-next-line no-array-sort -- no array: URLSearchParams has no toSorted
    sort: (call) => change(call, (params) => params.sort()),
    toString: (call: Call) => (call.thisValue instanceof Obj ? textOfParams(machine, call.thisValue) : ''),
    entries: list(([name, value]) => machine.array([name, value])),
    keys: list(([name]) => name),
    values: list(([, value]) => value),
    forEach: (call) => {
      for (const pair of machine.iterate(call.thisValue).values) {
        machine.call(
          argument(call, 0),
          undefined,
          new Items([machine.get(pair, '1'), machine.get(pair, '0')]),
          call.site,
        );
      }
      return undefined;
    },
  });
  const size = machine.native('size', (call) => read(call, (params) => params.size));
  prototype.members.set('size', new Accessor(size, undefined));
  return prototype;
}

/** `new URLSearchParams(text, pairs or record)`. */
export function newSearchParams(call: Call): Value {
  const { machine } = call;
  const params = new Obj('search-params', machine.globals.prototypes.searchParams);
  const init = argument(call, 0);
  if (init instanceof Obj && init.kind !== 'search-params' && init.kind !== 'url')
    machine.store.write(params, slots.source, encodedPairs(machine, init));
  else
    machine.store.write(
      params,
      slots.source,
      init === undefined
        ? ''
        : lift(textOf(machine, init), (text) => (typeof text === 'string' ? text.replace(/^\?/, '') : text)),
    );
  return params;
}

function encodedPairs(machine: Machine, init: Obj): Value {
  const pairs: Pair[] =
    init.kind === 'array' || init.kind === 'map'
      ? machine.iterate(init).values.map((pair) => [machine.get(pair, '0'), machine.get(pair, '1')])
      : ownNames(init).map((name) => [name, machine.get(init, name)]);
  let text: Value = '';
  for (const [index, [name, value]] of pairs.entries()) {
    const pair = liftAll([textOf(machine, name), textOf(machine, value)], (known) =>
      changed(['', ...known], (params, key, content) => params.append(key, content)),
    );
    text = concat(machine, index === 0 ? text : concat(machine, text, '&'), pair);
  }
  return init.open ? concat(machine, text, new Unknown('more parameters')) : text;
}
