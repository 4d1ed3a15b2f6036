import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A `wssure` command that runs in a process of its own. */
export interface Running {
  readonly process: ChildProcess;
  /** Where it listens, for `serve`. */
  readonly origin: string;
  /** What it said on standard error so far. */
  readonly said: () => string;
  /** The ids of its worker children now. */
  workers(): number[];
  /** Ends it as nothing can that a process could prepare for. */
  kill(): Promise<void>;
  /** Ends it as a supervisor does; its exit status. */
  stop(): Promise<number | null>;
}

const bin = fileURLToPath(new URL('../../../scanner/bin/wssure.js', import.meta.url));

/** Starts a command and waits until it says that it runs. Rejects with what it said where it ends instead. */
export async function startCommand(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, WSSURE_LOG: 'silent', WSSURE_ALLOW_PRIVATE: '1', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/listening on|working/.test(said)) resolve();
    });
    void gone.then((status) => reject(new Error(`ended with ${status}: ${said}`)));
  });
  await ready;
  return {
    process: child,
    origin: /https?:\/\/\S+/.exec(said)?.[0] ?? '',
    said: () => said,
    workers: () => childrenOf(child.pid ?? 0),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

/** From proc(5), the fourth field of `stat`. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return null;
  }
}
