import type { Closure } from './code.ts';
import { isOfAbsentElement } from './globals/custom-elements.ts';
import type { Machine } from './machine.ts';
import type { MadeFunction } from './instances.ts';
import { isPackageBuild } from './package-build.ts';
import { withCodes } from './script.ts';
import type { Script } from './script.ts';
import type { Node } from './syntax.ts';
import { Items, Obj } from './values.ts';

const rounds = 8;
/** So many calls up from a function that leads to a socket its callers are looked for. */
const hops = 2;

/**
 * Enters the functions that nothing called: what an event, another site's code or a framework may call counts as
 * reachable. In large scripts those alone that speak of sockets; where that led to one, those that name what led there:
 * they may say what it dials.
 */
export function explore(machine: Machine, scripts: readonly Script[]): void {
  enterAll(machine, scripts, ({ node, classNode, script }) =>
    machine.relevance.speaks(script, classNode ?? node ?? script.program),
  );
  for (let hop = 0; hop < hops; hop += 1) {
    const callers = machine.relevance.callersOf(machine.leads.take());
    if (callers.size === 0 || machine.budget.exhausted) break;
    enterThose(machine, scripts, callers);
  }
  // Within a library such a call is as likely: what it dials is told where it is known.
  machine.sightings.knownOnly = true;
  enterThose(machine, scripts, machine.relevance.callersOfLibraries());
  machine.sightings.knownOnly = false;
}

function enterThose(machine: Machine, scripts: readonly Script[], nodes: ReadonlySet<Node>): void {
  enterAll(machine, scripts, ({ node, classNode, script }) => nodes.has(classNode ?? node ?? script.program));
}

function enterAll(machine: Machine, scripts: readonly Script[], isWanted: (code: Closure) => boolean): void {
  // What a round has passed by is not wanted later either: the next looks at what came to be since.
  let seen = 0;
  for (let round = 0; round < rounds; round += 1) {
    const all = withCodes(scripts);
    const own = new Set(
      all.filter((script) => !machine.libraries.isLibraryFile(script) && !isPackageBuild(script)),
    );
    const made = machine.instances.functionsSince(seen);
    seen += made.length;
    const left = untouched(machine, made, own, isWanted);
    if (left.length === 0) return;
    for (const each of left) {
      if (machine.budget.exhausted) return;
      if (wasCalled(machine, each)) continue;
      enter(machine, each);
      machine.tasks.runAll();
    }
  }
}

function untouched(
  machine: Machine,
  functions: readonly (readonly MadeFunction[])[],
  own: ReadonlySet<Script>,
  isWanted: (code: Closure) => boolean,
): MadeFunction[] {
  const found: MadeFunction[] = [];
  for (const made of functions) {
    const [first] = made;
    if (first === undefined) continue;
    const { node, classNode, script } = first.code;
    const key = node ?? classNode;
    if (key === null || (node !== null && script.entered.has(node)) || machine.explored.has(key)) continue;
    if (!own.has(script) || !isWanted(first.code)) continue;
    if (first.code.home !== null && isOfAbsentElement(machine, first.code.home)) continue;
    if (machine.libraries.isInternal(script, key) || machine.libraries.entryOf(first.code) !== null) continue;
    found.push(...made);
  }
  return inOrder(machine, found);
}

/** Whether a function that nothing had called was called by what was entered before it. */
function wasCalled(machine: Machine, { code: { node, script } }: MadeFunction): boolean {
  return node !== null && script.entered.has(node) && !machine.explored.has(node);
}

/**
 * What is nearest to a socket first: the steps may not last for all. Of that classes first, for their methods' sake, and
 * then what came to be last: builds put what is called before what calls it, and a call says more than nothing.
 */
function inOrder(machine: Machine, found: readonly MadeFunction[]): MadeFunction[] {
  const ranked = found.map((made) => {
    const { node, classNode, script } = made.code;
    const distance = machine.relevance.distance(script, classNode ?? node ?? script.program);
    return { made, rank: 2 * distance - Number(isConstructor(made)) };
  });
  return ranked
    .toReversed()
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ made }) => made);
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
    machine.tasks.guess(() =>
      machine.construct(object, new Items([], false), {
        script: code.script,
        node: key ?? code.script.program,
      }),
    );
  else {
    const receivers = machine.instances.receiversOf(object, code);
    for (const receiver of receivers.length === 0 ? [undefined] : receivers) {
      machine.tasks.guess(() =>
        machine.call(object, receiver, new Items([], false), {
          script: code.script,
          node: key ?? code.script.program,
        }),
      );
    }
  }
}
