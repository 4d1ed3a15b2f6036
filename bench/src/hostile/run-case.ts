import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostileCase } from './case.ts';
import { problemsOf, type Written } from './check.ts';
import { serve } from './server.ts';

/** What every scan of a hostile site must keep to: the whole process, seen from outside. */
export const promise = { ms: 20_000, bytes: 640 * 1024 * 1024 } as const;

export interface CaseOutcome {
  readonly ms: number;
  /** The process's peak resident set. */
  readonly bytes: number;
  /** Why the case failed; none where it held. */
  readonly problems: readonly string[];
}

const wssure = fileURLToPath(new URL('../../../packages/scanner/bin/wssure.js', import.meta.url));
const files = {
  json: 'r.json',
  jsonl: 'r.jsonl',
  sarif: 'r.sarif',
  junit: 'r.xml',
  markdown: 'r.md',
  html: 'r.html',
};
/** A scan that is still running then is ended, and has failed. */
const patienceMs = 2 * promise.ms;
const sampleMs = 20;

/** Scans a hostile site with the command line, as its own process, and looks at all that it writes. */
export async function runCase(hostile: HostileCase): Promise<CaseOutcome> {
  const server = await serve(hostile);
  const folder = mkdtempSync(join(tmpdir(), 'wssure-hostile-'));
  try {
    const formats = Object.entries(files).flatMap(([id, name]) => [
      '--format',
      `${id}=${join(folder, name)}`,
    ]);
    const args = [wssure, `${server.origin}/`, '--insecure', '--format', 'terminal', ...formats];
    const run = await scan([...args, ...(hostile.args ?? [])]);
    const written: Written = { ...run, ...textsOf(folder), origin: server.origin };
    return {
      ...run,
      problems: [
        ...(run.ms > promise.ms ? [`it took ${run.ms} ms`] : []),
        ...(run.bytes > promise.bytes ? [`it took ${Math.round(run.bytes / 1024 / 1024)} MB`] : []),
        ...problemsOf(hostile, written),
      ],
    };
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function textsOf(folder: string): Pick<Written, 'texts'> {
  const read = (name: string): string | null => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      return null;
    }
  };
  return { texts: new Map(Object.entries(files).map(([id, name]) => [id, read(name)])) };
}

interface Scan extends Pick<Written, 'status' | 'stdout' | 'stderr'> {
  readonly ms: number;
  readonly bytes: number;
}

function scan(args: readonly string[]): Promise<Scan> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let bytes = 0;
    const sample = setInterval(() => {
      void peakOf(child.pid).then((peak) => (bytes = Math.max(bytes, peak)));
    }, sampleMs);
    const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(sample);
      clearTimeout(patience);
      const text = (chunks: Buffer[]): string => Buffer.concat(chunks).toString('utf8');
      const ms = Math.round(performance.now() - started);
      resolve({ ms, bytes, status, stdout: text(stdout), stderr: text(stderr) });
    });
  });
}

/** The kernel's own high-water mark of a process (proc(5), `VmHWM`), so that no peak between two looks is missed. */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}
