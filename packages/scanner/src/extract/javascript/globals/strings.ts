import { bounds } from '../budget.ts';
import { argument } from '../code.ts';
import type { Call, NativeFunction } from '../code.ts';
import { throughMarkers } from '../evaluate/markers.ts';
import { concat, headOf, mayReplace, pure, textOf, withHead } from '../evaluate/text.ts';
import { isPrimitive, Items, lift, liftAll, Obj, slots, Template, Unknown } from '../values.ts';
import type { Known, Primitive, Value } from '../values.ts';
import { matchAllPattern, matchPattern, replacePattern, splitByPattern } from './patterns.ts';
import type { Methods } from './define.ts';

/** Methods whose result is a string or a number made of primitives alone, by the language's own implementation. */
const plain = [
  'at',
  'charAt',
  'charCodeAt',
  'codePointAt',
  'endsWith',
  'includes',
  'indexOf',
  'lastIndexOf',
  'localeCompare',
  'slice',
  'startsWith',
  'substr',
  'substring',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
  'trimLeft',
  'trimRight',
  'valueOf',
  'normalize',
] as const;
const transforming: readonly string[] = [
  'toLowerCase',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
  'toString',
  'valueOf',
  'normalize',
];

function plainMethod(name: string): NativeFunction {
  return (call) =>
    lift(textOf(call.machine, call.thisValue), (text) => {
      if (text instanceof Template) return ofTemplate(call, text, name);
      return pure(call, [text, ...call.args.values], (receiver, ...args) =>
        run(name, String(receiver), args),
      );
    });
}

function run(name: string, text: string, args: readonly Primitive[]): Value {
  const method: unknown = Reflect.get(String.prototype, name);
  return typeof method === 'function' ? Reflect.apply(method, text, args) : undefined;
}

/** What is known of the result although the string has unknown parts. */
function ofTemplate(call: Call, text: Template, name: string): Value {
  if (transforming.includes(name)) return throughMarkers(text, (marked) => textResult(run(name, marked, [])));
  const [first, second] = call.args.values;
  const head = headOf(text);
  if (name === 'startsWith' && typeof first === 'string') {
    if (head.startsWith(first)) return true;
    return first.startsWith(head) ? unknown(text) : false;
  }
  if (
    name === 'includes' &&
    typeof first === 'string' &&
    text.parts.some((part) => typeof part === 'string' && part.includes(first))
  )
    return true;
  if (name === 'indexOf' && typeof first === 'string' && head.includes(first)) return head.indexOf(first);
  if (name === 'slice' || name === 'substring' || name === 'substr')
    return sliced(text, head, name, first, second);
  if (
    (name === 'charAt' || name === 'at' || name === 'charCodeAt') &&
    typeof first === 'number' &&
    first >= 0 &&
    first < head.length
  )
    return run(name, head, [first]);
  return unknown(text);
}

function textResult(value: Value): string {
  return typeof value === 'string' ? value : '';
}

function sliced(text: Template, head: string, name: string, from: Value, to: Value): Value {
  if (typeof from !== 'number' || from < 0 || from > head.length) return unknown(text);
  if (to === undefined) return withHead(text, head.slice(from));
  const end = typeof to === 'number' && name === 'substr' ? from + to : to;
  return typeof end === 'number' && end >= 0 && end <= head.length ? head.slice(from, end) : unknown(text);
}

function unknown(text: Template): Unknown {
  const part = text.parts.find((piece) => piece instanceof Unknown);
  return new Unknown(part instanceof Unknown ? part.reason : 'part of a string is not known');
}

function replace(all: boolean): NativeFunction {
  return (call) => {
    const [pattern, replacement] = call.args.values;
    const text = textOf(call.machine, call.thisValue);
    return liftAll([text, pattern], ([subject, by]) => {
      if (by instanceof Obj && by.kind === 'regexp') return replacePattern(call, subject, by, replacement);
      if (replacement instanceof Obj && replacement.code !== null)
        return replaceByFunction(call, subject, by, replacement, all);
      return lift(textOf(call.machine, replacement), (known) => replaceText(call, subject, by, known, all));
    });
  };
}

function replaceText(call: Call, subject: Known, pattern: Known, replacement: Known, all: boolean): Value {
  if (typeof pattern !== 'string' || pattern.length === 0)
    return new Unknown('the pattern of a replacement is not known');
  if (typeof replacement !== 'string') return splice(call, subject, pattern, replacement);
  const apply = (text: string): string => {
    const matches = all ? text.split(pattern).length - 1 : 1;
    if (!mayReplace(text, matches, replacement)) throw new RangeError('a string grows too long');
    const result = all ? text.replaceAll(pattern, replacement) : text.replace(pattern, replacement);
    return result.slice(0, bounds.text);
  };
  if (subject instanceof Template) return throughMarkers(subject, apply);
  return pure(call, [subject, replacement], (text) => apply(String(text)));
}

/** Puts something that is not wholly known in the place of the first match. */
function splice(call: Call, subject: Known, pattern: string, replacement: Known): Value {
  if (typeof subject !== 'string')
    return subject instanceof Unknown ? subject : new Unknown('a replacement in what is not known');
  const index = subject.indexOf(pattern);
  if (index === -1) return subject;
  return concat(
    call.machine,
    concat(call.machine, subject.slice(0, index), replacement),
    subject.slice(index + pattern.length),
  );
}

function replaceByFunction(
  call: Call,
  subject: Known,
  pattern: Known,
  replacement: Obj,
  all: boolean,
): Value {
  if (typeof subject !== 'string' || typeof pattern !== 'string' || all || !subject.includes(pattern))
    return typeof subject === 'string' && !all ? subject : new Unknown('a replacement in what is not known');
  const by = textOf(call.machine, call.machine.call(replacement, undefined, new Items([pattern]), call.site));
  return lift(by, (known) => splice(call, subject, pattern, known));
}

function split(call: Call): Value {
  const { machine } = call;
  const [separator, limit] = call.args.values;
  return lift(textOf(machine, call.thisValue), (text) => {
    if (separator instanceof Obj && separator.kind === 'regexp') return splitByPattern(call, text, separator);
    if (text instanceof Template && typeof separator === 'string')
      return machine.array(splitTemplate(text, separator));
    if (typeof text !== 'string' || (separator !== undefined && typeof separator !== 'string'))
      return new Unknown('the parts of a string are not known');
    if (!isPrimitive(limit)) return new Unknown('the parts of a string are not known');
    const most = limit === undefined ? bounds.members : Math.min(Number(limit) >>> 0, bounds.members);
    const pieces = separator === undefined ? [text].slice(0, most) : text.split(separator, most);
    for (const piece of pieces) machine.traces.derive(piece, [text]);
    return machine.array(pieces);
  });
}

/** Splits where the known parts hold the separator. */
function splitTemplate({ parts }: Template, separator: string): Value[] {
  const pieces: (string | Unknown)[][] = [[]];
  for (const part of parts) {
    const texts = typeof part === 'string' && separator !== '' ? part.split(separator) : [part];
    for (const [index, text] of texts.entries()) {
      if (index > 0) pieces.push([]);
      if (text !== '') pieces.at(-1)?.push(text);
    }
  }
  return pieces.map((piece) => {
    const [first] = piece;
    return piece.length === 0 ? '' : piece.length === 1 ? first : new Template(piece);
  });
}

function bounded(name: 'repeat' | 'padStart' | 'padEnd'): NativeFunction {
  return (call) =>
    pure(call, [textOf(call.machine, call.thisValue), ...call.args.values], (text, count, filler) => {
      const size = Number(count) * (name === 'repeat' ? Math.max(1, String(text).length) : 1);
      if (!(size >= 0 && size <= bounds.text)) return new Unknown('a string grows too long');
      return run(name, String(text), [count, ...(filler === undefined ? [] : [filler])]);
    });
}

export const stringMethods: Methods = {
  ...Object.fromEntries(plain.map((name) => [name, plainMethod(name)])),
  replace: replace(false),
  replaceAll: replace(true),
  split,
  repeat: bounded('repeat'),
  padStart: bounded('padStart'),
  padEnd: bounded('padEnd'),
  concat: (call) =>
    call.args.values.reduce<Value>(
      (text, value) => concat(call.machine, text, textOf(call.machine, value)),
      textOf(call.machine, call.thisValue),
    ),
  match: (call) => matchPattern(call, textOf(call.machine, call.thisValue), argument(call, 0)),
  matchAll: (call) => matchAllPattern(call, textOf(call.machine, call.thisValue), argument(call, 0)),
  search: (call) =>
    lift(matchPattern(call, textOf(call.machine, call.thisValue), argument(call, 0)), (match) =>
      match === null
        ? -1
        : match instanceof Obj
          ? call.machine.get(match, 'index')
          : new Unknown('the place of a match'),
    ),
};

/** `String` and its static functions. */
export const stringStatics: Methods = {
  fromCharCode: (call) =>
    pure(call, call.args.values, (...codes) => String.fromCharCode(...codes.map(Number))),
  fromCodePoint: (call) =>
    pure(call, call.args.values, (...codes) =>
      codes.every((code) => Number.isInteger(code) && Number(code) >= 0 && Number(code) <= 0x10ffff)
        ? String.fromCodePoint(...codes.map(Number))
        : new Unknown('an invalid code point'),
    ),
  raw: (call) => {
    const [strings, ...values] = call.args.values;
    const raw = strings === undefined ? undefined : call.machine.get(strings, 'raw');
    const pieces = raw instanceof Obj ? raw.members.get(slots.items) : undefined;
    if (!(pieces instanceof Items)) return new Unknown('the parts of a template');
    return pieces.values.reduce<Value>((text, piece, index) => {
      const before = concat(call.machine, text, textOf(call.machine, piece));
      return index < values.length
        ? concat(call.machine, before, textOf(call.machine, values[index]))
        : before;
    }, '');
  },
};

export function stringConstructor(call: Call): Value {
  const { values, complete } = call.args;
  if (values.length === 0) return complete ? '' : new Unknown('an argument is not known');
  const [value] = values;
  return isPrimitive(value) && typeof value === 'symbol' ? String(value) : textOf(call.machine, value);
}
