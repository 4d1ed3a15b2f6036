import type { Gap, SourceRecord } from '../artifacts.ts';
import type { Analysis, Dependency, DocumentFacts, DocumentText } from '../extract/analysis.ts';
import { readFile, type FileContext, type SourceFile } from './file.ts';
import { inlineRecord, type Cut } from './source-record.ts';

/** What stands in one file or document: its own records, and the files that it asks for. */
interface Listing {
  records: readonly SourceRecord[];
  readonly wants: string[];
}

/** Records of files that were not read, before the rest is only counted. */
const unreadKept = 1000;

/**
 * Everything that belongs to a page: documents, scripts, modules, workers. Each file is fetched once and
 * analysed once for each set of globals that runs it, as soon as it has come, while others are still arriving.
 */
export class Site {
  readonly #context: FileContext;
  readonly #analysis: Pick<Analysis, 'document' | 'script'>;
  readonly #progress: (subject: string, done: number, total: number) => void;
  readonly #files = new Map<string, Promise<SourceFile>>();
  readonly #listings = new Map<string, Listing>();
  readonly #loaded = new Set<string>();
  /** The base URL of the documents that are known, by realm; a worker's is its own URL. */
  readonly #bases = new Map<string, string>();
  readonly #gaps: Gap[] = [];
  #done = 0;

  constructor(
    context: FileContext,
    analysis: Pick<Analysis, 'document' | 'script'>,
    progress: (subject: string, done: number, total: number) => void,
  ) {
    this.#context = context;
    this.#analysis = analysis;
    this.#progress = progress;
  }

  /** Analyses the page and loads all that it asks for, and all that this asks for. `aliases` lead to the page too. */
  async addPage(
    page: DocumentText,
    record: SourceRecord,
    aliases: readonly string[],
    cut: Cut,
  ): Promise<DocumentFacts> {
    this.#listings.set(page.url, { records: [record], wants: [] });
    this.#noteCut(record, cut);
    this.#tell(page.url);
    const file = { record, text: null, finalUrl: page.url, cut };
    for (const url of [page.url, ...aliases]) this.#files.set(url, Promise.resolve(file));
    return this.#loadDocument(page.url, page, record);
  }

  /** What was read and what was not: in the order in which the page names it, whatever came first. */
  get sources(): SourceRecord[] {
    const order: string[] = [this.#context.pageUrl];
    const seen = new Set(order);
    for (const url of order) {
      for (const wanted of this.#listings.get(url)?.wants ?? []) {
        if (!seen.has(wanted)) order.push(wanted);
        seen.add(wanted);
      }
    }
    const records = order.flatMap((url) => this.#listings.get(url)?.records ?? []);
    let unread = 0;
    return records.filter(({ status }) => status === 'read' || (unread += 1) <= unreadKept);
  }

  get gaps(): Gap[] {
    const unread = [...this.#listings.values()].filter(({ records }) => records[0]?.status !== 'read').length;
    if (unread <= unreadKept) return this.#gaps;
    const reason = `${unread - unreadKept} more files were not read than are listed`;
    return [...this.#gaps, { stage: 'collect', subject: this.#context.pageUrl, reason }];
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
      await this.#loadDocument(url, { url: file.finalUrl, text: file.text }, file.record);
      return;
    }
    const analysing = this.#analysis.script({
      url: file.record.url,
      kind: file.record.kind,
      goal,
      text: file.text,
      ...(file.finalUrl !== url && { redirectedTo: file.finalUrl }),
      baseUrl: this.#bases.get(realm) ?? realm,
      realm,
    });
    const wanted = await this.#context.budget.inTime(analysing);
    if (wanted) await this.#loadAll(url, wanted);
    else this.#gap(file.record.url, `it was not analysed: ${this.#context.budget.timeReason}`);
  }

  async #loadDocument(key: string, document: DocumentText, record: SourceRecord): Promise<DocumentFacts> {
    const facts = await this.#analysis.document(document);
    this.#bases.set(document.url, facts.baseUrl);
    const listing = this.#listings.get(key);
    if (listing) listing.records = [record, ...facts.scripts.map(inlineRecord)];
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
    const file = await readFile(dependency, this.#context);
    const listing = this.#listings.get(dependency.url);
    if (listing) listing.records = [file.record];
    this.#noteCut(file.record, file.cut);
    this.#tell(file.record.url);
    return file;
  }

  #tell(subject: string): void {
    this.#done += 1;
    this.#progress(subject, this.#done, this.#listings.size);
  }

  #noteCut({ url, bytes }: SourceRecord, cut: Cut): void {
    if (cut === 'size') this.#gap(url, `only its first ${bytes} bytes were read: more is over the limit`);
    if (cut === 'time')
      this.#gap(url, `only ${bytes} bytes of it came in time, or it broke off`, '--timeout');
  }

  #gap(subject: string, reason: string, option?: string): void {
    this.#gaps.push({ stage: 'collect', subject, reason, ...(option !== undefined && { option }) });
  }
}
