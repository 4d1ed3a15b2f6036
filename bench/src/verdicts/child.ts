import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { NotInstalled } from './case.ts';

export interface Child {
  readonly port: number;
  /** Other lines that it printed before its port, as `name value`. */
  readonly told: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
}

const startMs = 60_000;

/**
 * Runs a server that prints `port <number>` when it listens. Throws `NotInstalled` where the program or a package
 * of it is not there, and an error with what it said where it does not start.
 */
export function startChild(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Child> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const told = new Map<string, string>();
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), startMs);
    child.once('error', () => reject(new NotInstalled(command)));
    createInterface(child.stdout).on('line', (line) => {
      const [, name = '', value = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
      told.set(name, value);
      if (name !== 'port') return;
      clearTimeout(timer);
      const close = async (): Promise<void> => {
        child.kill('SIGKILL');
        await ended;
      };
      resolve({ port: Number(value), told, close });
    });
    child.once('close', () => {
      clearTimeout(timer);
      const said = Buffer.concat(complaints).toString('utf8');
      const missing = /ModuleNotFoundError: No module named '(\w+)'/.exec(said)?.[1];
      reject(
        missing
          ? new NotInstalled(missing)
          : new Error(`${args.join(' ')} did not start: ${said.slice(-500)}`),
      );
    });
  });
}
