import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { applyConfigFile } from '../config-file.ts';
import { addReportOptions, firstPartyOption, toScanOptions, type CliOptions } from '../options.ts';
import type { Invocation } from '../program.ts';
import type { Job } from '../run.ts';
import { baseUrl } from '../values.ts';

/** `wssure files <dir-or-file...> --base <url>`. */
export function filesCommand(program: Command, invocation: Invocation): void {
  const command = program
    .command('files')
    .description('analyse a build before it is deployed: pages and scripts on disk, no connection')
    .usage('[dir-or-file...] --base <url> [options]')
    .argument(
      '[dir-or-file...]',
      'what a server hands out; a project (with package.json) stands for its build',
    )
    .optionsGroup('Where it will be served:')
    .option('--base <url>', 'the URL of the folder, like https://your.site/', baseUrl)
    .addOption(firstPartyOption());
  addReportOptions(command);
  command.action(async (paths: readonly string[]) => {
    applyConfigFile(command);
    const options = command.opts<CliOptions>();
    const { base } = options;
    if (base === undefined) {
      throw new UsageError(
        '--base is missing: give the URL at which the files will be served, like --base https://your.site/',
      );
    }
    const [{ gatherFiles }, { locate }, { runJobs }] = await Promise.all([
      import('../../scan.ts'),
      import('../../files/locate.ts'),
      import('../run.ts'),
    ]);
    const { notes } = locate(paths);
    const { firstParty, showSecrets, limits } = toScanOptions(options);
    const given = {
      base,
      ...(firstParty && { firstParty }),
      ...(showSecrets && { showSecrets }),
      ...(limits && { limits }),
    };
    const job: Job = {
      target: base,
      ...(notes.length > 0 && { note: notes.join('; ') }),
      gather: (onProgress) => gatherFiles(paths, { ...given, onProgress }),
    };
    invocation.exit(await runJobs([job], { ...invocation, options }));
  });
}
