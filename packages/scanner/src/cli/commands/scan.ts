import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { resolveOptions, type ScanOptions } from '../../options.ts';
import { applyConfigFile } from '../config-file.ts';
import {
  addNetworkOptions,
  addProbeOptions,
  addReportOptions,
  addScopeOptions,
  toScanOptions,
  type CliOptions,
} from '../options.ts';
import type { Invocation } from '../program.ts';
import type { Job } from '../run.ts';
import type { Resumed } from '../resume.ts';
import { assertNoCommand, targetsOf } from '../targets.ts';

/** `wssure <url...>`, also as `wssure scan <url...>`. */
export function scanCommand(program: Command, invocation: Invocation): Command {
  const command = program
    .command('scan', { isDefault: true })
    .description('read pages and their scripts, find the endpoints, probe them, report (the default command)')
    .usage('<url...> [options]')
    .argument('[url...]', 'http(s) URLs of pages; https:// is added where there is no scheme');
  addNetworkOptions(addProbeOptions(addScopeOptions(command)));
  addReportOptions(command)
    .optionsGroup('More targets:')
    .option('--targets <file>', 'scan the URLs in this file too, one a line; - for standard input')
    .option(
      '--resume <file>',
      'leave out the targets whose reports are in this JSON Lines file, and add the others to it',
    )
    .option('--from-artifacts <file>', 'judge what --save-artifacts kept, without the network');
  return command.action(async (urls: readonly string[]) => {
    applyConfigFile(command);
    const options = command.opts<CliOptions>();
    assertNoCommand(
      urls,
      program.commands.map((sibling) => sibling.name()),
    );
    const resumed = await resumedBy(options);
    const jobs = await jobsOf(urls, options, invocation, resumed);
    const { runJobs } = await import('../run.ts');
    invocation.exit(await runJobs(jobs, { ...invocation, options, resumed }));
  });
}

async function jobsOf(
  urls: readonly string[],
  options: CliOptions,
  { terminal }: Invocation,
  resumed: Resumed | undefined,
): Promise<AsyncIterable<Job> | Iterable<Job>> {
  const { fromArtifacts, targets } = options;
  if (fromArtifacts !== undefined) {
    if (urls.length > 0 || targets !== undefined || resumed) {
      throw new UsageError(
        '--from-artifacts judges what was kept: give no URL, no --targets and no --resume with it',
      );
    }
    const { readArtifacts } = await import('../keepsakes.ts');
    return readArtifacts(fromArtifacts).map((artifacts): Job => ({
      target: artifacts.target,
      gather: () => Promise.resolve(artifacts),
    }));
  }
  if (urls.length === 0 && targets === undefined) {
    throw new UsageError(
      'give a URL to scan, like "wssure https://your.site"; "wssure --help" lists everything',
    );
  }
  const given = toScanOptions(options);
  const isList = targets !== undefined || urls.length > 1;
  return scanJobs(targetsOf(urls, targets, terminal.stdin), isList ? amongOthers(given) : given, resumed);
}

/** Scans that run beside each other share the machine: each has more time, so that none is limited by the others. */
function amongOthers(options: ScanOptions): ScanOptions {
  const { timeoutMs, limits } = resolveOptions(options);
  return { ...options, limits: { ...options.limits, scanMs: Math.max(limits.scanMs, 6 * timeoutMs) } };
}

async function resumedBy(options: CliOptions): Promise<Resumed | undefined> {
  const { resume } = options;
  if (resume === undefined) return undefined;
  const [{ readResumed }, { secretsGiven }] = await Promise.all([
    import('../resume.ts'),
    import('../keepsakes.ts'),
  ]);
  return readResumed(resume, secretsGiven(options));
}

async function* scanJobs(
  targets: AsyncIterable<{ readonly url: string; readonly note?: string }>,
  options: ScanOptions,
  resumed: Resumed | undefined,
): AsyncGenerator<Job> {
  const { gather } = await import('../../scan.ts');
  for await (const { url, ...note } of targets) {
    if (resumed?.has(url) === true) continue;
    yield { ...note, target: url, gather: (onProgress) => gather(url, { ...options, onProgress }) };
  }
}
