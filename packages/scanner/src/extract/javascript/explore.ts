import type { Machine } from './machine.ts';
import type { MadeFunction } from './instances.ts';
import type { Script } from './script.ts';
import { endOf, startOf } from './syntax.ts';
import type { ClassNode, FunctionNode, Node } from './syntax.ts';
import { Items, Obj } from './values.ts';

/** Scripts up to this many UTF-16 units are explored whole. */
const smallScript = 12_000;
const mostNames = 300;
const rounds = 8;
const tokens = /WebSocket|SockJS|HubConnection|withUrl|socket\.io|\bio\b|\bwss?:/gi;

/**
 * Enters the functions that nothing called: what an event, another site's code or a framework may call counts as
 * reachable. In large scripts those alone that could lead to a socket, by their text and by whom they name.
 */
export function explore(machine: Machine, scripts: readonly Script[]): void {
  const own = scripts.filter((script) => !machine.libraries.isLibraryFile(script));
  const relevant = relevantFunctions(own);
  for (let round = 0; round < rounds; round += 1) {
    const left = untouched(machine, relevant);
    if (left.length === 0) return;
    for (const made of left) {
      if (machine.budget.exhausted) return;
      enter(machine, made);
      machine.tasks.runAll();
    }
  }
}

function untouched(
  machine: Machine,
  relevant: ReadonlyMap<Script, ReadonlySet<Node> | null>,
): MadeFunction[] {
  const found: MadeFunction[] = [];
  for (const made of machine.instances.functions) {
    const [first] = made;
    if (first === undefined) continue;
    const { node, classNode, script } = first.code;
    const wanted = relevant.get(script);
    if (wanted === undefined) continue;
    const key = node ?? classNode;
    if (key === null || (node !== null && script.entered.has(node)) || machine.explored.has(key)) continue;
    if (wanted !== null && !wanted.has(key) && (classNode === null || !wanted.has(classNode))) continue;
    if (machine.libraries.isInternal(script, key) || machine.libraries.entryOf(first.code) !== null) continue;
    found.push(...made);
  }
  // Classes first: their instances are what methods are called on.
  return found.toSorted((a, b) => Number(isConstructor(b)) - Number(isConstructor(a)));
}

function isConstructor({ object, code }: MadeFunction): boolean {
  if (code.classNode !== null) return true;
  const prototype = object.members.get('prototype');
  return prototype instanceof Obj && prototype.members.size > 1;
}

function enter(machine: Machine, made: MadeFunction): void {
  const { object, code } = made;
  const key = code.node ?? code.classNode;
  if (key !== null) machine.explored.add(key);
  if (isConstructor(made))
    machine.tasks.maybe(() =>
      machine.construct(object, new Items([], false), {
        script: code.script,
        node: key ?? code.script.program,
      }),
    );
  else {
    const receivers = machine.instances.receiversOf(object, code);
    for (const receiver of receivers.length === 0 ? [undefined] : receivers) {
      machine.tasks.maybe(() =>
        machine.call(object, receiver, new Items([], false), {
          script: code.script,
          node: key ?? code.script.program,
        }),
      );
    }
  }
}

/** The functions of scripts that hold a token of a socket, or the name of a function that does; null for all of a small script. */
function relevantFunctions(scripts: readonly Script[]): ReadonlyMap<Script, ReadonlySet<Node> | null> {
  const relevant = new Map<Script, Set<Node>>(scripts.map((script) => [script, new Set()]));
  let wanted: RegExp | null = tokens;
  for (let round = 0; round < 3 && wanted !== null; round += 1) {
    const names = new Set<string>();
    for (const [script, functions] of relevant) {
      for (const name of addMentioning(script, wanted, functions))
        if (names.size < mostNames) names.add(name);
    }
    wanted = names.size === 0 ? null : anyOf(names);
  }
  return new Map(
    [...relevant].map(([script, functions]) => [
      script,
      script.source.text.length <= smallScript ? null : functions,
    ]),
  );
}

/** Adds a script's functions that mention something; the names of those that are new. */
function addMentioning(
  { source: { text }, survey: { functions } }: Script,
  wanted: RegExp,
  relevant: Set<Node>,
): string[] {
  const places = [...text.matchAll(wanted)].map(({ index }) => index);
  const added = functions.filter((node) => !relevant.has(node) && holdsAny(node, places));
  for (const node of added) relevant.add(node);
  return added.map((node) => nameOf(node, text)).filter((name) => name !== null);
}

function anyOf(names: Iterable<string>): RegExp {
  return new RegExp(
    `(?<![\\w$])(?:${[...names].map((name) => name.replaceAll('$', '\\$')).join('|')})(?![\\w$])`,
    'g',
  );
}

function holdsAny(node: Node, places: readonly number[]): boolean {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < startOf(node)) low = middle + 1;
    else high = middle;
  }
  return (places[low] ?? Number.POSITIVE_INFINITY) < endOf(node);
}

/** The name of a function by which others may call it: its own, or that of the member or variable that it is put in. */
function nameOf(node: FunctionNode | ClassNode, text: string): string | null {
  const own = 'id' in node && node.id !== null ? node.id.name : null;
  const before = text.slice(Math.max(0, startOf(node) - 60), startOf(node));
  const name = own ?? /([\w$]+)\s*(?:[:=]\s*(?:async\s*)?(?:function\s*)?)?$/.exec(before)?.[1] ?? null;
  return name === null || name.length < 3 || /^(?:function|async|return|this|new|get|set)$/.test(name)
    ? null
    : name;
}
