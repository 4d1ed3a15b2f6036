import type { ParsedDocument } from '../document.ts';
import type { PassedOver } from '../passed-over.ts';
import { bounds, Exhausted } from './budget.ts';
import type { Budget, Steps } from './budget.ts';
import type { Closure, NativeFunction, Site } from './code.ts';
import { Components } from './components/components.ts';
import { callValue, constructValue } from './evaluate/apply.ts';
import type { Completion } from './evaluate/completion.ts';
import { evaluate } from './evaluate/expression.ts';
import { iterate } from './evaluate/iterate.ts';
import { attempted } from './evaluate/promise.ts';
import type { Settled } from './evaluate/promise.ts';
import { getMember, getNamed } from './evaluate/property.ts';
import { hoistGlobals, runBody } from './evaluate/body.ts';
import { execute } from './evaluate/statement.ts';
import { createGlobals } from './globals/globals.ts';
import { insertElement } from './globals/insertion.ts';
import type { Globals } from './globals/globals.ts';
import { Imports } from './imports.ts';
import { Instances } from './instances.ts';
import { Leads } from './leads.ts';
import { Listeners } from './listeners.ts';
import { Loaders } from './loaders/loaders.ts';
import { Loads } from './loads.ts';
import type { Message } from './loads.ts';
import type { LibraryRecognition } from './libraries.ts';
import { Mishaps } from './mishaps.ts';
import { Relevance } from './relevance.ts';
import type { Aim } from './relevance.ts';
import type { Script } from './script.ts';
import { Frame, Scope } from './scope.ts';
import { Sightings } from './sightings.ts';
import { PageThrow, Store } from './store.ts';
import { endOf, startOf } from './syntax.ts';
import type { FunctionNode, Node } from './syntax.ts';
import { Tasks } from './tasks.ts';
import type { Unsettled } from './tasks.ts';
import { Traces } from './traces.ts';
import { Choice, Items, nextBirth, Obj, slots, Template, valueIn } from './values.ts';
import type { Known, PropertyName, Stored, Value } from './values.ts';

/** What a script's globals belong to: a document, or a worker. */
export interface Realm {
  /** The document's or worker's URL: `location`. */
  readonly url: string;
  readonly baseUrl: string;
  /** Null for a worker. */
  readonly document: ParsedDocument | null;
  /** The data files of the site that were read, by URL. */
  readonly files: ReadonlyMap<string, string>;
  /** The scripts that were read and not parsed. */
  readonly passedOver: PassedOver;
  /** What was sent to it, where it is a worker's. */
  readonly messages: readonly Message[];
}

/**
 * Evaluates the scripts of one realm without running anything: every value is a value of ours, what is not known
 * stays unknown, and both branches of an unknown condition are followed. One state, many small files that work on it.
 */
export class Machine {
  readonly realm: Realm & { readonly missing: Set<string> };
  readonly store = new Store();
  readonly traces = new Traces();
  readonly sightings = new Sightings();
  readonly tasks: Tasks;
  readonly components: Components;
  readonly instances = new Instances();
  readonly leads = new Leads();
  readonly imports: Imports;
  readonly loaders: Loaders;
  readonly loads = new Loads();
  readonly listeners = new Listeners();
  readonly budget: Budget;
  readonly libraries: LibraryRecognition;
  readonly relevance: Relevance;
  readonly globals: Globals;
  readonly mishaps = new Mishaps();
  /** The scripts in which a budget ran out. */
  readonly exhausted = new Set<Script>();
  readonly activations = new Map<FunctionNode, number>();
  readonly underConstruction: ((instance: Value) => void)[] = [];
  readonly unsettled: Unsettled[] = [];
  /** The prototypes of custom elements that the document has none of, with their names: null of what no script names. */
  readonly absentElements = new Map<Obj, string | null>();
  /** Functions that exploring has entered, or given up on. */
  readonly explored: Set<Node> = new Set();
  callDepth = 0;
  /** Whether the function that runs could lead to a socket. */
  inRelevant = true;
  /** True while code runs that may never run. */
  uncertain = false;
  /** True while code runs that nothing is known to call. */
  guessing = false;
  /** Whether every script was read that may set members of the global object. */
  allRead = true;
  /** How often something was done that may throw. */
  risks = 0;
  /** How often something was done that hardly ever throws, and after which a `catch` is worth looking into. */
  doubts = 0;
  /** The place of the call that is being made. */
  site: Site;
  readonly #steps = new Map<Node, Steps>();
  /** The same for calls by code that does not lead to a socket. */
  readonly #remoteSteps = new Map<Node, Steps>();
  readonly #mostRemoteSteps: number;
  /** Whether there is so much code that what surely leads to no socket is left out where nothing is known to call it. */
  readonly hasMuchCode: boolean;
  /** How many times the usual bounds hold. */
  readonly #generosity: number;
  #exploredCalls = new Map<FunctionNode, { informed: number; uninformed: number }>();

  constructor(init: {
    readonly realm: Realm;
    readonly budget: Budget;
    readonly libraries: LibraryRecognition;
    readonly scripts: readonly Script[];
    readonly aim: Aim;
    readonly nowhere: Site;
  }) {
    this.realm = { ...init.realm, missing: new Set() };
    this.budget = init.budget;
    this.libraries = init.libraries;
    this.relevance = new Relevance(init.scripts, init.aim, (script) => init.libraries.entriesIn(script));
    this.site = init.nowhere;
    const units = init.scripts.reduce((sum, { source }) => sum + source.text.length, 0);
    this.#generosity = units <= bounds.leastCode ? bounds.ofLeastCode : 1;
    this.#mostRemoteSteps = remoteSteps(units);
    this.hasMuchCode = units > bounds.littleCode;
    this.tasks = new Tasks(this);
    this.components = new Components(this);
    this.loaders = new Loaders(this);
    this.globals = createGlobals(this);
    this.store.browserBirth = nextBirth();
    this.imports = new Imports(this, init.scripts);
  }

  evaluate(node: Node, scope: Scope): Value {
    return evaluate(this, node, scope);
  }

  execute(node: Node, scope: Scope): Completion {
    return execute(this, node, scope);
  }

  /** Runs a classic script in the scope that the realm's scripts share. */
  runScript(script: Script): void {
    const { scope: shared, global } = this.globals;
    const frame = new Frame({ script, thisValue: global });
    // A scope of its own frame over the shared variables: what is declared goes to the shared ones.
    const scope = new Scope(shared, frame, null, shared);
    const before = valueIn(global, 'require');
    hoistGlobals(this, script.program.body, scope);
    const { imports } = this;
    const outer = imports.insertedElement;
    imports.insertedElement = imports.inserted.get(script.source.url) ?? null;
    this.runProgram(script, scope);
    imports.insertedElement = outer;
    this.loaders.ran(script, before);
  }

  /** Runs a script's own code, statement by statement: what one throws does not keep the next from being seen. */
  runProgram(script: Script, scope: Scope): void {
    let whole = true;
    for (const statement of script.program.body) {
      const settled = this.guarded(script, () => {
        runBody(this, [statement], scope);
      });
      whole &&= settled;
    }
    (whole ? script.finished : script.interrupted).add(script.program);
  }

  /** Runs code; false where the page threw or a budget ran out. */
  guarded(script: Script, run: () => void): boolean {
    try {
      this.budget.within({ taken: 0, most: bounds.functionSteps }, run);
      return true;
    } catch (error) {
      if (!(error instanceof PageThrow || isBudget(error) || this.mishaps.note(error, script))) throw error;
      if (isBudget(error)) this.exhausted.add(script);
      return false;
    }
  }

  call(callee: Value, thisValue: Value, args: Items, site: Site): Value {
    return callValue(this, callee, thisValue, args, site);
  }

  construct(callee: Value, args: Items, site: Site, newTarget: Obj | null = null): Value {
    return constructValue(this, callee, args, site, newTarget);
  }

  get(target: Value, key: Value): Value {
    return getMember(this, target, key);
  }

  getOwn(target: Known, name: PropertyName): Value {
    return getNamed(this, target, name, target);
  }

  /** A property of an object or of what it inherits from; undefined where there is none. */
  lookup(object: Obj, name: PropertyName): Stored {
    for (
      let holder: Obj | null = object, hops = 0;
      holder !== null && hops < 200;
      holder = holder.proto, hops += 1
    ) {
      const stored = holder.members.get(name);
      if (stored !== undefined || holder.members.has(name)) return stored;
    }
    return undefined;
  }

  /** Whether an object or what it inherits from has a member of that name, whatever it holds. */
  inherits(object: Obj, name: PropertyName): boolean {
    for (
      let holder: Obj | null = object, hops = 0;
      holder !== null && hops < 200;
      holder = holder.proto, hops += 1
    ) {
      if (holder.members.has(name)) return true;
    }
    return false;
  }

  iterate(value: Value): Items {
    return iterate(this, value);
  }

  declare(scope: Scope, name: string, value: Stored): void {
    if (scope.object === null) this.store.write(scope.shared ?? scope, name, value);
    else if (value === undefined && scope.object.members.has(name)) return;
    else this.store.write(scope.object, name, value === slots.uninitialised ? undefined : value);
  }

  /** A function declared in a block is visible in its function too (ECMAScript, B.3.3). */
  liftFunction(scope: Scope, name: string, value: Stored): void {
    for (let outer: Scope | null = scope; outer !== null; outer = outer.parent) {
      if (outer.members.has(name) || outer.object?.members.has(name) === true) {
        if (outer.object === null) this.store.write(outer, name, value);
        else this.store.write(outer.object, name, value);
        return;
      }
    }
  }

  object(): Obj {
    return new Obj('object', this.globals.prototypes.object);
  }

  array(values: readonly Value[], complete = true): Obj {
    const array = new Obj('array', this.globals.prototypes.array);
    array.members.set(slots.items, new Items(values, complete));
    return array;
  }

  native(name: string, run: NativeFunction): Obj {
    const made = new Obj('function', this.globals.prototypes.function, { type: 'native', name, run });
    return made;
  }

  /** Notes a function of the page that came to be. */
  made(object: Obj, code: Closure): void {
    if (code.node !== null) code.script.made.add(code.node);
    this.instances.made(object, code);
  }

  /**
   * Whether one more call of a function can still tell something, while nothing is known to make it.
   *
   * @param given what it is called on and with; null where it makes an instance, which is something by itself
   */
  isWorthEntering(node: FunctionNode, given: readonly Value[] | null): boolean {
    const isInformed =
      endOf(node) - startOf(node) <= bounds.tiny || (given?.some((value) => this.#informs(value)) ?? true);
    const calls = this.#exploredCalls.get(node) ?? { informed: 0, uninformed: 0 };
    this.#exploredCalls.set(node, calls);
    if (isInformed) calls.informed += 1;
    else calls.uninformed += 1;
    return calls.informed <= bounds.explored * this.#generosity && calls.uninformed <= bounds.uninformed;
  }

  /** Runs code of which calls tell something whatever was entered before: it has a context of its own. */
  apart<T>(run: () => T): T {
    const calls = this.#exploredCalls;
    this.#exploredCalls = new Map();
    try {
      return run();
    } finally {
      this.#exploredCalls = calls;
    }
  }

  #informs(value: Value): boolean {
    return (
      typeof value === 'string' ||
      value instanceof Template ||
      (value instanceof Obj && !value.open && value !== this.globals.global && value.code?.type !== 'native')
    );
  }

  /** Notes a name that nothing in what was read defines, where that may have to do with a socket. */
  missed(name: string): void {
    if (this.inRelevant) this.realm.missing.add(name);
  }

  /** What a function may take where it is called from here. */
  stepsOf(node: Node): Steps {
    const isHelper = endOf(node) - startOf(node) <= bounds.tiny;
    const [all, most] =
      this.inRelevant || isHelper
        ? [this.#steps, bounds.functionSteps * this.#generosity]
        : [this.#remoteSteps, this.#mostRemoteSteps];
    let steps = all.get(node);
    if (steps === undefined) all.set(node, (steps = { taken: 0, most }));
    return steps;
  }

  attempted(run: () => Value): Settled {
    return attempted(run);
  }

  /** A value goes where the analysis cannot follow: what is a function may be called from there. */
  escape(value: Value): void {
    for (const option of value instanceof Choice ? value.options : [value]) {
      if (option instanceof Obj && option.kind === 'element') insertElement(this, option, this.site);
      if (
        option instanceof Obj &&
        option.code?.type === 'closure' &&
        option.code.classNode === null &&
        !this.#isOfLibrary(option.code)
      )
        this.tasks.event(option);
    }
  }

  /** A library's own socket code is called by what the page calls, or not at all. */
  #isOfLibrary(code: Closure): boolean {
    if (this.libraries.entryOf(code) !== null) return true;
    return code.node !== null && this.libraries.isInternal(code.script, code.node);
  }

  later(run: () => void): void {
    this.tasks.job(run);
  }

  runJobs(until: () => boolean): void {
    this.tasks.runJobs(until);
  }
}

/** A RangeError is the engine's own stack or string limit: our budgets are meant to come first. */
function isBudget(error: unknown): boolean {
  return error instanceof Exhausted || error instanceof RangeError;
}

/** What a function may take in calls by code that is far from any socket: the more code there is, the less. */
function remoteSteps(units: number): number {
  const share = Math.min(1, bounds.littleCode / Math.max(1, units));
  return Math.max(bounds.remoteSteps, Math.round(bounds.functionSteps * share));
}
