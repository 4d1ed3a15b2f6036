import { run } from './cli.ts';
import { tuneEngineSoon } from './tune-engine.ts';

// Other users of the machine see a process's arguments, and credentials may be among them (`--cookie`, `--header`).
const argv = process.argv.slice(2);
process.title = 'wssure';
tuneEngineSoon();

// A reader that went away (`wssure … | head`) is no error; there is nobody left to write to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.stderr.write(`wssure: cannot write the report: ${error.code}\n`);
  process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 2);
});

// The service puts its scans away before it ends.
if (!['serve', 'worker'].includes(process.argv[2] ?? '')) {
  process.once('SIGINT', () => {
    process.stderr.write('\nwssure: interrupted: nothing was decided\n');
    process.exit(130);
  });
}

process.exitCode = await run(argv, process);
