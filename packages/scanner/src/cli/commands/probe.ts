import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { applyConfigFile } from '../config-file.ts';
import {
  addNetworkOptions,
  addProbeOptions,
  addReportOptions,
  repeatable,
  toScanOptions,
  type CliOptions,
} from '../options.ts';
import type { Invocation } from '../program.ts';
import type { Job } from '../run.ts';
import { subprotocol } from '../values.ts';

/** `wssure probe <ws-url...> --page <url>`. */
export function probeCommand(program: Command, invocation: Invocation): void {
  const command = program
    .command('probe')
    .description('probe endpoints that are already known, with the Origin of a page')
    .usage('<ws-url...> --page <url> [options]')
    .argument(
      '<ws-url...>',
      'ws://, wss://, http:// or https:// URLs, as the WebSocket constructor takes them',
    )
    .optionsGroup('The page:')
    .option('--page <url>', 'the page that opens them; it is not fetched')
    .addOption(
      repeatable('--subprotocol <name>', 'offer this subprotocol; may be repeated', (text) => [
        subprotocol(text),
      ]),
    );
  addReportOptions(addNetworkOptions(addProbeOptions(command)));
  command.action(async (urls: readonly string[]) => {
    applyConfigFile(command);
    const options = command.opts<CliOptions>();
    const { page } = options;
    if (page === undefined) {
      throw new UsageError(
        '--page is missing: give the URL of the page that opens the socket, like --page https://your.site',
      );
    }
    const [{ gatherProbes }, { runJobs }] = await Promise.all([import('../../scan.ts'), import('../run.ts')]);
    const job: Job = {
      target: page,
      gather: (onProgress) => gatherProbes(urls, { ...toScanOptions(options), page, onProgress }),
    };
    invocation.exit(await runJobs([job], { ...invocation, options }));
  });
}
