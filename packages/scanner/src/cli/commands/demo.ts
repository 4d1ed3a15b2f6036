import type { Command } from 'commander';
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
import { say } from '../terminal.ts';

/** Steady ports make steady URLs, so that two runs and a baseline compare. */
const ports = { secure: 7443, plain: 7080 };

/** `wssure demo`: needs neither the internet nor anything set up. */
export function demoCommand(program: Command, invocation: Invocation): void {
  const command = program
    .command('demo')
    .description('start a small weak shop on loopback, scan it with the options of scan, stop')
    .usage('[options]');
  addReportOptions(addNetworkOptions(addProbeOptions(addScopeOptions(command))));
  command.action(async () => {
    applyConfigFile(command);
    const options = command.opts<CliOptions>();
    const [{ startShop }, { gather }, { runJobs }] = await Promise.all([
      import('../../demo/shop.ts'),
      import('../../scan.ts'),
      import('../run.ts'),
    ]);
    const shop = await startShop({ ports });
    try {
      if (!options.quiet)
        say(invocation.terminal, `the demo shop is open at ${shop.url}, on loopback, for this scan`);
      const given = toScanOptions(options);
      const scanOptions = {
        ...given,
        resolve: [...shop.resolve, ...(given.resolve ?? [])],
        connectTo: [...shop.connectTo, ...(given.connectTo ?? [])],
        ca: shop.ca + (given.ca ?? ''),
      };
      const job: Job = {
        target: shop.url,
        gather: (onProgress) => gather(shop.url, { ...scanOptions, onProgress }),
      };
      invocation.exit(await runJobs([job], { ...invocation, options }));
    } finally {
      await shop.close();
    }
  });
}
