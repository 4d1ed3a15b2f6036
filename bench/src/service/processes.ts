import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A `wssure` command in a process of its own. */
export interface Command {
  readonly pid: number;
  readonly origin: string;
  stop(): Promise<void>;
}

const wssure = fileURLToPath(new URL('../../../packages/scanner/bin/wssure.js', import.meta.url));

/** Starts a command of the service and waits until it runs. */
export function startCommand(args: readonly string[], env: Record<string, string>): Promise<Command> {
  const child: ChildProcess = spawn(process.execPath, [wssure, ...args], {
    env: { ...process.env, WSSURE_LOG: 'silent', WSSURE_ALLOW_PRIVATE: '1', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!/listening on|working/.test(said)) return;
      const stop = (): Promise<void> => {
        child.kill('SIGTERM');
        return gone;
      };
      resolve({ pid: child.pid ?? 0, origin: /http:\/\/\S+/.exec(said)?.[0] ?? '', stop });
    });
    void gone.then(() => reject(new Error(`${args.join(' ')}: ${said}`)));
  });
}

/** A process and its children. */
export function family(pid: number): number[] {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && stat(Number(name))?.[1] === String(pid),
  );
  return [pid, ...children.map(Number)];
}

const ticksPerSecond = 100;

/** User and system time so far, ms (proc(5): the 14th and 15th field of `stat`). */
export function cpuMs(pids: readonly number[]): number {
  const ticks = pids.map((pid) => Number(stat(pid)?.[11] ?? 0) + Number(stat(pid)?.[12] ?? 0));
  return (ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond) * 1000;
}

/** Resident memory, MB. */
export function memoryMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
}

/** The fields behind the name, which may hold anything. */
function stat(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return null;
  }
}
