import type { Worker } from 'node:worker_threads';
import { defaultLimits, type LimitName } from '../limits.ts';
import type {
  Analysis,
  AnalysisOptions,
  AnalysisResult,
  Dependency,
  DocumentFacts,
  Problem,
} from './analysis.ts';
import type { CoreOptions } from './core.ts';
import { Patience, type AnalysisTime } from './patience.ts';
import { readyThread, returnThread, takeThread } from './threads.ts';
import { factsOfUnread } from './unread-document.ts';
import type { Answer, Request, Result } from './worker-messages.ts';

/** How often a worker is replaced before the rest of a site is searched as text. */
const mostWorkers = 8;

/**
 * Starts the analysis of a site in a worker thread with a stack, a heap and a time limit of its own (`threads.ts`). A
 * source that exhausts one of them is searched as text by the next worker, which is given the others again; when the
 * time of the whole is over, everything is; `problems` tells. It never rejects for what a site holds.
 */
export function startAnalysis(options: AnalysisOptions, time?: AnalysisTime): Analysis {
  return new AnalysisThread(options, time);
}

/** Why a source was not parsed, or its document not even read. */
interface Broken {
  readonly reason: string;
  readonly limit: LimitName;
}

const late: Broken = { reason: 'the time for the analysis was over', limit: 'scanMs' };

class AnalysisThread implements Analysis {
  readonly #options: AnalysisOptions;
  readonly #patience: Patience;
  readonly #answered: Request[] = [];
  readonly #unparsed = new Map<string, Broken>();
  readonly #unread = new Set<string>();
  /** Taken for the first request: until then the site is on its way. */
  #worker: Worker | null = null;
  #workers = 1;
  #last: Promise<unknown> = Promise.resolve();
  /** Whether a request has not been answered yet. */
  #busy = false;
  #closed = false;
  /** Whether the time came to its end, so that all is searched as text. */
  #isLate = false;

  constructor(options: AnalysisOptions, time?: AnalysisTime) {
    this.#options = options;
    this.#patience = new Patience(options.sourceMs, time);
    readyThread(this.#heap);
  }

  readonly document: Analysis['document'] = (document) =>
    this.#ask<DocumentFacts>({ ask: 'document', document });

  readonly script: Analysis['script'] = (script) =>
    this.#ask<readonly Dependency[]>({ ask: 'script', script });

  readonly more: Analysis['more'] = () => this.#ask<readonly Dependency[]>({ ask: 'more', ms: 0 });

  readonly references: Analysis['references'] = async (order = []) => {
    const { references, problems } = await this.#ask<AnalysisResult>({ ask: 'references', order, ms: 0 });
    const broken = [...this.#unparsed].map(([source, { reason, limit }]): Problem => ({
      source,
      reason: `searched as text: ${reason}`,
      limit,
    }));
    return {
      references,
      problems: [...broken, ...problems.filter(({ source }) => !this.#unparsed.has(source))],
    };
  };

  readonly close: Analysis['close'] = async () => {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#busy) await this.#worker?.terminate();
    else if (this.#worker) returnThread(this.#worker);
  };

  get #heap(): number {
    return this.#options.heapMegabytes ?? defaultLimits.heapMegabytes;
  }

  #start(): Worker {
    const worker = takeThread(this.#heap);
    const unparsed = new Set(this.#unparsed.keys());
    const options: CoreOptions = {
      ...this.#options,
      unparsed,
      unread: this.#unread,
      textOnly: this.#isLate,
    };
    const begin: Request = { ask: 'begin', options };
    // oxlint-disable-next-line require-post-message-target-origin -- a thread, no window
    worker.postMessage(begin);
    return worker;
  }

  /** One request at a time: a worker that dies, dies of the request that it has. */
  #ask<T extends Result>(request: Request): Promise<T> {
    const answer = this.#last.then(() => this.#answerOf(request));
    this.#last = answer.catch(() => undefined);
    // oxlint-disable-next-line no-unsafe-type-assertion -- the worker answers each request in its kind
    return answer as Promise<T>;
  }

  async #answerOf(request: Request): Promise<Result> {
    for (;;) {
      if (this.#closed) throw closed();
      if (this.#patience.isOver && !this.#isLate) await this.#becomeLate(request);
      if (this.#patience.isExhausted) return this.#nothing(request);
      if (this.#isLate) this.#giveUp(request, late);
      const answer = await this.#exchange(request);
      if (this.#closed) throw closed();
      if ('result' in answer) {
        if (!isEvaluation(request)) this.#answered.push(request);
        return answer.result;
      }
      if (this.#patience.isOver && !this.#isLate) continue;
      if (!(await this.#replace(request, answer.error))) return this.#nothing(request);
    }
  }

  async #exchange(request: Request): Promise<Answer> {
    const worker = (this.#worker ??= this.#start());
    this.#busy = true;
    const ms = this.#patience.forEvaluation();
    return await new Promise<Answer>((resolve) => {
      const timer = setTimeout(
        () => settle({ error: 'its analysis took too long' }),
        isEvaluation(request) ? this.#patience.forAll() : this.#patience.forSource(),
      );
      const failed = (error: Error): void => settle({ error: reasonOf(error) });
      const exited = (): void => settle({ error: 'its analysis ended early' });
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        this.#busy = false;
        worker.off('message', settle).off('error', failed).off('exit', exited);
        resolve(answer);
      };
      worker.on('message', settle).on('error', failed).on('exit', exited);
      // oxlint-disable-next-line require-post-message-target-origin -- a thread, no window
      worker.postMessage(isEvaluation(request) ? { ...request, ms } : request);
    });
  }

  /** Goes on with a new worker, which searches as text what broke the last one; false where that changes nothing. */
  async #replace(request: Request, error: string): Promise<boolean> {
    const broken =
      this.#workers > mostWorkers || isEvaluation(request) ? [...this.#answered, request] : [request];
    const limit = error === outOfMemory ? 'heapMegabytes' : 'sourceMs';
    const changes = broken.map((each) => this.#giveUp(each, { reason: error, limit }));
    await this.#restart();
    return changes.includes(true);
  }

  /** The time of the whole is over: what is left of it is for searching all as text. */
  async #becomeLate(request: Request): Promise<void> {
    this.#isLate = true;
    for (const each of [...this.#answered, request]) this.#giveUp(each, late);
    await this.#restart();
  }

  /** Asks less of a source: no parsing, then also no reading of its markup. Whether there was something to ask less of. */
  #giveUp(request: Request, why: Broken): boolean {
    const source = sourceOf(request);
    if (source === null) return false;
    if (!this.#unparsed.has(source)) this.#unparsed.set(source, why);
    else if (request.ask === 'document' && !this.#unread.has(source)) this.#unread.add(source);
    else return false;
    return true;
  }

  /** A new worker is told what the last one knew. What breaks it now is left out of the next one. */
  async #restart(): Promise<void> {
    await this.#worker?.terminate();
    if (this.#closed) return;
    this.#workers += 1;
    this.#worker = this.#start();
    for (const earlier of this.#answered) {
      const answer = await this.#exchange(earlier);
      if ('result' in answer) continue;
      if (this.#patience.isExhausted) return;
      const reason = { reason: answer.error, limit: 'sourceMs' } as const;
      if (!this.#giveUp(earlier, reason)) this.#answered.splice(this.#answered.indexOf(earlier), 1);
      await this.#restart();
      return;
    }
  }

  /** The answer where there is none: the site may be asked further, and what was given up on is told. */
  #nothing(request: Request): Result {
    this.#giveUp(request, late);
    if (request.ask === 'references') return { references: [], problems: [] };
    if (request.ask !== 'document') return [];
    return factsOfUnread(request.document.url);
  }
}

function closed(): Error {
  return new Error('The analysis was closed before it had answered.');
}

/** Whether a request is about all the texts together. */
function isEvaluation({ ask }: Request): boolean {
  return ask === 'references' || ask === 'more';
}

function sourceOf(request: Request): string | null {
  if (request.ask === 'document') return request.document.url;
  return request.ask === 'script' ? request.script.url : null;
}

const outOfMemory = 'its analysis took too much memory';

function reasonOf(error: Error): string {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory : 'its analysis failed';
}
