/** A worker child: runs the scans that its parent hands it. It opens no database and knows no secret of the server. */
import { scan, UsageError } from 'wssure';
import type { ScanProgress } from '../nouns.ts';
import type { FromChild, ToChild } from './messages.ts';

const progressEveryMs = 200;
const running = new Map<string, AbortController>();

function tell(message: FromChild): void {
  process.send?.(message);
}

async function run({ lease, target, options }: Extract<ToChild, { kind: 'scan' }>): Promise<void> {
  const stop = new AbortController();
  running.set(lease, stop);
  const progress = reporter(lease);
  try {
    const report = await scan(target, { ...options, signal: stop.signal, onProgress: progress.note });
    tell(stop.signal.aborted ? { kind: 'stopped', lease } : { kind: 'report', lease, report });
  } catch (error) {
    if (stop.signal.aborted) tell({ kind: 'stopped', lease });
    else tell({ kind: 'mistake', lease, message: told(error) });
  } finally {
    progress.end();
    running.delete(lease);
  }
}

/** Progress comes for every file and handshake; the parent is told of it a few times a second. */
function reporter(lease: string): {
  note: (event: { stage: keyof ScanProgress; subject: string; done: number; total: number }) => void;
  end: () => void;
} {
  let progress: ScanProgress = {};
  let timer: NodeJS.Timeout | undefined;
  return {
    note: ({ stage, subject, done, total }) => {
      progress = { ...progress, [stage]: { subject: subject.slice(0, 300), done, total } };
      timer ??= setTimeout(() => {
        timer = undefined;
        tell({ kind: 'progress', lease, progress });
      }, progressEveryMs);
    },
    end: () => clearTimeout(timer),
  };
}

function told(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  return `a mistake in wssure itself: ${error instanceof Error ? error.message : String(error)}`;
}

process.on('message', (message: ToChild) => {
  if (message.kind === 'stop') running.get(message.lease)?.abort();
  else void run(message);
});
// The parent is gone: what it handed over will be given to somebody else.
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the parent decides what becomes of the scans.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
tell({ kind: 'ready' });
