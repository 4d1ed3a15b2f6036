import { defaultLimits } from '../limits.ts';
import { libraries as knownLibraries } from '../libraries/list.ts';
import type {
  Analysis,
  AnalysisResult,
  Dependency,
  DocumentFacts,
  DocumentText,
  Problem,
  ScriptText,
} from './analysis.ts';
import { distinct, keyOf } from './dependencies.ts';
import { withDeclared } from './declared-sockets.ts';
import type { FoundReference, ImportMap, ParsedDocument } from './document.ts';
import { readDocument } from './html.ts';
import { emptyImportMap } from './import-map.ts';
import { boundText } from './javascript/budget.ts';
import { LibraryRecognition } from './javascript/libraries.ts';
import type { Message } from './javascript/loads.ts';
import { evaluateRealm, filesWantedBy, nothingEvaluated } from './javascript/realm.ts';
import type { Asked, Evaluation, EvaluationLimits, RealmSetup } from './javascript/realm.ts';
import type { Script, Within } from './javascript/script.ts';
import { readJson } from './json-source.ts';
import { importedBy, importsInText } from './import-statements.ts';
import { ParsedFiles, type ParseOptions } from './parsed-files.ts';
import { nonePassedOver, PassedOver, smallestOf } from './passed-over.ts';
import { asksByCode, speaksOfSockets, definingAny, mayImport, Prefilter } from './prefilter.ts';
import { scheduleOf, unreadScripts } from './schedule.ts';
import type { ReadScript } from './schedule.ts';
import {
  byNovelty,
  exhaustion,
  mistakes,
  overfull,
  parsedOf,
  tooLate,
  unevaluated,
  type EvaluatedRealm,
  type OwnScripts,
  type SiteEvaluation,
} from './site-realms.ts';
import { distinctProblems, distinctReferences, mostImportant, numbered, unlisted } from './site-result.ts';
import { siteReferences } from './site-references.ts';
import { factsOfUnread } from './unread-document.ts';
import { turbopackChunks } from './turbopack-chunks.ts';
import { unparsedReferences } from './unparsed-script.ts';

/** What the analysis needs to know besides the limits of a scan. */
export interface CoreOptions extends ParseOptions {
  /** Documents of which not even the markup must be read: they broke a worker even so. */
  readonly unread?: ReadonlySet<string>;
}

/** The analysis as its own thread has it: whoever asks says how long it may take. */
export interface TimedAnalysis extends Pick<Analysis, 'document' | 'script'> {
  /** @param ms for the evaluation of all documents together */
  readonly more: (ms?: number) => Promise<readonly Dependency[]>;
  readonly references: (order?: readonly string[], ms?: number) => Promise<AnalysisResult>;
}

/** The depth that the default stack of a thread holds, with room to spare. */
const defaultDepth = 400;
/** Evaluating the documents of a site after each other may take this many times what one may, where nothing is said. */
const shareOfSourceMs = 1.5;

/** Why files that a script names by its code may be missing. */
const unfollowedFiles = {
  reason: 'the scripts of the site are too large together to follow which files it asks for',
  limit: 'parsedUnits',
} as const;

/** How often what scripts bring into being is read in its turn. */
const mostRounds = 4;
/** Steps for looking which files one script asks for. */
const dependencySteps = 20_000;

/** The analysis itself, on the caller's thread. `start.ts` runs it in a worker. */
export function createAnalysis(options: CoreOptions): Analysis & TimedAnalysis {
  boundText(options.evaluatorText ?? defaultLimits.evaluatorText);
  const site = new SiteAnalysis(options);
  return {
    document: (document) =>
      settled(() => {
        if (options.textOnly === true || options.unread?.has(document.url))
          return site.addUnreadDocument(document);
        const { parsed, dependencies } = site.addDocument(document, readDocument(document));
        const wanted = distinct([...parsed.facts.dependencies, ...dependencies]);
        return { ...parsed.facts, dependencies: site.tell(wanted) };
      }),
    script: (script) => settled(() => site.tell(distinct(site.addScript(script)))),
    more: (ms?: number) => settled(() => site.more(ms)),
    references: (order?: readonly string[], ms?: number) => settled(() => site.references(order, ms)),
    close: () => Promise.resolve(),
  };
}

class SiteAnalysis {
  readonly #options: CoreOptions;
  /** By realm. */
  readonly #documents = new Map<string, ParsedDocument>();
  readonly #scripts: ReadScript[] = [];
  readonly #files: ParsedFiles;
  /** What files ask for, by what they are run as. */
  readonly #askedBy = new Map<string, { readonly source: ScriptText; readonly asked: Asked }>();
  readonly #found: FoundReference[] = [];
  readonly #problems: Problem[] = [];
  readonly #prefilter = new Prefilter();
  readonly #libraries = new LibraryRecognition(knownLibraries);
  /** The data files that were read, by URL. */
  readonly #data = new Map<string, string>();
  /** What was asked for already. */
  readonly #asked = new Set<string>();
  /** What texts that the page itself has ask for, until it is told. */
  #askedWithin: Dependency[] = [];
  /** The last evaluation, as long as nothing was added since. */
  #evaluation: SiteEvaluation | null = null;

  constructor(options: CoreOptions) {
    this.#options = options;
    this.#files = new ParsedFiles(options);
  }

  addDocument(
    document: DocumentText,
    parsed: ParsedDocument,
  ): { parsed: ParsedDocument; dependencies: Dependency[] } {
    this.#evaluation = null;
    this.#documents.set(parsed.realm, parsed);
    this.#found.push(...parsed.references);
    for (const reason of parsed.problems) this.#problems.push({ source: document.url, reason });
    const dependencies = parsed.facts.scripts.flatMap((script) => this.addScript(script));
    for (const nested of parsed.nested) {
      const inner = readDocument({ url: document.url, text: nested.text }, nested);
      dependencies.push(...inner.facts.dependencies, ...this.addDocument(document, inner).dependencies);
    }
    return { parsed, dependencies };
  }

  /** A document of which nothing but its WebSocket URLs is looked for. */
  addUnreadDocument({ url, text }: DocumentText): DocumentFacts {
    this.#evaluation = null;
    this.#addTextual(
      { url },
      unparsedReferences({ url, kind: 'page', goal: 'script', text, baseUrl: url, realm: url }),
    );
    return factsOfUnread(url);
  }

  addScript(source: ScriptText): readonly Dependency[] {
    this.#evaluation = null;
    if (source.kind === 'json' || source.kind === 'config') {
      if (source.line === undefined) this.#data.set(source.url, source.text);
      this.#addTextual(source, readJson(source));
      return [];
    }
    const known = this.#files.known(source)?.source;
    const own = known === undefined ? source : { ...source, text: known.text };
    const read: ReadScript = { source: own, script: null, passedOver: !this.#isParsed(source) };
    this.#scripts.push(read);
    if (!read.passedOver) return this.#load(read);
    const imported = mayImport(source.text) ? importsInText(source, this.#importMap(source)) : [];
    return [...imported, ...turbopackChunks(source)];
  }

  /** Whether a script is parsed at once: one that does not speak of sockets only as long as there is room. */
  #isParsed(source: ScriptText): boolean {
    if (!this.#prefilter.mayMatter(source)) return false;
    if (this.#files.hasRoomForSilent(source) || speaksOfSockets(source.text)) return true;
    if (asksByCode(source.text)) this.#problems.push({ source: source.url, ...unfollowedFiles });
    return false;
  }

  #importMap({ realm }: ScriptText): ImportMap {
    return this.#documents.get(realm)?.importMap ?? emptyImportMap;
  }

  /** Adds what a text names without being run. */
  #addTextual(source: Pick<ScriptText, 'url'>, { references, complete }: ReturnType<typeof readJson>): void {
    this.#found.push(...references);
    if (!complete)
      this.#problems.push({ source: source.url, reason: 'it holds more WebSocket URLs than are listed' });
  }

  /** Parses a script; what it asks for. One that does not parse is searched as text. */
  #load(read: ReadScript, within: Within | null = null): readonly Dependency[] {
    const { source } = read;
    read.passedOver = false;
    const loaded = this.#parsed(source, within);
    if ('error' in loaded) {
      const { error: reason, ...limit } = loaded;
      this.#problems.push({ source: source.url, reason: `searched as text: ${reason}`, ...limit });
      this.#addTextual(source, unparsedReferences(source));
      return [];
    }
    read.script = loaded.script;
    this.#libraries.add(loaded.script);
    const asked = asksByCode(source.text) ? this.#take(this.#filesOf(loaded.script)) : [];
    return [...importedBy(loaded.script, this.#importMap(source)), ...turbopackChunks(source), ...asked];
  }

  #parsed(source: ScriptText, within: Within | null): ReturnType<ParsedFiles['load']> {
    const runsStrings = this.#documents.get(source.realm)?.policy.refusesStrings !== true;
    return this.#files.load(source, within, runsStrings);
  }

  /** What a script asks for by itself: the same for every document of a folder that runs it. */
  #filesOf(script: Script): Asked {
    const { source } = script;
    const key = [source.goal, source.url, URL.parse('.', source.baseUrl)?.href ?? source.realm].join(' ');
    const known = this.#askedBy.get(key);
    if (known?.source.text === source.text) return inRealm(known.asked, known.source.realm, source.realm);
    const document = this.#documents.get(source.realm) ?? null;
    const element = document?.scripts.find(({ url }) => url === source.url)?.element ?? null;
    const scheduled = { script, timing: 'parse', element } as const;
    const asked = filesWantedBy(this.#setup(source, dependencySteps, []), scheduled);
    if (asked.scripts.length + asked.documents.length === 0 && source.line === undefined)
      this.#askedBy.set(key, { source, asked });
    return asked;
  }

  /** Adds the texts among what scripts ask for; the files. */
  #take({ dependencies, scripts, documents }: Asked): Dependency[] {
    const wanted = [...dependencies];
    for (const { text, goal, realm, within } of scripts) {
      if (this.#scripts.some(({ source }) => source.realm === realm)) continue;
      const { url, line, column } = within.script.source;
      const place = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
      const read: ReadScript = {
        source: { url, ...place, kind: 'worker', goal, text, baseUrl: realm, realm },
        script: null,
        passedOver: false,
      };
      this.#evaluation = null;
      this.#scripts.push(read);
      wanted.push(...this.#load(read, within));
    }
    for (const nested of documents) {
      if (this.#documents.has(nested.realm)) continue;
      const url = nested.source;
      const inner = readDocument({ url, text: nested.text }, nested);
      wanted.push(
        ...inner.facts.dependencies,
        ...this.addDocument({ url, text: nested.text }, inner).dependencies,
      );
    }
    return wanted;
  }

  #setup(source: ScriptText, steps: number, messages: readonly Message[], ms = Infinity): RealmSetup {
    const document = this.#documents.get(source.realm) ?? null;
    const baseUrl = document?.facts.baseUrl ?? source.baseUrl;
    const limits: EvaluationLimits = {
      steps,
      time: Math.min(this.#options.sourceMs, ms),
      depth: this.#options.evaluatorDepth ?? defaultDepth,
    };
    const realm = {
      url: locationOf(source),
      baseUrl,
      document,
      files: this.#data,
      messages,
      passedOver: nonePassedOver,
    };
    return { realm, libraries: this.#libraries, limits };
  }

  /** The files that the scripts ask for when they run together, and that none of them asked for by itself. */
  more(ms?: number): readonly Dependency[] {
    const { evaluated } = this.#evaluateSettled(ms);
    const wanted = evaluated.flatMap(({ evaluation }) => evaluation.asked.dependencies);
    const told = distinct([...this.#askedWithin, ...wanted]).filter((each) => !this.#asked.has(keyOf(each)));
    this.#askedWithin = [];
    return this.tell(told);
  }

  /** Remembers what was asked for. */
  tell(dependencies: readonly Dependency[]): readonly Dependency[] {
    for (const dependency of dependencies) this.#asked.add(keyOf(dependency));
    return dependencies;
  }

  references(order: readonly string[] = [], ms?: number): AnalysisResult {
    const { evaluated, late } = this.#evaluateSettled(ms);
    const sightings = evaluated.flatMap(({ evaluation }) => evaluation.sightings);
    const scripts = [...evaluated.flatMap(({ own }) => parsedOf(own)), ...unevaluated(late, evaluated)];
    this.#found.push(...siteReferences(scripts, sightings, this.#libraries));
    const sources = this.#scripts.map(({ source }) => source);
    this.#problems.push(...this.#unfollowed(evaluated));
    const all = distinctReferences(withDeclared(this.#found, this.#documents.values(), sources));
    const found = mostImportant(all, this.#options.references ?? defaultLimits.references);
    if (all.length > found.length)
      this.#problems.push(unlisted(sources[0]?.realm ?? '', all.length - found.length));
    this.#problems.push(
      ...exhaustion(evaluated, found),
      ...mistakes(evaluated),
      ...overfull(evaluated),
      ...tooLate(late),
    );
    const arrival = [...this.#documents.keys(), ...this.#scripts.map(({ source }) => source.url)];
    return {
      references: numbered(found, [...order, ...arrival]),
      problems: distinctProblems(this.#problems),
    };
  }

  /** What scripts brought into being in the last round, and no round followed. */
  #unfollowed(evaluated: readonly EvaluatedRealm[]): Problem[] {
    const [first, ...more] = evaluated.flatMap(({ own, evaluation: { asked } }) => {
      const isNew =
        asked.documents.some(({ realm }) => !this.#documents.has(realm)) ||
        asked.scripts.some(({ realm }) => !this.#scripts.some(({ source }) => source.realm === realm));
      return isNew ? [own] : [];
    });
    const source = first?.[0]?.source.url;
    if (source === undefined) return [];
    const others = more.length > 0 ? ` (nor that of ${more.length} other documents)` : '';
    return [
      { source, reason: `code that its code makes, ${mostRounds} levels deep, was not followed${others}` },
    ];
  }

  /** Evaluates every realm, and those that come to be by that. */
  #evaluateSettled(ms = this.#options.sourceMs * shareOfSourceMs): SiteEvaluation {
    const deadline = performance.now() + ms;
    for (let round = 0; round < mostRounds; round += 1) {
      this.#evaluation ??= this.#evaluateAll(deadline);
      const { evaluated } = this.#evaluation;
      for (const { evaluation } of evaluated) this.#askedWithin.push(...this.#take(evaluation.asked));
      if (this.#evaluation !== null) break;
    }
    return (this.#evaluation ??= this.#evaluateAll(deadline));
  }

  /** Evaluates every realm: first those with scripts that no realm before them had, as long as there is time. */
  #evaluateAll(deadline: number): SiteEvaluation {
    const evaluated: EvaluatedRealm[] = [];
    const late: OwnScripts[] = [];
    const messages: Message[] = [];
    for (const own of byNovelty(this.#scripts)) {
      if (performance.now() < deadline) {
        const evaluation = this.#evaluate(own, messages, deadline);
        messages.push(...evaluation.messages);
        evaluated.push({ own, evaluation });
      } else late.push(own);
    }
    return { evaluated, late };
  }

  /**
   * Evaluates a realm, with the smallest of the scripts that were passed over; again with those of them that may set
   * what the others read from the global object.
   */
  #evaluate(own: readonly ReadScript[], messages: readonly Message[], deadline: number): Evaluation {
    const parse = (read: ReadScript): unknown => this.#load(read);
    for (const read of smallestOf(own)) parse(read);
    const passedOver = new PassedOver(own, parse);
    const evaluation = this.#evaluateParsed(own, passedOver, messages, deadline);
    const defines = definingAny(evaluation.missing);
    const isMore = passedOver.parseWanted(({ source }) => defines(source));
    return isMore ? this.#evaluateParsed(own, passedOver, messages, deadline) : evaluation;
  }

  #evaluateParsed(
    own: readonly ReadScript[],
    passedOver: PassedOver,
    messages: readonly Message[],
    deadline: number,
  ): Evaluation {
    const [first] = own;
    if (first === undefined) return nothingEvaluated;
    const received = messages.filter(({ to }) => to === first.source.realm);
    const ms = Math.max(0, deadline - performance.now());
    const setup = this.#setup(first.source, this.#options.evaluatorSteps, received, ms);
    const { document } = setup.realm;
    const realm = { ...setup.realm, passedOver };
    return evaluateRealm({ ...setup, realm }, scheduleOf(own, document), unreadScripts(own, document));
  }
}

/** The URL that scripts see as `location`. A `srcdoc` document has none of its own. */
function locationOf({ realm, baseUrl }: ScriptText): string {
  return /^(?:https?|file):/.test(realm) && URL.canParse(realm) ? realm : baseUrl;
}

function inRealm(asked: Asked, before: string, realm: string): Asked {
  const moved = asked.dependencies.map((dependency) =>
    dependency.realm === before ? { ...dependency, realm } : dependency,
  );
  return { ...asked, dependencies: moved };
}

function settled<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(run());
  });
}
