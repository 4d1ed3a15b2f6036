import type { Call } from '../code.ts';
import { argument } from '../code.ts';
import { aMarker, throughMarkers } from '../evaluate/markers.ts';
import { concat, mayReplace, template, textOf } from '../evaluate/text.ts';
import type { Machine } from '../machine.ts';
import { Accessor, Items, lift, Obj, slots, Template, Unknown, valueIn } from '../values.ts';
import type { Known, Value } from '../values.ts';
import { define } from './define.ts';
import type { Methods } from './define.ts';
import { iteratorOf } from './iterators.ts';
import { costOf } from './pattern-cost.ts';
import { flagsOf } from './regexp-constructor.ts';

const longestPattern = 300;
const longestSubject = 4_000;
/** Ways through the optional parts and the alternatives of a pattern, as a power of two. */
const mostChoices = 14;
/** Bound of subject length to the power of unbounded repetitions: what backtracking may cost. */
const mostSteps = 1e8;

/**
 * A page's regular expression, where it is safe to run: short, and without what makes a backtracking matcher slow
 * (a repeated group that itself repeats or has alternatives, references back, look-behind). Null where it is not.
 */
function compiled(pattern: Obj): RegExp | null {
  const source = pattern.members.get(slots.source);
  const flags = pattern.members.get(slots.flags);
  if (typeof source !== 'string' || typeof flags !== 'string' || source.length > longestPattern) return null;
  const key = `${flags}/${source}`;
  let made = known.get(key);
  if (made === undefined) {
    if (known.size >= mostKnown) known.clear();
    known.set(key, (made = isSafe(source) ? newPattern(source, flags) : null));
  }
  if (made !== null) made.lastIndex = 0;
  return made;
}

const known = new Map<string, RegExp | null>();
const mostKnown = 500;

function newPattern(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

/**
 * The paths of get-intrinsic and of lodash, in much of what is bundled: they are quadratic at worst, although they
 * refer back within a repeated group.
 */
const pathParts = String.raw`|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|`;
const knownToBeSafe: ReadonlySet<string> = new Set([
  String.raw`[^%.[\]]+${pathParts}%$))`,
  String.raw`[^.[\]]+${pathParts}$))`,
]);

function isSafe(source: string): boolean {
  if (knownToBeSafe.has(source)) return true;
  if (source.length > longestPattern) return false;
  const bare = bareOf(source);
  if (/\\[1-9k]|\(\?<[=!]/.test(bare)) return false;
  if (choicesIn(bare) > mostChoices) return false;
  return !hasRepeatedGroup(bare);
}

/** A pattern without its escapes, classes and group marks: what is left are its operators. */
function bareOf(source: string): string {
  return source
    .replaceAll(/\\[^1-9k]/g, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'c')
    .replaceAll(/\(\?(?:[:=!]|<\w+>)/g, '(')
    .replaceAll(/([*+}])\?/g, '$1');
}

/** The alternatives of one group are tried one after the other: those of several multiply, as what is optional does. */
function choicesIn(bare: string): number {
  let choices = 0;
  const bars = [0];
  for (const character of bare) {
    if (character === '(') bars.push(0);
    else if (character === ')') choices += Math.log2(1 + (bars.pop() ?? 0));
    else if (character === '|') bars.push((bars.pop() ?? 0) + 1);
    else if (character === '?') choices += 1;
  }
  return bars.reduce((sum, count) => sum + Math.log2(1 + count), choices);
}

function fits(text: string, { source }: RegExp): boolean {
  const places = isAnchored(source) ? 0 : 1;
  const cost = text.length ** Math.max(1, costOf(source) + places);
  return text.length <= longestSubject && cost <= mostSteps;
}

/** Whether a match is tried at the first place alone. */
function isAnchored(source: string): boolean {
  if (!source.startsWith('^')) return false;
  let depth = 0;
  for (const character of bareOf(source)) {
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '|' && depth === 0) return false;
  }
  return true;
}

/** Whether a group that is repeated without bound holds a repetition or alternatives. */
function hasRepeatedGroup(bare: string): boolean {
  const risky: boolean[] = [];
  for (let index = 0; index < bare.length; index += 1) {
    const character = bare[index];
    if (character === '(') risky.push(false);
    else if (character === ')') {
      const inner = risky.pop() ?? false;
      const repeated = /^[*+{]/.test(bare.slice(index + 1, index + 2));
      if (inner && repeated) return true;
      if ((inner || repeated) && risky.length > 0) risky[risky.length - 1] = true;
    } else if (risky.length > 0 && character !== undefined && '*+|?{'.includes(character)) {
      risky[risky.length - 1] = true;
    }
  }
  return false;
}

const notRun = 'a regular expression that is not run';

/** `text.replace(/…/, replacement)`. Unknown parts of a text are taken not to match. */
export function replacePattern(call: Call, subject: Known, pattern: Obj, replacement: Value): Value {
  const expression = compiled(pattern);
  if (subject instanceof Unknown) return subject;
  if (expression === null) return new Unknown(notRun);
  if (subject instanceof Template && typeof replacement === 'string') {
    const replaced = (text: string): string =>
      fits(text, expression) && mayReplace(text, text.length, replacement)
        ? text.replace(expression, replacement)
        : text;
    // What matches everywhere (`/\D/g`) matches some of what is not known, and may leave some.
    return expression.global && aMarker.search(expression) !== -1
      ? template(subject.parts.map((part) => (typeof part === 'string' ? replaced(part) : part)))
      : throughMarkers(subject, replaced);
  }
  if (typeof subject !== 'string' || !fits(subject, expression))
    return new Unknown('a replacement in what is not known');
  if (replacement instanceof Obj && replacement.code !== null)
    return replaceByFunction(call, subject, expression, replacement);
  return lift(textOf(call.machine, replacement), (by) => {
    if (typeof by !== 'string')
      return expression.test(subject) ? new Unknown('a replacement is not known') : subject;
    const matches = expression.global ? (subject.match(expression)?.length ?? 0) : 1;
    if (!mayReplace(subject, matches, by)) return new Unknown('a string grows too long');
    const result = subject.replace(expression, by);
    call.machine.traces.derive(result, [subject, by]);
    return result;
  });
}

function replaceByFunction(call: Call, subject: string, expression: RegExp, replacement: Obj): Value {
  const { machine } = call;
  const matches = expression.global
    ? [...subject.matchAll(expression)].slice(0, 200)
    : [expression.exec(subject)];
  let text: Value = '';
  let end = 0;
  for (const match of matches) {
    if (match === null) continue;
    text = concat(machine, text, subject.slice(end, match.index));
    const by = machine.call(replacement, undefined, new Items([...match, match.index, subject]), call.site);
    text = concat(machine, text, textOf(machine, by));
    end = match.index + match[0].length;
  }
  const result = concat(machine, text, subject.slice(end));
  if (typeof result === 'string') machine.traces.derive(result, [subject]);
  return result;
}

/** `text.match(pattern)`. */
export function matchPattern(call: Call, subject: Value, pattern: Value): Value {
  return lift(subject, (text) => {
    const expression =
      pattern instanceof Obj && pattern.kind === 'regexp'
        ? compiled(pattern)
        : typeof pattern === 'string' && isSafe(pattern)
          ? new RegExp(pattern)
          : null;
    if (typeof text !== 'string' || expression === null || !fits(text, expression))
      return new Unknown(text instanceof Unknown ? text.reason : notRun);
    if (!expression.global) return matchObject(call, expression.exec(text), text);
    const all = text.match(expression);
    return all === null ? null : call.machine.array(all.slice(0, 500));
  });
}

/** `text.matchAll(pattern)`. */
export function matchAllPattern(call: Call, subject: Value, pattern: Value): Value {
  return lift(subject, (text) => {
    const expression = pattern instanceof Obj && pattern.kind === 'regexp' ? compiled(pattern) : null;
    if (typeof text !== 'string' || expression?.global !== true || !fits(text, expression))
      return new Unknown(text instanceof Unknown ? text.reason : notRun);
    const matches = [...text.matchAll(expression)].slice(0, 500);
    return iteratorOf(
      call.machine,
      matches.map((match) => matchObject(call, match, text)),
    );
  });
}

function matchObject(call: Call, match: RegExpExecArray | null, text: string): Value {
  if (match === null) return null;
  const array = call.machine.array([...match]);
  array.members.set('index', match.index);
  array.members.set('input', text);
  const groups = match.groups === undefined ? undefined : call.machine.object();
  for (const [name, value] of Object.entries(match.groups ?? {})) groups?.members.set(name, value);
  array.members.set('groups', groups);
  for (const part of match) call.machine.traces.derive(part ?? '', [text]);
  return array;
}

/** `text.split(/…/)`. */
export function splitByPattern(call: Call, text: Known, separator: Obj): Value {
  const expression = compiled(separator);
  if (typeof text !== 'string' || expression === null || !fits(text, expression))
    return new Unknown('the parts of a string are not known');
  const pieces = text.split(expression);
  for (const piece of pieces) call.machine.traces.derive(piece ?? '', [text]);
  return call.machine.array(pieces);
}

function exec(call: Call): Value {
  if (!(call.thisValue instanceof Obj)) return new Unknown(notRun);
  const pattern = call.thisValue;
  return lift(textOf(call.machine, argument(call, 0)), (text) => {
    const expression = compiled(pattern);
    if (expression === null || typeof text !== 'string' || !fits(text, expression))
      return new Unknown(text instanceof Unknown ? text.reason : notRun);
    const lastIndex = pattern.members.get('lastIndex');
    expression.lastIndex = typeof lastIndex === 'number' ? lastIndex : 0;
    const match = expression.exec(text);
    if (expression.global || expression.sticky)
      call.machine.store.write(pattern, 'lastIndex', expression.lastIndex);
    return matchObject(call, match, text);
  });
}

const patternMethods: Methods = {
  exec,
  test: (call) =>
    lift(testTemplate(call) ?? exec(call), (match) =>
      match instanceof Unknown || typeof match === 'boolean' ? match : match !== null,
    ),
};

/** The flags of a pattern, by the names under which it tells them (ECMAScript, 22.2.6). */
const flagNames = {
  hasIndices: 'd',
  global: 'g',
  ignoreCase: 'i',
  multiline: 'm',
  dotAll: 's',
  unicode: 'u',
  sticky: 'y',
} as const;

/** What a regular expression tells of itself. */
export function patternPrototype(machine: Machine, prototype: Obj): void {
  define(machine, prototype, patternMethods);
  const tells = (name: string, tell: (pattern: Obj) => Value): void => {
    const get = machine.native(name, ({ thisValue }) =>
      thisValue instanceof Obj && thisValue.kind === 'regexp' ? tell(thisValue) : undefined,
    );
    prototype.members.set(name, new Accessor(get, undefined));
  };
  tells('source', (pattern) => valueIn(pattern, slots.source));
  tells('flags', (pattern) => valueIn(pattern, slots.flags));
  for (const [name, flag] of Object.entries(flagNames))
    tells(name, (pattern) => flagsOf(pattern).includes(flag));
}

/** An anchored test that the known beginning of a text already decides. */
function testTemplate(call: Call): Value {
  const text = textOf(call.machine, argument(call, 0));
  const pattern = call.thisValue;
  if (!(text instanceof Template) || !(pattern instanceof Obj)) return undefined;
  const expression = compiled(pattern);
  const [head] = text.parts;
  if (
    expression === null ||
    typeof head !== 'string' ||
    !expression.source.startsWith('^') ||
    expression.source.endsWith('$')
  )
    return undefined;
  return new RegExp(expression.source, expression.flags.replace(/[gy]/g, '')).test(head) ? true : undefined;
}
