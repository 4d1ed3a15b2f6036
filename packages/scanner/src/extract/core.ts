import { libraries as knownLibraries } from '../libraries/list.ts';
import type {
  Analysis,
  AnalysisOptions,
  AnalysisResult,
  Dependency,
  DocumentText,
  ScriptText,
} from './analysis.ts';
import type { FoundReference, ParsedDocument } from './document.ts';
import { readDocument } from './html.ts';
import { LibraryRecognition } from './javascript/libraries.ts';
import { evaluateRealm, filesWantedBy } from './javascript/realm.ts';
import type { Evaluation, EvaluationLimits, RealmSetup } from './javascript/realm.ts';
import { newScript } from './javascript/script.ts';
import type { Script } from './javascript/script.ts';
import { readJson } from './json-source.ts';
import { loadScript } from './load-script.ts';
import { asksForFiles, definesAny, mayMatter } from './prefilter.ts';
import { scheduleOf, unreadScripts } from './schedule.ts';
import type { ReadScript } from './schedule.ts';
import {
  byNovelty,
  exhaustion,
  parsedOf,
  tooLate,
  unevaluated,
  type EvaluatedRealm,
  type OwnScripts,
} from './site-realms.ts';
import { distinctProblems, distinctReferences, numbered } from './site-result.ts';
import { placeInScript, siteReferences } from './site-references.ts';
import { unparsedReferences } from './unparsed-script.ts';

/** What the analysis needs to know besides the limits of a scan. */
export interface CoreOptions extends AnalysisOptions {
  /** Evaluations inside each other: what the thread's stack holds. */
  readonly depth?: number;
  /** Sources that must not be parsed: they broke a worker. */
  readonly unparsed?: ReadonlySet<string>;
}

/** The depth that the default stack of a thread holds, with room to spare. */
const defaultDepth = 400;
/** Evaluating the documents of a site after each other may take this many times what one may: `start.ts` waits longer. */
const shareOfSourceMs = 1.5;

/** Steps for looking which files one script asks for. */
const dependencySteps = 300_000;

/** The analysis itself, on the caller's thread. `start.ts` runs it in a worker. */
export function createAnalysis(options: CoreOptions): Analysis {
  const site = new SiteAnalysis(options);
  return {
    document: (document) =>
      settled(() => {
        const { parsed, dependencies } = site.addDocument(document, readDocument(document));
        return { ...parsed.facts, dependencies: distinct([...parsed.facts.dependencies, ...dependencies]) };
      }),
    script: (script) => settled(() => distinct(site.addScript(script))),
    references: () => settled(() => site.references()),
    close: () => Promise.resolve(),
  };
}

class SiteAnalysis {
  readonly #options: CoreOptions;
  /** By realm. */
  readonly #documents = new Map<string, ParsedDocument>();
  readonly #scripts: ReadScript[] = [];
  readonly #found: FoundReference[] = [];
  readonly #problems: { source: string; reason: string }[] = [];
  readonly #libraries = new LibraryRecognition(knownLibraries);

  constructor(options: CoreOptions) {
    this.#options = options;
  }

  addDocument(
    document: DocumentText,
    parsed: ParsedDocument,
  ): { parsed: ParsedDocument; dependencies: Dependency[] } {
    const realm = parsed.facts.scripts[0]?.realm ?? document.url;
    this.#documents.set(realm, parsed);
    this.#found.push(...parsed.references);
    for (const reason of parsed.problems) this.#problems.push({ source: document.url, reason });
    const dependencies = parsed.facts.scripts.flatMap((script) => this.addScript(script));
    for (const nested of parsed.nested) {
      const inner = readDocument({ url: document.url, text: nested.text }, nested);
      dependencies.push(...inner.facts.dependencies, ...this.addDocument(document, inner).dependencies);
    }
    return { parsed, dependencies };
  }

  addScript(source: ScriptText): readonly Dependency[] {
    if (source.kind === 'json' || source.kind === 'config') {
      this.#found.push(...readJson(source));
      return [];
    }
    const read: ReadScript = { source, script: null };
    this.#scripts.push(read);
    return mayMatter(source.text) ? this.#load(read) : [];
  }

  /** Parses a script; what it asks for. One that does not parse is searched as text. */
  #load(read: ReadScript): readonly Dependency[] {
    const { source } = read;
    const loaded = this.#parsed(source);
    if ('error' in loaded) {
      this.#problems.push({ source: source.url, reason: `searched as text: ${loaded.error}` });
      this.#found.push(...unparsedReferences(source).references);
      return [];
    }
    read.script = loaded.script;
    this.#libraries.add(loaded.script);
    return asksForFiles(source.text) ? this.#filesOf(loaded.script) : [];
  }

  /** A file that several documents load is parsed once. */
  #parsed(source: ScriptText): ReturnType<typeof loadScript> {
    if (this.#options.unparsed?.has(source.url) === true) return { error: 'it broke the analysis' };
    const same = this.#scripts.find(
      ({ source: other, script }) =>
        script !== null &&
        other.url === source.url &&
        other.goal === source.goal &&
        other.text === source.text,
    );
    if (same?.script) return { script: newScript({ ...same.script, source }) };
    return loadScript(source, this.#options.parseUnits);
  }

  #filesOf(script: Script): Dependency[] {
    const { source } = script;
    const { lines, start } = placeInScript(source);
    const document = this.#documents.get(source.realm) ?? null;
    const element = document?.scripts.find(({ url }) => url === source.url)?.element ?? null;
    const scheduled = { script, timing: 'parse', element } as const;
    const lineOf = (offset: number): number => start.line + lines.positionAt(offset).line - 1;
    return filesWantedBy(this.#setup(source, dependencySteps), scheduled, lineOf);
  }

  #setup(source: ScriptText, steps: number): RealmSetup {
    const document = this.#documents.get(source.realm) ?? null;
    const baseUrl = document?.facts.baseUrl ?? source.baseUrl;
    const limits: EvaluationLimits = {
      steps,
      time: this.#options.sourceMs,
      depth: this.#options.depth ?? defaultDepth,
    };
    return { realm: { url: locationOf(source), baseUrl, document }, libraries: this.#libraries, limits };
  }

  references(): AnalysisResult {
    const { evaluated, late } = this.#evaluateAll();
    const sightings = evaluated.flatMap(({ evaluation }) => evaluation.sightings);
    const scripts = [...evaluated.flatMap(({ own }) => parsedOf(own)), ...unevaluated(late, evaluated)];
    this.#found.push(...siteReferences(scripts, sightings, this.#libraries));
    const found = distinctReferences(this.#found);
    this.#problems.push(...exhaustion(evaluated, found), ...tooLate(late));
    const order = [...this.#documents.keys(), ...this.#scripts.map(({ source }) => source.url)];
    return { references: numbered(found, order), problems: distinctProblems(this.#problems) };
  }

  /** Evaluates every realm: first those with scripts that no realm before them had, as long as there is time. */
  #evaluateAll(): { readonly evaluated: readonly EvaluatedRealm[]; readonly late: readonly OwnScripts[] } {
    const deadline = performance.now() + this.#options.sourceMs * shareOfSourceMs;
    const evaluated: EvaluatedRealm[] = [];
    const late: OwnScripts[] = [];
    for (const own of byNovelty(this.#scripts)) {
      if (performance.now() < deadline) evaluated.push({ own, evaluation: this.#evaluate(own) });
      else late.push(own);
    }
    return { evaluated, late };
  }

  /** Evaluates a realm; again with the scripts that were passed over, where what is missing may be in them. */
  #evaluate(own: readonly ReadScript[]): Evaluation {
    const evaluation = this.#evaluateParsed(own);
    if (evaluation.sightings.every(({ url }) => url !== null)) return evaluation;
    const wanted = own.filter(
      ({ source, script }) =>
        script === null && !mayMatter(source.text) && definesAny(source, evaluation.missing),
    );
    if (wanted.length === 0) return evaluation;
    for (const read of wanted) this.#load(read);
    return this.#evaluateParsed(own);
  }

  #evaluateParsed(own: readonly ReadScript[]): Evaluation {
    const [first] = own;
    if (first === undefined) return { sightings: [], missing: new Set(), exhausted: new Set() };
    const setup = this.#setup(first.source, this.#options.evaluatorSteps);
    const { document } = setup.realm;
    return evaluateRealm(setup, scheduleOf(own, document), unreadScripts(own, document));
  }
}

/** The URL that scripts see as `location`. A `srcdoc` document has none of its own. */
function locationOf({ realm, baseUrl }: ScriptText): string {
  return /^(?:https?|file):/.test(realm) && URL.canParse(realm) ? realm : baseUrl;
}

function distinct(dependencies: readonly Dependency[]): readonly Dependency[] {
  const seen = new Set<string>();
  return dependencies.filter(({ url, realm, goal }) => {
    const key = `${url} ${realm} ${goal}`;
    return !seen.has(key) && seen.add(key);
  });
}

function settled<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(run());
  });
}
