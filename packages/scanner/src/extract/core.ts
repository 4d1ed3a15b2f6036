import { libraries as knownLibraries } from '../libraries/list.ts';
import type {
  Analysis,
  AnalysisOptions,
  AnalysisResult,
  Dependency,
  DocumentFacts,
  DocumentText,
  ScriptText,
} from './analysis.ts';
import type { FoundReference, ParsedDocument } from './document.ts';
import { readDocument } from './html.ts';
import { LibraryRecognition } from './javascript/libraries.ts';
import { evaluateRealm, filesWantedBy } from './javascript/realm.ts';
import type { EvaluationLimits, Scheduled } from './javascript/realm.ts';
import type { Script } from './javascript/script.ts';
import { readJson } from './json-source.ts';
import { loadScript } from './load-script.ts';
import { placeInScript, siteReferences } from './site-references.ts';
import { unparsedReferences } from './unparsed-script.ts';

interface ReadScript {
  readonly source: ScriptText;
  /** Null where it was not parsed: `references` then hold what its text says. */
  script: Script | null;
  references: readonly FoundReference[];
}

/** What an in-process analysis needs to know besides the limits of a scan. */
export interface CoreOptions extends AnalysisOptions {
  /** Evaluations inside each other: what the thread's stack holds. */
  readonly depth?: number;
  /** Sources that must not be parsed again: they broke a worker. */
  readonly unparsed?: ReadonlySet<string>;
}

/** The depth that the default stack of a thread holds, with room to spare. */
const defaultDepth = 400;
/** What looking for a script's dependencies by itself may take. */
const dependencySteps = 100_000;
const asksForFiles =
  /\bimport\b|\bexport\b.+\bfrom\b|Worker\s*\(|\bimportScripts\b|\bserviceWorker\b|\bcreateElement\(\s*["'`]script/;

/** The analysis itself, on the caller's thread. `start.ts` runs it in a worker. */
export function createAnalysis(options: CoreOptions): Analysis {
  const documents = new Map<string, ParsedDocument>();
  const scripts: ReadScript[] = [];
  const inline = new Map<ScriptText, ReadScript>();
  const markup: FoundReference[] = [];
  const problems: { source: string; reason: string }[] = [];
  const recognition = new LibraryRecognition(knownLibraries);
  const limits = (steps: number): EvaluationLimits => ({
    steps,
    time: options.sourceMs,
    depth: options.depth ?? defaultDepth,
  });

  const add = (source: ScriptText): readonly Dependency[] => {
    const read: ReadScript = { source, script: null, references: [] };
    scripts.push(read);
    inline.set(source, read);
    if (source.kind === 'json' || source.kind === 'config') {
      read.references = readJson(source);
      return [];
    }
    const loaded =
      options.unparsed?.has(source.url) === true
        ? { error: 'its analysis took too much' }
        : loadScript(source, options.parseUnits);
    if ('error' in loaded) {
      problems.push({ source: source.url, reason: `searched as text: ${loaded.error}` });
      read.references = unparsedReferences(source).references;
      return [];
    }
    read.script = loaded.script;
    recognition.add(loaded.script);
    if (!asksForFiles.test(source.text)) return [];
    const { lines, start } = placeInScript(source);
    const realm = {
      url: realmUrl(source),
      baseUrl: source.baseUrl,
      document: documents.get(source.realm) ?? null,
    };
    const found = filesWantedBy(
      realm,
      loaded.script,
      recognition,
      (offset) => start.line + lines.positionAt(offset).line - 1,
      limits(dependencySteps),
    );
    forget(loaded.script);
    return found;
  };

  const addDocument = (document: DocumentText, parsed: ParsedDocument): Dependency[] => {
    documents.set(parsed.realm, parsed);
    markup.push(...parsed.references);
    for (const reason of parsed.problems) problems.push({ source: document.url, reason });
    // The URLs of its JSON blocks are among the markup's references.
    const found = parsed.facts.scripts.filter(({ kind }) => kind !== 'json').flatMap(add);
    return [
      ...found,
      ...parsed.nested.flatMap((nested) => {
        const inner = readDocument({ url: document.url, text: nested.text }, nested);
        return [...inner.facts.dependencies, ...addDocument(document, inner)];
      }),
    ];
  };

  return {
    document: (document) =>
      settled((): DocumentFacts => {
        const parsed = readDocument(document);
        const dependencies = addDocument(document, parsed);
        return { ...parsed.facts, dependencies: distinct([...parsed.facts.dependencies, ...dependencies]) };
      }),
    script: (script) => settled(() => distinct(add(script))),
    references: () =>
      settled((): AnalysisResult => {
        const found = [...markup, ...scripts.flatMap(({ references }) => references)];
        const parsed = scripts.filter(
          (read): read is ReadScript & { script: Script } => read.script !== null,
        );
        for (const realm of new Set(parsed.map(({ source }) => source.realm))) {
          const own = parsed.filter(({ source }) => source.realm === realm);
          const document = documents.get(realm) ?? null;
          const base = own[0]?.source.baseUrl ?? realm;
          const evaluation = evaluateRealm(
            { url: realmUrl(own[0]?.source), baseUrl: document?.facts.baseUrl ?? base, document },
            schedule(own, document, inline),
            recognition,
            unreadScripts(own, document),
            limits(options.evaluatorSteps),
          );
          for (const script of evaluation.exhausted)
            problems.push({ source: script.source.url, reason: 'a budget of the analysis ran out in it' });
          found.push(
            ...siteReferences(
              own.map(({ script }) => script),
              evaluation.sightings,
              recognition,
            ),
          );
        }
        const order = [...documents.keys(), ...scripts.map(({ source }) => source.url)];
        return { references: numbered(found, order), problems };
      }),
    close: () => Promise.resolve(),
  };
}

/** The URL that scripts of a realm see as `location`: the document's, whose `srcdoc` children inherit its base. */
function realmUrl(source: ScriptText | undefined): string {
  if (source === undefined) return 'about:blank';
  return URL.canParse(source.realm) && /^(?:https?|file):/.test(source.realm) ? source.realm : source.baseUrl;
}

/** A throwaway evaluation must leave no trace of what it has seen. */
function forget(script: Script): void {
  for (const seen of [script.reached, script.entered, script.finished, script.interrupted, script.made])
    seen.clear();
}

function schedule(
  own: readonly (ReadScript & { script: Script })[],
  document: ParsedDocument | null,
  inline: ReadonlyMap<ScriptText, ReadScript>,
): readonly Scheduled[] {
  const left = new Set(own);
  const scheduled: Scheduled[] = [];
  for (const entry of document?.scripts ?? []) {
    const text = entry.inline === null ? undefined : document?.facts.scripts[entry.inline];
    const byUrl =
      entry.url === null ? undefined : own.find((read) => read.source.url === entry.url && left.has(read));
    const read = text === undefined ? byUrl : inline.get(text);
    if (read?.script == null || !left.delete(read as ReadScript & { script: Script })) continue;
    scheduled.push({ script: read.script, timing: entry.timing, element: entry.element });
  }
  for (const { script, source } of left)
    scheduled.push({ script, timing: source.kind === 'handler' ? 'event' : 'demand', element: null });
  return scheduled;
}

/** The script files that a document loads and that were not read. */
function unreadScripts(own: readonly ReadScript[], document: ParsedDocument | null): readonly string[] {
  const urls = (document?.scripts ?? []).flatMap(({ url }) => (url === null ? [] : [url]));
  return urls.filter((url) => !own.some(({ source }) => source.url === url));
}

function distinct(dependencies: readonly Dependency[]): readonly Dependency[] {
  const seen = new Set<string>();
  return dependencies.filter(({ url, realm, goal }) => {
    const key = `${url} ${realm} ${goal}`;
    return !seen.has(key) && seen.add(key);
  });
}

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
