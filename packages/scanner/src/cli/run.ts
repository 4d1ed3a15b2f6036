import type { Artifacts } from '../artifacts.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exit-code.ts';
import type { ProgressEvent } from '../options.ts';
import type { Report } from '../report.ts';
import { visible } from '../report/escape.ts';
import { openKeeper } from './keepsakes.ts';
import { mistakeOf } from './mistake.ts';
import type { CliOptions } from './options.ts';
import type { OutputSpec } from './output-spec.ts';
import { openOutputs } from './outputs.ts';
import { startProgress } from './progress.ts';
import { leftOutWords, nothingLeftWords, resumeOutput, type Resumed } from './resume.ts';
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
  /** What an earlier run got done. */
  readonly resumed?: Resumed | undefined;
}

/** Targets at a time. Each waits for its network most of the time. */
const targetsAtOnce = 16;

/**
 * Gathers and judges every job, writes the reports and whatever else was asked for, and returns the exit
 * status: of several targets the highest. Throws `UsageError`, before the first request where possible.
 */
export async function runJobs(jobs: AsyncIterable<Job> | Iterable<Job>, run: Run): Promise<number> {
  const { terminal, options, command, resumed } = run;
  const quiet = options.quiet ?? false;
  const outputs = await openOutputs(terminal, {
    specs: specsOf(options.format ?? [{ format: 'terminal', file: null }], resumed, terminal),
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
  let started = 0;
  const tellResumed = (words: (resumed: Resumed) => string): void => {
    if (resumed && resumed.verdicts.length > 0 && !quiet) tell(words(resumed));
  };
  const reports: Report[] = [];
  let status: number = exitCode(resumed?.verdicts ?? [], options.failOn ?? 'fail');
  const finished = async (report: Report, index: number): Promise<void> => {
    status = Math.max(status, exitCode([report], options.failOn ?? 'fail'));
    if (report.error) tell(troubleOf(report.target, report.error.message));
    if (keepsReports) reports[index] = report;
    progress.clear();
    for (const output of outputs) await output.stream?.(report);
  };
  try {
    await inParallel(
      jobs,
      Math.min(targetsAtOnce, options.concurrency ?? targetsAtOnce),
      async (job, index) => {
        if (index === 0) tellResumed(leftOutWords);
        started += 1;
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
  if (started === 0) tellResumed(nothingLeftWords);
  for (const message of await keeper.finish()) tell(message);
  for (const output of outputs) await output.finish(Object.values(reports));
  return status;
}

/** The outputs of a run that goes on where another ended: its file, in place of one of the same name. */
function specsOf(
  specs: readonly OutputSpec[],
  resumed: Resumed | undefined,
  { stdout }: Terminal,
): readonly OutputSpec[] {
  const added = resumed && resumeOutput(resumed, stdout);
  if (!added) return specs;
  const others = specs.filter(({ format, file }) => format !== 'jsonl' || file !== added.file);
  return [...others, added];
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

/** What went wrong, with its target named once. */
function troubleOf(target: string, message: string): string {
  return message.startsWith(`${target} `) ? message : `${target}: ${message}`;
}
