import type { Artifacts } from '../artifacts.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exit-code.ts';
import type { ProgressEvent } from '../options.ts';
import type { Report } from '../report.ts';
import { visible } from '../report/escape.ts';
import { openKeeper } from './keepsakes.ts';
import { mistakeOf } from './mistake.ts';
import type { CliOptions } from './options.ts';
import { openOutputs } from './outputs.ts';
import { startProgress } from './progress.ts';
import { say, type Terminal } from './terminal.ts';

/** One thing to scan or to probe, or artifacts that were kept. */
export interface Job {
  readonly target: string;
  /** What to tell the user before it starts. */
  readonly note?: string;
  readonly gather: (onProgress: (event: ProgressEvent) => void) => Promise<Artifacts>;
}

export interface Run {
  readonly terminal: Terminal;
  readonly options: CliOptions;
  /** The command that runs it again. */
  readonly command: string;
}

/** Targets at a time: each has `--concurrency` requests of its own, and analysis needs a core. */
const targetsAtOnce = 4;

/**
 * Gathers and judges every job, writes the reports and whatever else was asked for, and returns the exit
 * status: of several targets the highest. Throws `UsageError`, before the first request where possible.
 */
export async function runJobs(jobs: AsyncIterable<Job> | Iterable<Job>, run: Run): Promise<number> {
  const { terminal, options, command } = run;
  const quiet = options.quiet ?? false;
  const outputs = await openOutputs(terminal, {
    specs: options.format ?? [{ format: 'terminal', file: null }],
    color: options.color,
    quiet,
    command,
  });
  const keeper = openKeeper(options);
  const keepsReports = outputs.some((output) => output.stream === undefined);
  const progress = startProgress(terminal, quiet);
  const tell = (message: string): void => {
    progress.clear();
    say(terminal, visible(message));
  };
  const reports: Report[] = [];
  let status = 0;
  const finished = async (report: Report, index: number): Promise<void> => {
    status = Math.max(status, exitCode([report], options.failOn ?? 'fail'));
    if (report.error) tell(`${report.target}: ${report.error.message}`);
    if (keepsReports) reports[index] = report;
    progress.clear();
    for (const output of outputs) await output.stream?.(report);
  };
  try {
    await inParallel(
      jobs,
      Math.min(targetsAtOnce, options.concurrency ?? targetsAtOnce),
      async (job, index) => {
        if (job.note !== undefined && !quiet) tell(job.note);
        try {
          await finished(keeper.judge(await job.gather(progress.update)), index);
        } catch (error) {
          if (error instanceof UsageError) throw error;
          // A mistake that one site brings out must not cost the reports of a thousand others.
          status = 2;
          tell(`${job.target}: ${mistakeOf(error, terminal)}`);
        }
      },
    );
  } finally {
    progress.stop();
  }
  for (const message of await keeper.finish()) tell(message);
  for (const output of outputs) await output.finish(Object.values(reports));
  return status;
}

/** Works through a list that may still be growing, so many items at a time. The first failure ends it. */
async function inParallel<T>(
  items: AsyncIterable<T> | Iterable<T>,
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let index = 0;
  const worker = async (): Promise<void> => {
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      await work(next.value, index++);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
