import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a whole process took. */
export interface ProcessUsage {
  readonly status: number | null;
  readonly ms: number;
  /** User and system, all threads. */
  readonly cpuMs: number;
  /** The most that was resident at any moment, bytes. */
  readonly peakBytes: number;
}

const account = fileURLToPath(new URL('process-usage/account.js', import.meta.url));

/** Runs `node` with these arguments to its end; `onOutput` is handed what it prints, as it comes; stderr is dropped. */
export function runMeasured(
  args: readonly string[],
  onOutput: (chunk: Buffer) => void = () => {},
): Promise<ProcessUsage> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', account, ...args], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    let told = '';
    child.stdout?.on('data', onOutput);
    child.stdio[3]?.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (status) => {
      const ms = performance.now() - started;
      const usage = JSON.parse(told || '{}') as Partial<Pick<ProcessUsage, 'cpuMs' | 'peakBytes'>>;
      resolve({
        status,
        ms,
        cpuMs: usage.cpuMs ?? Number.NaN,
        peakBytes: usage.peakBytes ?? Number.NaN,
      });
    });
  });
}
