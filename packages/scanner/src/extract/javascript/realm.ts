import type { Dependency } from '../analysis.ts';
import type { Directive, NestedDocument } from '../document.ts';
import { deliver } from './globals/workers.ts';
import type { DataRequest, InnerScript, Message } from './loads.ts';
import { positionIn } from './place.ts';
import type { LibraryRecognition } from './libraries.ts';
import { Budget } from './budget.ts';
import { explore } from './explore.ts';
import { Machine } from './machine.ts';
import type { Realm } from './machine.ts';
import { files, sockets } from './relevance.ts';
import type { Aim } from './relevance.ts';
import { Frame, Scope } from './scope.ts';
import { withCodes } from './script.ts';
import type { Script } from './script.ts';
import type { Sighting } from './sightings.ts';
import { startOf } from './syntax.ts';

/** A script with the time at which a realm runs it. */
export interface Scheduled {
  readonly script: Script;
  readonly timing: 'parse' | 'defer' | 'async' | 'event' | 'demand';
  /** Index of `document.currentScript`. */
  readonly element: number | null;
  /** Of code that stands in an attribute of Alpine's, on that element. */
  readonly directive?: Directive;
}

export interface Evaluation {
  readonly sightings: readonly Sighting[];
  /** Scripts with a call that opens more sockets than are told. */
  readonly overfull: ReadonlySet<Script>;
  /** Names that nothing in what was read defines. */
  readonly missing: ReadonlySet<string>;
  /** The scripts in which a budget ran out. */
  readonly exhausted: ReadonlySet<Script>;
  /** The scripts on which the analysis itself made a mistake, and what it says of it. */
  readonly mishaps: ReadonlyMap<Script, string>;
  readonly asked: Asked;
  /** What it sends to its workers. */
  readonly messages: readonly Message[];
}

/** What scripts ask to be read. */
export interface Asked {
  readonly dependencies: readonly Dependency[];
  /** Workers whose text the page itself has. */
  readonly scripts: readonly InnerScript[];
  /** Frames whose text it has. */
  readonly documents: readonly NestedDocument[];
}

export interface EvaluationLimits {
  /** Nodes that may be evaluated. */
  readonly steps: number;
  /** Of the whole evaluation, ms by `evaluationClock`. */
  readonly time: number;
  /** Evaluations inside each other. */
  readonly depth: number;
}

/** What an evaluation goes by besides the scripts. */
export interface RealmSetup {
  readonly realm: Realm;
  readonly libraries: LibraryRecognition;
  readonly limits: EvaluationLimits;
}

function machineFor({ realm, libraries, limits }: RealmSetup, scripts: readonly Script[], aim: Aim): Machine {
  const [first] = scripts;
  if (first === undefined) throw new Error(`No script to evaluate in ${realm.url}.`);
  const budget = new Budget(limits.steps, limits.time, limits.depth);
  return new Machine({
    realm,
    budget,
    libraries,
    scripts,
    aim,
    nowhere: { script: first, node: first.program },
  });
}

/** Of a realm without scripts. */
export const nothingEvaluated: Evaluation = {
  sightings: [],
  overfull: new Set(),
  missing: new Set(),
  exhausted: new Set(),
  mishaps: new Map(),
  asked: { dependencies: [], scripts: [], documents: [] },
  messages: [],
};

/** Of the steps and the time that are left, what one of several scripts may take. */
const shareOfOne = 0.75;

/**
 * Evaluates a realm's scripts as its document would run them, then what they leave to happen later.
 *
 * @param unread URLs of the script files that the document loads and that were not read
 */
export function evaluateRealm(
  setup: RealmSetup,
  scheduled: readonly Scheduled[],
  unread: Iterable<string>,
): Evaluation {
  const scripts = scheduled.map(({ script }) => script);
  if (scripts.length === 0) return nothingEvaluated;
  for (const script of scripts) forget(script);
  // Half of the steps are kept for what nothing calls.
  const steps = setup.limits.steps / 2;
  const machine = machineFor({ ...setup, limits: { ...setup.limits, steps } }, withCodes(scripts), sockets);
  const missing = [...unread];
  machine.allRead = missing.length === 0;
  setup.libraries.defineGlobals(machine, missing);
  const entries = inOrder(scheduled);
  for (const [index, entry] of entries.entries()) {
    const isLast = index === entries.length - 1;
    machine.budget.portion(isLast ? 1 : shareOfOne, () => runScript(machine, entry));
    machine.components.noteServed();
  }
  machine.tasks.runAll();
  machine.tasks.timer(() => machine.components.renderServed());
  machine.tasks.runAll();
  deliver(machine);
  machine.budget.extend(steps);
  explore(machine, scripts);
  const { sightings, loads } = machine;
  const asked = askedBy(machine);
  return {
    sightings: sightings.list,
    overfull: sightings.overfull,
    missing: machine.realm.missing,
    exhausted: machine.exhausted,
    mishaps: machine.mishaps.list,
    asked: { ...asked, dependencies: [...asked.dependencies, ...wantedData(machine)] },
    messages: loads.messages,
  };
}

/** So many data files at most are asked for at once. */
const mostDataFiles = 20;

/**
 * The data files on which the URL of a socket depends, or, where nothing says on which, may depend: those that its script
 * asks for, or has a library ask for.
 */
function wantedData({ sightings: { list }, loads }: Machine): Dependency[] {
  const requests = [...loads.data.values()];
  const open = list.filter(({ unresolved }) => unresolved !== undefined);
  const unexplained = open.filter((sighting) => !requests.some((request) => isSaid(sighting, request)));
  const isWanted = (request: DataRequest): boolean =>
    open.some((sighting) => isSaid(sighting, request)) ||
    unexplained.some(({ site: { script } }) => script === request.site.script || isNamed(request, script));
  return requests
    .filter(isWanted)
    .slice(0, mostDataFiles)
    .map(({ url, via, site: { script, node } }) => ({
      url,
      kind: 'config',
      goal: 'script',
      realm: script.source.realm,
      from: { source: script.source.url, line: positionIn(script, startOf(node)).line },
      via,
    }));
}

/** Whether a script holds the name of the file that is asked for. */
function isNamed({ url }: DataRequest, { source: { text } }: Script): boolean {
  const name = new URL(url).pathname.replace(/^.*\//, '');
  return name !== '' && text.includes(name);
}

/** Whether a socket's URL is said to depend on a data file. */
function isSaid({ unresolved }: Sighting, { reason }: DataRequest): boolean {
  return unresolved?.includes(reason) === true;
}

function askedBy({ imports, loads }: Machine): Asked {
  return { dependencies: imports.wanted, scripts: loads.scripts, documents: loads.documents };
}

/** What a script asks for when it runs by itself. Leaves no trace in it of what was evaluated. */
export function filesWantedBy(setup: RealmSetup, scheduled: Scheduled): Asked {
  const { script } = scheduled;
  const steps = setup.limits.steps / 2;
  const machine = machineFor({ ...setup, limits: { ...setup.limits, steps } }, withCodes([script]), files);
  runScript(machine, scheduled);
  machine.tasks.runAll();
  machine.budget.extend(steps);
  explore(machine, [script]);
  forget(script);
  return askedBy(machine);
}

function forget(script: Script): void {
  for (const { reached, entered, finished, interrupted, made } of withCodes([script]))
    for (const seen of [reached, entered, finished, interrupted, made]) seen.clear();
}

const order = ['parse', 'defer', 'async', 'demand', 'event'] as const;

function inOrder(scheduled: readonly Scheduled[]): readonly Scheduled[] {
  return scheduled.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Chunks of webpack and Turbopack first: they hand modules over, before their loader or after, and run nothing. */
const chunk =
  /^(?:\s|\/\*[^]{0,500}?\*\/|\/\/[^\n]{0,500}\n|["']use strict["'];?)*\(?(?:self|window|this|globalThis)(?:\.|\[")(?:webpack(?:Chunk|Jsonp)|TURBOPACK)/;

function rankOf({ script, timing }: Scheduled): number {
  return timing === 'demand' && chunk.test(script.source.text.slice(0, 2_000)) ? -1 : order.indexOf(timing);
}

function runScript(machine: Machine, { script, timing, element, directive }: Scheduled): void {
  if (directive !== undefined && element !== null) {
    // Alpine starts when all else has run, and tells so.
    machine.tasks.runAll();
    machine.components.alpine.run(script, directive, element);
    return;
  }
  machine.imports.currentElement = element;
  machine.site = { script, node: script.program };
  if (timing === 'event') machine.tasks.maybe(() => runHandler(machine, script));
  else if (script.goal === 'module') machine.imports.run(script);
  else if (machine.imports.begins(script)) machine.runScript(script);
  machine.imports.currentElement = null;
  machine.runJobs(() => false);
}

/** An event handler attribute's code is the body of a function. */
function runHandler(machine: Machine, script: Script): void {
  const frame = new Frame({ script, thisValue: undefined });
  machine.runProgram(script, new Scope(machine.globals.scope, frame));
}
