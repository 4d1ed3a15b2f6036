/** The analysis thread: answers the requests of `start.ts`, one after the other, for one site after the other. */
import { parentPort } from 'node:worker_threads';
import { createAnalysis, type CoreOptions, type TimedAnalysis } from './core.ts';
import { freeHeap } from '../free-heap.ts';
import type { Answer, Request, Result } from './worker-messages.ts';

/** A thread without a site for so long gives its memory back. Not at once: what V8 has compiled goes with it. */
const restMs = 1_000;

let site: TimedAnalysis | null = null;
let rest: NodeJS.Timeout | undefined;

parentPort?.on('message', (request: Request) => {
  if (request.ask === 'begin') begin(request.options);
  else if (request.ask === 'forget') forget();
  // oxlint-disable-next-line require-post-message-target-origin -- a thread, no window
  else void answer(request).then((message) => parentPort?.postMessage(message));
});

function begin(options: CoreOptions): void {
  clearTimeout(rest);
  site = createAnalysis(options);
}

function forget(): void {
  site = null;
  rest = setTimeout(freeHeap, restMs);
}

type Asking = Exclude<Request, { readonly ask: 'begin' | 'forget' }>;

async function answer(request: Asking): Promise<Answer> {
  try {
    return { result: await resultOf(request) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

async function resultOf(request: Asking): Promise<Result> {
  if (site === null) throw new Error('The thread was given no site.');
  if (request.ask === 'document') return await site.document(request.document);
  if (request.ask === 'script') return await site.script(request.script);
  if (request.ask === 'more') return await site.more(request.ms);
  return await site.references(request.order, request.ms);
}
