import type { Gap, SourceRecord } from '../artifacts.ts';
import type { Analysis, Dependency, DocumentFacts, DocumentText } from '../extract/analysis.ts';
import type { Budget } from './budget.ts';
import type { SourceFile } from './file.ts';
import { inlineRecord, refusedRecord, type Cut } from './source-record.ts';

/** What stands in one file or document: its own records, and the files that it asks for. */
interface Listing {
  records: readonly SourceRecord[];
  readonly wants: string[];
}

export interface SiteSettings {
  readonly analysis: Pick<Analysis, 'document' | 'script'>;
  readonly budget: Budget;
  /** Reads a file, or says why it is not read. */
  readonly read: (dependency: Dependency) => Promise<SourceFile>;
  readonly progress: (subject: string, done: number, total: number) => void;
}

/** A document that a site is read from. */
export interface SitePage {
  readonly document: DocumentText;
  readonly record: SourceRecord;
  /** Other URLs that lead to it. */
  readonly aliases: readonly string[];
  readonly cut: Cut;
}

/** How often what scripts ask for together is looked for. */
const mostRounds = 6;
/** Records of files that were not read, before the rest is only counted. */
const unreadKept = 1000;

/**
 * Everything that belongs to the pages of a site: documents, scripts, modules, workers. Each file is read once and
 * analysed once for each set of globals that runs it, as soon as it has come, while others are still arriving.
 */
export class Site {
  readonly #settings: SiteSettings;
  /** URLs of the pages, and of what stands beside them, in the order in which they were added. */
  readonly #roots: string[] = [];
  readonly #files = new Map<string, Promise<SourceFile>>();
  readonly #listings = new Map<string, Listing>();
  readonly #loaded = new Set<string>();
  /** The base URL of the documents that are known, by realm; a worker's is its own URL. */
  readonly #bases = new Map<string, string>();
  readonly #gaps: Gap[] = [];
  #done = 0;

  constructor(settings: SiteSettings) {
    this.#settings = settings;
  }

  /** Analyses a page and loads all that it asks for, and all that this asks for. */
  async addPage({ document, record, aliases, cut }: SitePage): Promise<DocumentFacts> {
    const { url } = document;
    this.addRecord(record);
    this.#noteCut(record, cut);
    this.#tell(url);
    const file = { record, text: null, finalUrl: url, cut };
    for (const known of [url, ...aliases]) this.#files.set(known, Promise.resolve(file));
    return this.#loadDocument(url, document, record);
  }

  /** Loads files that no page asks for. */
  async addFiles(wanted: readonly Dependency[]): Promise<void> {
    this.#roots.push(...wanted.map(({ url }) => url));
    await Promise.all(wanted.map((dependency) => this.#load(dependency)));
  }

  /** Lists something that is no part of a page. */
  addRecord(record: SourceRecord): void {
    this.#roots.push(record.url);
    this.#listings.set(record.url, { records: [record], wants: [] });
  }

  /** Loads what the scripts ask for when they run together, and all that this asks for, until nothing is left. */
  async addMore(more: Analysis['more']): Promise<void> {
    for (let round = 0; round < mostRounds; round += 1) {
      const wanted = await this.#settings.budget.inTime(more());
      if (!wanted || wanted.length === 0) return;
      await Promise.all(wanted.map((dependency) => this.#loadAll(dependency.from.source, [dependency])));
    }
    const left = await this.#settings.budget.inTime(more());
    if (left && left.length > 0)
      this.#gap(
        left[0]?.from.source ?? '',
        `files that it asks for only when ${mostRounds} others have run are not read`,
      );
  }

  /** Where the scripts that were read say that their source maps are, by script. */
  async sourceMaps(): Promise<ReadonlyMap<string, string>> {
    const files = await Promise.all(this.#files.values());
    return new Map(
      files.flatMap(({ record, sourceMap }) => (sourceMap === undefined ? [] : [[record.url, sourceMap]])),
    );
  }

  /** Whether a URL was read, or could not be, whatever asked for it. */
  knows(url: string): boolean {
    return this.#files.has(url);
  }

  /** What was read and what was not: page by page, in the order in which each names it, whatever came first. */
  get sources(): SourceRecord[] {
    // A set is walked to what is added meanwhile.
    const order = new Set<string>();
    for (const root of this.#roots) {
      const reach = new Set([root]);
      for (const url of reach) {
        if (order.has(url)) continue;
        order.add(url);
        for (const wanted of this.#listings.get(url)?.wants ?? []) reach.add(wanted);
      }
    }
    const records = [...order].flatMap((url) => this.#listings.get(url)?.records ?? []);
    let unread = 0;
    return records.filter(({ status }) => status === 'read' || (unread += 1) <= unreadKept);
  }

  get gaps(): Gap[] {
    const unread = [...this.#listings.values()].filter(({ records }) => records[0]?.status !== 'read').length;
    if (unread <= unreadKept) return this.#gaps;
    const reason = `${unread - unreadKept} more files were not read than are listed`;
    return [...this.#gaps, { stage: 'collect', subject: this.#roots[0] ?? '', reason }];
  }

  async #load(dependency: Dependency): Promise<void> {
    const { url, kind, goal, realm } = dependency;
    const key = kind === 'frame' ? `frame ${url}` : `${goal} ${realm} ${url}`;
    if (this.#loaded.has(key)) return;
    this.#loaded.add(key);
    const file = await this.#file(dependency);
    const isDocument = file.record.kind === 'frame';
    if (file.text === null || isDocument !== (kind === 'frame')) return;
    if (isDocument) {
      const { finalUrl, text, csp = [] } = file;
      await this.#loadDocument(url, { url: finalUrl, text, csp }, file.record);
      return;
    }
    const { analysis, budget } = this.#settings;
    const analysing = analysis.script({
      url: file.record.url,
      kind: file.record.kind,
      goal,
      text: file.text,
      ...(file.finalUrl !== url && { redirectedTo: file.finalUrl }),
      baseUrl: this.#bases.get(realm) ?? realm,
      realm,
    });
    const wanted = await budget.inTime(analysing);
    if (wanted) await this.#loadAll(url, wanted);
    else this.#gap(file.record.url, `it was not analysed: ${budget.late.reason}`, budget.late.option);
  }

  async #loadDocument(key: string, document: DocumentText, record: SourceRecord): Promise<DocumentFacts> {
    const facts = await this.#settings.analysis.document(document);
    this.#bases.set(document.url, facts.baseUrl);
    const listing = this.#listings.get(key);
    if (listing)
      listing.records = [record, ...facts.scripts.map(inlineRecord), ...facts.refused.map(refusedRecord)];
    await this.#loadAll(key, facts.dependencies);
    return facts;
  }

  async #loadAll(from: string, dependencies: readonly Dependency[]): Promise<void> {
    const wants = this.#listings.get(from)?.wants;
    for (const { url } of dependencies) wants?.push(url);
    await Promise.all(dependencies.map((dependency) => this.#load(dependency)));
  }

  #file(dependency: Dependency): Promise<SourceFile> {
    const known = this.#files.get(dependency.url);
    if (known) return known;
    const reading = this.#read(dependency);
    this.#files.set(dependency.url, reading);
    return reading;
  }

  async #read(dependency: Dependency): Promise<SourceFile> {
    this.#listings.set(dependency.url, { records: [], wants: [] });
    const file = await this.#settings.read(dependency);
    const listing = this.#listings.get(dependency.url);
    if (listing) listing.records = [file.record];
    this.#noteCut(file.record, file.cut);
    this.#tell(file.record.url);
    return file;
  }

  #tell(subject: string): void {
    this.#done += 1;
    this.#settings.progress(subject, this.#done, this.#listings.size);
  }

  #noteCut({ url, bytes }: SourceRecord, cut: Cut): void {
    if (cut === 'time')
      this.#gap(url, `only ${bytes} bytes of it came in time, or it broke off`, '--timeout');
    else if (cut !== null)
      this.#gap(
        url,
        `only its first ${bytes} bytes were read: more is over the limit`,
        this.#settings.budget.raising(cut),
      );
  }

  #gap(subject: string, reason: string, option?: string): void {
    this.#gaps.push({ stage: 'collect', subject, reason, ...(option !== undefined && { option }) });
  }
}
