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
import type { Script } from './javascript/script.ts';
import { readJson } from './json-source.ts';
import { loadScript } from './load-script.ts';
import { asksForFiles, definesAny, mayMatter } from './prefilter.ts';
import { scheduleOf, unreadScripts } from './schedule.ts';
import type { ReadScript } from './schedule.ts';
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
    const isBroken = this.#options.unparsed?.has(source.url) === true;
    const loaded = isBroken
      ? { error: 'it broke the analysis' }
      : loadScript(source, this.#options.parseUnits);
    if ('error' in loaded) {
      this.#problems.push({ source: source.url, reason: `searched as text: ${loaded.error}` });
      this.#found.push(...unparsedReferences(source).references);
      return [];
    }
    read.script = loaded.script;
    this.#libraries.add(loaded.script);
    return asksForFiles(source.text) ? this.#filesOf(loaded.script) : [];
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
    for (const realm of new Set(this.#scripts.map(({ source }) => source.realm))) {
      const own = this.#scripts.filter(({ source }) => source.realm === realm);
      const evaluation = this.#evaluate(own);
      this.#found.push(...siteReferences(parsedOf(own), evaluation.sightings, this.#libraries));
      for (const { source } of evaluation.exhausted) {
        const isOpen = this.#found.some(
          ({ url, role, location }) => role === 'connects' && url === null && location.source === source.url,
        );
        if (isOpen)
          this.#problems.push({ source: source.url, reason: 'a budget of the analysis ran out in it' });
      }
    }
    const order = [...this.#documents.keys(), ...this.#scripts.map(({ source }) => source.url)];
    return { references: numbered(this.#found, order), problems: this.#problems };
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

function parsedOf(read: readonly ReadScript[]): Script[] {
  return read.map(({ script }) => script).filter((script) => script !== null);
}

function distinct(dependencies: readonly Dependency[]): readonly Dependency[] {
  const seen = new Set<string>();
  return dependencies.filter(({ url, realm, goal }) => {
    const key = `${url} ${realm} ${goal}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** In source order: documents, then scripts as they came; by line and column in each. */
function numbered(found: readonly FoundReference[], order: readonly string[]): AnalysisResult['references'] {
  const places = new Map(order.toReversed().map((url, index) => [url, order.length - index]));
  const sorted = found.toSorted(
    ({ location: a }, { location: b }) =>
      (places.get(a.source) ?? 0) - (places.get(b.source) ?? 0) || a.line - b.line || a.column - b.column,
  );
  return sorted.map((reference, index) => ({ id: `r${index + 1}`, ...reference }));
}

function settled<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(run());
  });
}
