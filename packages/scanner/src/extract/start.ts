import type { Worker } from 'node:worker_threads';
import type { Analysis, AnalysisOptions, AnalysisResult, Dependency, DocumentFacts } from './analysis.ts';
import type { CoreOptions } from './core.ts';
import { readyThread, returnThread, takeThread } from './threads.ts';
import type { Answer, Request, Result } from './worker-messages.ts';

/** Evaluations inside each other that the worker's stack holds, several times over. */
const depth = 4_000;
/** How often a worker is replaced before the rest of a site is searched as text. */
const mostWorkers = 8;

/**
 * Starts the analysis of a site in a worker thread with a stack, a heap and a time limit of its own (`threads.ts`). A
 * source that exhausts one of them is searched as text by the next worker, which is given the others again; `problems`
 * tells.
 */
export function startAnalysis(options: AnalysisOptions): Analysis {
  return new AnalysisThread(options);
}

class AnalysisThread implements Analysis {
  readonly #options: AnalysisOptions;
  readonly #answered: Request[] = [];
  readonly #unparsed = new Map<string, string>();
  /** Taken for the first request: until then the site is on its way. */
  #worker: Worker | null = null;
  #workers = 1;
  #last: Promise<unknown> = Promise.resolve();
  /** Whether a request has not been answered yet. */
  #busy = false;
  #closed = false;

  constructor(options: AnalysisOptions) {
    this.#options = options;
    readyThread();
  }

  readonly document: Analysis['document'] = (document) =>
    this.#ask<DocumentFacts>({ ask: 'document', document });

  readonly script: Analysis['script'] = (script) =>
    this.#ask<readonly Dependency[]>({ ask: 'script', script });

  readonly more: Analysis['more'] = () => this.#ask<readonly Dependency[]>({ ask: 'more' });

  readonly references: Analysis['references'] = async (order = []) => {
    const { references, problems } = await this.#ask<AnalysisResult>({ ask: 'references', order });
    const broken = [...this.#unparsed].map(([source, reason]) => ({
      source,
      reason: `searched as text: ${reason}`,
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

  #start(): Worker {
    const worker = takeThread();
    const options: CoreOptions = { ...this.#options, depth, unparsed: new Set(this.#unparsed.keys()) };
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
      if (this.#closed) throw new Error('The analysis was closed before it had answered.');
      const answer = await this.#exchange(request);
      if ('result' in answer) {
        if (!isEvaluation(request)) this.#answered.push(request);
        return answer.result;
      }
      await this.#replace(request, answer.error);
    }
  }

  async #exchange(request: Request): Promise<Answer> {
    const worker = (this.#worker ??= this.#start());
    this.#busy = true;
    const scans = isEvaluation(request) ? 3 : 1;
    return await new Promise<Answer>((resolve) => {
      const timer = setTimeout(
        () => settle({ error: 'its analysis took too long' }),
        this.#options.sourceMs * scans + 2_000,
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
      worker.postMessage(request);
    });
  }

  /** Goes on with a new worker, which searches as text what broke the last one. */
  async #replace(request: Request, reason: string): Promise<void> {
    await this.#worker?.terminate();
    if (this.#closed) return;
    this.#workers += 1;
    if (this.#workers > mostWorkers + this.#answered.length)
      throw new Error(`The analysis cannot go on: ${reason}.`);
    for (const broken of this.#workers > mostWorkers || isEvaluation(request)
      ? [...this.#answered, request]
      : [request]) {
      if (broken.ask === 'document') this.#unparsed.set(broken.document.url, reason);
      if (broken.ask === 'script') this.#unparsed.set(broken.script.url, reason);
    }
    this.#worker = this.#start();
    for (const earlier of this.#answered) await this.#exchange(earlier);
  }
}

/** Whether a request is about all the texts together. */
function isEvaluation({ ask }: Request): boolean {
  return ask === 'references' || ask === 'more';
}

function reasonOf(error: Error): string {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'its analysis took too much memory'
    : 'its analysis failed';
}
