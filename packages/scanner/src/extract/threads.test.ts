import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { returnThread, takeThread } from './threads.ts';
import type { Answer, Request } from './worker-messages.ts';

const heap = 256;
const options = { parseUnits: 8_000_000, evaluatorSteps: 200_000, sourceMs: 5_000 };
const page = 'https://shop.example/';
const taken: Worker[] = [];

afterEach(async () => {
  for (const thread of taken.splice(0)) await thread.terminate();
});

function take(megabytes = heap): Worker {
  const thread = takeThread(megabytes);
  taken.push(thread);
  return thread;
}

function post(thread: Worker, request: Request): void {
  // oxlint-disable-next-line require-post-message-target-origin -- a thread, no window
  thread.postMessage(request);
}

/** What a page's inline script dials, as a thread that has the site says. */
async function dialled(thread: Worker, path: string): Promise<readonly (string | null)[]> {
  post(thread, {
    ask: 'begin',
    options: { ...options, unparsed: new Set(), unread: new Set(), textOnly: false },
  });
  const text = `<script>new WebSocket('${path}')</script>`;
  post(thread, { ask: 'document', document: { url: page, text } });
  await once(thread, 'message');
  post(thread, { ask: 'references', order: [], ms: 5_000 });
  const answer = await new Promise<Answer>((resolve) => thread.once('message', resolve));
  if (!('result' in answer) || !('references' in answer.result)) throw new Error('there is no result');
  return answer.result.references.map(({ url }) => url);
}

describe('an analysis thread', () => {
  it.each([
    ['serves one site after the other, and knows nothing of the last', 0],
    ['does so also after it has given its memory back', 1_200],
  ])('%s', async (_what, restMs) => {
    const thread = take();
    expect(await dialled(thread, '/first')).toEqual(['wss://shop.example/first']);
    returnThread(thread);
    await new Promise((resolve) => setTimeout(resolve, restMs));
    expect(take()).toBe(thread);
    expect(await dialled(thread, '/second')).toEqual(['wss://shop.example/second']);
  });

  it('without its site has nothing to say', async () => {
    const thread = take();
    expect(await dialled(thread, '/first')).toEqual(['wss://shop.example/first']);
    returnThread(thread);
    expect(take()).toBe(thread);
    post(thread, { ask: 'references', order: [], ms: 5_000 });
    expect(await once(thread, 'message')).toEqual([{ error: 'The thread was given no site.' }]);
  });

  it('is given to sites with its heap only', () => {
    const thread = take();
    returnThread(thread);
    expect(take(heap * 2)).not.toBe(thread);
    expect(take()).toBe(thread);
  });

  it('is ended where four wait already', async () => {
    const threads = Array.from({ length: 5 }, () => take());
    const last = threads.at(-1);
    const ended = last && once(last, 'exit');
    for (const thread of threads) returnThread(thread);
    expect(await ended).toHaveLength(1);
    const again = Array.from({ length: 4 }, () => take());
    expect(new Set(again)).toEqual(new Set(threads.slice(0, 4)));
  });
});
