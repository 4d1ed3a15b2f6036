import { createReadStream, existsSync, fstatSync, statSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import type { Report } from '../report.ts';
import { groupBy } from '../report/group-by.ts';
import { createMasker } from '../secrets.ts';
import { assertWritable, notWritten, reason } from './files.ts';
import type { OutputSpec } from './output-spec.ts';
import type { Terminal } from './terminal.ts';

/** What an earlier run of the same targets got done before it was interrupted. */
export interface Resumed {
  readonly file: string;
  readonly verdicts: readonly Pick<Report, 'verdict'>[];
  /**
   * Whether the earlier run has a report for this target. Each report answers for one target: two that differ in what
   * reports mask are two.
   */
  readonly has: (target: string) => boolean;
}

/**
 * Reads the JSON Lines of an earlier run; a file that does not exist yet is one that got nothing done. A last line
 * that was being written when that run ended is cut off. Throws `UsageError`.
 */
export async function readResumed(file: string, secrets: readonly string[]): Promise<Resumed> {
  assertWritable('--resume', file);
  const verdicts: Pick<Report, 'verdict'>[] = [];
  const left = new Map<string, number>();
  if (existsSync(file)) {
    const whole = await readLines(file, (line, number) => {
      const { target, verdict } = reportOf(line, `--resume ${file}: line ${number}`);
      verdicts.push({ verdict });
      left.set(target, (left.get(target) ?? 0) + 1);
    });
    if (whole < statSync(file).size) await cut(file, whole);
  }
  const masker = createMasker(secrets);
  const has = (target: string): boolean => {
    const key = [target, masker(target)].find((name) => (left.get(name) ?? 0) > 0);
    if (key !== undefined) left.set(key, (left.get(key) ?? 0) - 1);
    return key !== undefined;
  };
  return { file, verdicts, has };
}

/** The output that adds this run's reports to the file; null where standard output leads to that very file. */
export function resumeOutput({ file }: Resumed, stdout: Terminal['stdout']): OutputSpec | null {
  if (isSameFile(file, stdout)) return null;
  return { format: 'jsonl', file, append: true };
}

/** What the user is told before the first of the other targets. */
export function leftOutWords({ file, verdicts }: Resumed): string {
  return `${file} has ${verdicts.length} reports: their targets are not scanned again`;
}

/** What the user is told where there are no others, with what the exit status goes by. */
export function nothingLeftWords({ file, verdicts }: Resumed): string {
  const groups = groupBy(verdicts, ({ verdict }) => verdict);
  const counts = (['fail', 'warn', 'pass', 'error'] as const).flatMap((verdict) => {
    const group = groups.get(verdict);
    return group ? [`${group.length} ${verdict}`] : [];
  });
  return `nothing is left to do: ${file} has a report for every target (${counts.join(', ')})`;
}

/** Calls `each` for every line that ended; returns the bytes of those lines. */
async function readLines(file: string, each: (line: string, number: number) => void): Promise<number> {
  let rest: Buffer[] = [];
  let bytes = 0;
  let number = 0;
  try {
    for await (const chunk of createReadStream(file)) {
      let from = 0;
      const piece: Buffer = chunk;
      for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, from)) {
        const line = Buffer.concat([...rest, piece.subarray(from, end)]);
        bytes += line.length + 1;
        from = end + 1;
        rest = [];
        each(line.toString('utf8'), ++number);
      }
      rest.push(piece.subarray(from));
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--resume ${file}: cannot read it: ${reason(error)}`);
  }
  return bytes;
}

function reportOf(line: string, place: string): Pick<Report, 'target' | 'verdict'> {
  const report = parsed(line);
  if (typeof report === 'object' && report !== null && 'target' in report && 'verdict' in report) {
    const { target, verdict } = report;
    if (typeof target === 'string' && isVerdict(verdict)) return { target, verdict };
  }
  throw new UsageError(`${place} is no report: give the file that --format jsonl or --resume wrote`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isVerdict(value: unknown): value is Report['verdict'] {
  return value === 'fail' || value === 'warn' || value === 'pass' || value === 'error';
}

async function cut(file: string, bytes: number): Promise<void> {
  try {
    await truncate(file, bytes);
  } catch (error) {
    throw notWritten('--resume', file, error);
  }
}

function isSameFile(file: string, stdout: Terminal['stdout']): boolean {
  if (!('fd' in stdout) || typeof stdout.fd !== 'number') return false;
  const [theirs, ours] = [statSync(file, { throwIfNoEntry: false }), fstatSync(stdout.fd)];
  return theirs?.dev === ours.dev && theirs.ino === ours.ino;
}
