import type { Command } from 'commander';
import { repeatable } from '../options.ts';
import type { Invocation } from '../program.ts';
import { runServer } from '../server-package.ts';
import { wholeNumber } from '../values.ts';

/** `wssure serve`. */
export function serveCommand(program: Command, { terminal }: Invocation): void {
  const command = program
    .command('serve')
    .description(
      'web page, HTTP API and workers, with an embedded database or the PostgreSQL of DATABASE_URL',
    )
    .usage('[options]')
    .option('--listen <host:port>', 'where to listen (default: 127.0.0.1:8080)')
    .option('--data <dir>', 'where the embedded database is kept (default: wssure in $XDG_DATA_HOME)')
    .option('--tls-cert <pem>', 'certificate of the server, with its chain')
    .option('--tls-key <pem>', 'its private key');
  addWorkerOptions(command, { workers: 2, least: 0 })
    .addOption(
      repeatable('--trusted-proxy <address>', 'address or network of a proxy that speaks TLS for it', one),
    )
    .addOption(repeatable('--host-name <name>', 'answer under this name too', one))
    .action(() => runServer('serve', command.opts(), terminal));
}

/** `wssure worker`. */
export function workerCommand(program: Command, { terminal }: Invocation): void {
  const command = program
    .command('worker')
    .description('one more worker on the PostgreSQL of DATABASE_URL')
    .usage('[options]');
  addWorkerOptions(command, { workers: 1, least: 1 }).action(() =>
    runServer('work', command.opts(), terminal),
  );
}

const one = (text: string): readonly string[] => [text];

function addWorkerOptions(command: Command, { workers, least }: { workers: number; least: number }): Command {
  return command
    .option('--workers <n>', `worker processes (default: ${workers})`, wholeNumber('--workers', least, 64))
    .option(
      '--concurrency <n>',
      'scans at a time in each of them (default: 2)',
      wholeNumber('--concurrency', 1, 64),
    )
    .option(
      '--keep <days>',
      'delete scans that ended so long ago; 0 keeps all (default: 90)',
      wholeNumber('--keep', 0, 36_500),
    );
}
