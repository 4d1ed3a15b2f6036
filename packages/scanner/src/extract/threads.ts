import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Request } from './worker-messages.ts';

const stackMegabytes = 64;
/** Threads that wait for a site. */
const mostIdle = 4;

/** Starting a thread costs as much as analysing a hundred small sites, so they outlive the site that they had. */
const idle: Worker[] = [];
const heaps = new WeakMap<Worker, number>();
/** How many there are, idle ones included. */
let threads = 0;

/** Starts a thread for a site that is on its way, unless one waits already or as many run as can do so at once. */
export function readyThread(heap: number): void {
  if (idle.length > 0 || threads >= availableParallelism()) return;
  const thread = startThread(heap);
  thread.unref();
  idle.push(thread);
}

/**
 * A thread that holds no site: one that has served others, or a new one. It keeps the process alive.
 *
 * @param heap what its heap may grow to, megabytes
 */
export function takeThread(heap: number): Worker {
  const place = idle.findLastIndex((thread) => heaps.get(thread) === heap);
  const [waiting] = place === -1 ? [] : idle.splice(place, 1);
  waiting?.ref();
  return waiting ?? startThread(heap);
}

/**
 * Takes back a thread that has answered all it was asked. It forgets its site, and waits for the next: what V8 has
 * compiled in it is worth as much as the analysis of a megabyte.
 */
export function returnThread(thread: Worker): void {
  if (idle.length >= mostIdle) {
    void thread.terminate();
    return;
  }
  thread.unref();
  const request: Request = { ask: 'forget' };
  // oxlint-disable-next-line require-post-message-target-origin -- a thread, no window
  thread.postMessage(request);
  idle.push(thread);
}

function startThread(heap: number): Worker {
  const thread = new Worker(createRequire(import.meta.url).resolve('#analysis-worker'), {
    resourceLimits: { stackSizeMb: stackMegabytes, maxOldGenerationSizeMb: heap },
  });
  heaps.set(thread, heap);
  // Whoever waits for an answer hears of it too.
  thread.on('error', () => undefined);
  threads += 1;
  thread.on('exit', () => {
    threads -= 1;
    const place = idle.indexOf(thread);
    if (place !== -1) idle.splice(place, 1);
  });
  return thread;
}
