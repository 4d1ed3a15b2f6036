/** The analysis thread: answers the requests of `start.ts`, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Analysis } from './analysis.ts';
import { createAnalysis } from './core.ts';
import type { CoreOptions } from './core.ts';
import type { Answer, Request } from './worker-messages.ts';

const options: CoreOptions = workerData;
const analysis = createAnalysis(options);

parentPort?.on('message', (request: Request) => {
  // oxlint-disable-next-line require-post-message-target-origin -- a thread, no window
  void answer(analysis, request).then((message) => parentPort?.postMessage(message));
});

async function answer(to: Analysis, request: Request): Promise<Answer> {
  try {
    if (request.ask === 'document') return { result: await to.document(request.document) };
    if (request.ask === 'script') return { result: await to.script(request.script) };
    if (request.ask === 'more') return { result: await to.more() };
    return { result: await to.references(request.order) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
