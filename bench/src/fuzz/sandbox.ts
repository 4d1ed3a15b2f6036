import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Reads a program a line and writes what it leaves; it has no files, no processes and no modules. */
const code = `
const { createContext, runInContext } = require('node:vm');
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  let value = null;
  try { value = runInContext(JSON.parse(line), createContext({ btoa }), { timeout: 1000 }); } catch {}
  process.stdout.write(JSON.stringify(typeof value === 'string' ? value : null) + '\\n');
});`;

/** Node itself, in a child process that may touch nothing: what the evaluator is compared with. */
export class Sandbox {
  readonly #child: ChildProcess;
  readonly #waiting: ((value: string | null) => void)[] = [];

  constructor() {
    const permission = process.allowedNodeEnvironmentFlags.has('--permission')
      ? '--permission'
      : '--experimental-permission';
    const child = spawn(process.execPath, ['--no-warnings', permission, '-e', code], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: child.stdout }).on('line', (line) =>
      this.#waiting.shift()?.(JSON.parse(line) as string | null),
    );
    this.#child = child;
  }

  /** The string that a program leaves; null where it is none, or it throws. */
  run(program: string): Promise<string | null> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin?.write(`${JSON.stringify(program)}\n`);
    });
  }

  close(): void {
    this.#child.kill();
  }
}
