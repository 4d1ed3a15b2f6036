/** The embedded database's own thread: it would block everybody else's event loop. */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { ThreadAnswer, ThreadRequest, ThreadSettings } from './bridge.ts';

const { directory, template }: ThreadSettings = workerData;

async function open(): Promise<PGlite> {
  if (template === null) return PGlite.create(directory);
  return PGlite.create(directory, { loadDataDir: new Blob([await readFile(template)]) });
}

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}

const database = await open();
let queue: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: ThreadRequest) => {
  queue = queue.then(() => serve(request));
});

async function serve(request: ThreadRequest): Promise<void> {
  if (request.kind === 'close') {
    await database.close();
    answer({ kind: 'closed' });
    return;
  }
  answer({ kind: 'bytes', bytes: await database.execProtocolRaw(request.bytes) });
}

answer({ kind: 'ready' });
