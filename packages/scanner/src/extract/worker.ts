/** The analysis thread: answers the requests of `start.ts`, one after the other, for one site after the other. */
import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { createAnalysis, type TimedAnalysis } from './core.ts';
import type { Answer, Request, Result } from './worker-messages.ts';

let site: TimedAnalysis | null = null;

parentPort?.on('message', (request: Request) => {
  if (request.ask === 'begin') site = createAnalysis(request.options);
  // oxlint-disable-next-line require-post-message-target-origin -- a thread, no window
  else void answer(request).then((message) => parentPort?.postMessage(message));
});

type Asking = Exclude<Request, { readonly ask: 'begin' }>;

async function answer(request: Asking): Promise<Answer> {
  try {
    return { result: await resultOf(request) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

async function resultOf(request: Asking): Promise<Result> {
  if (request.ask === 'forget') {
    site = null;
    return getHeapStatistics().total_heap_size;
  }
  if (site === null) throw new Error('The thread was given no site.');
  if (request.ask === 'document') return await site.document(request.document);
  if (request.ask === 'script') return await site.script(request.script);
  if (request.ask === 'more') return await site.more(request.ms);
  return await site.references(request.order, request.ms);
}
