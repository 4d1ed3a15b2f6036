import type { LibraryRecognition } from './libraries.ts';
import { Budget } from './budget.ts';
import { explore } from './explore.ts';
import { Machine } from './machine.ts';
import type { Realm } from './machine.ts';
import { Frame, Scope } from './scope.ts';
import type { Script } from './script.ts';
import type { Sighting } from './sightings.ts';

/** A script with the time at which a realm runs it. */
export interface Scheduled {
  readonly script: Script;
  readonly timing: 'parse' | 'defer' | 'async' | 'event' | 'demand';
  /** Index of `document.currentScript`. */
  readonly element: number | null;
}

export interface Evaluation {
  readonly sightings: readonly Sighting[];
  /** Names that nothing in what was read defines. */
  readonly missing: ReadonlySet<string>;
  /** The scripts in which a budget ran out. */
  readonly exhausted: ReadonlySet<Script>;
}

export interface EvaluationLimits {
  readonly steps: number;
  /** ms. */
  readonly time: number;
  /** Evaluations inside each other. */
  readonly depth: number;
}

/** Sets up a realm's machine: its own scripts, and stubs of the libraries whose files were not read. */
function machineFor(
  realm: Realm,
  scripts: readonly Script[],
  libraries: LibraryRecognition,
  unread: Iterable<string>,
  limits: EvaluationLimits,
): Machine {
  const [first] = scripts;
  if (first === undefined) throw new Error(`No script to evaluate in ${realm.url}.`);
  const budget = new Budget(limits.steps, performance.now() + limits.time, limits.depth);
  const machine = new Machine({
    realm,
    budget,
    libraries,
    scripts,
    nowhere: { script: first, node: first.program },
  });
  libraries.defineGlobals(machine, unread);
  return machine;
}

/** Evaluates a realm's scripts as its document would run them, then what they leave to happen later. */
export function evaluateRealm(
  realm: Realm,
  scheduled: readonly Scheduled[],
  libraries: LibraryRecognition,
  unread: Iterable<string>,
  limits: EvaluationLimits,
): Evaluation {
  const scripts = scheduled.map(({ script }) => script);
  if (scripts.length === 0) return { sightings: [], missing: new Set(), exhausted: new Set() };
  // Half of the steps are kept for what nothing calls.
  const machine = machineFor(realm, scripts, libraries, unread, { ...limits, steps: limits.steps / 2 });
  for (const entry of inOrder(scheduled)) runScript(machine, entry);
  machine.tasks.runAll();
  machine.budget.extend(limits.steps / 2);
  explore(machine, scripts);
  return { sightings: machine.sightings.list, missing: machine.realm.missing, exhausted: machine.exhausted };
}

/** The files that one script asks for when it runs by itself. */
export function filesWantedBy(
  realm: Realm,
  script: Script,
  libraries: LibraryRecognition,
  lineOf: (offset: number) => number,
  limits: EvaluationLimits,
): ReturnType<Machine['imports']['wantedBy']> {
  const machine = machineFor(realm, [script], libraries, [], limits);
  runScript(machine, { script, timing: 'parse', element: null });
  machine.tasks.runAll();
  explore(machine, [script]);
  return machine.imports.wantedBy(script, (node) => lineOf(node.start ?? 0));
}

const order = ['parse', 'defer', 'async', 'demand', 'event'] as const;

function inOrder(scheduled: readonly Scheduled[]): readonly Scheduled[] {
  return scheduled.toSorted((a, b) => order.indexOf(a.timing) - order.indexOf(b.timing));
}

function runScript(machine: Machine, { script, timing, element }: Scheduled): void {
  machine.imports.currentElement = element;
  machine.site = { script, node: script.program };
  if (timing === 'event') machine.tasks.maybe(() => runHandler(machine, script));
  else if (script.goal === 'module') machine.imports.run(script);
  else if (!machine.imports.wasImported(script)) machine.runScript(script);
  machine.imports.currentElement = null;
  machine.runJobs(() => false);
}

/** An event handler attribute's code is the body of a function. */
function runHandler(machine: Machine, script: Script): void {
  const frame = new Frame({ script, thisValue: undefined });
  machine.runProgram(script, new Scope(machine.globals.scope, frame));
}
