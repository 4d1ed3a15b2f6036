import { Command, CommanderError, Help } from 'commander';
import { UsageError } from '../errors.ts';
import { tool } from '../version.ts';
import { demoCommand } from './commands/demo.ts';
import { explainCommand } from './commands/explain.ts';
import { filesCommand } from './commands/files.ts';
import { probeCommand } from './commands/probe.ts';
import { scanCommand } from './commands/scan.ts';
import { serveCommand, workerCommand } from './commands/serve.ts';
import { rerunCommand } from './rerun.ts';
import { widthOf, type Terminal } from './terminal.ts';

/** What a command is handed besides its own options. */
export interface Invocation {
  readonly terminal: Terminal;
  /** The command that runs it again. */
  readonly command: string;
  /** Called with the exit status of a command that has done its work. */
  readonly exit: (status: number) => void;
}

/** Parses a command line, without the program's name, and runs its command. Throws `UsageError`. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<number> {
  let status = 0;
  const command = rerunCommand(argv, terminal.env);
  const program = buildProgram({ terminal, command, exit: (code) => (status = code) });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and the version are "errors" with exit code 0.
    if (error.exitCode !== 0) throw new UsageError(usageMessage(error));
  }
  return status;
}

function buildProgram(invocation: Invocation): Command {
  const { terminal } = invocation;
  const program = new Command('wssure')
    .description(
      'Finds the WebSockets that a web page opens, checks TLS and Origin validation, and shows the fix that works.',
    )
    .usage('[command] <url...> [options]')
    .version(tool.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help, or that of a command')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      // Usage errors are thrown on (exitOverride).
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(widthOf(terminal.stdout), 100),
      getOutHasColors: () => false,
    })
    .enablePositionalOptions()
    .exitOverride();
  const scan = scanCommand(program, invocation);
  filesCommand(program, invocation);
  probeCommand(program, invocation);
  explainCommand(program, invocation);
  demoCommand(program, invocation);
  serveCommand(program, invocation);
  workerCommand(program, invocation);
  const help = new Help();
  program.configureHelp({
    // `wssure <url>` is a scan: its options belong on the first page of help.
    visibleOptions: (command) => [
      ...(command === program ? scan.options : []),
      ...help.visibleOptions(command),
    ],
  });
  return program.addHelpText('after', closing);
}

const closing = `
Examples:
  wssure https://your.site
  wssure https://your.site --format sarif=wssure.sarif --fail-on warn
  wssure https://your.site --cookie 'session=…' --scripts all
  wssure files dist --base https://your.site
  wssure probe wss://your.site/live --page https://your.site
  wssure --targets sites.txt --format jsonl
  wssure explain origin-not-validated

Exit status: 0 nothing at or above --fail-on, 1 something is, 2 a usage error or
a target that could not be scanned. Scan only what you own or may test.
`;

/** Commander's own words on one line; it has none for `wssure help nonsense`. */
function usageMessage({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'there is no such command: "wssure --help" lists them';
  return message.replace(/^error: /, '').replace(/\n\(Did/, ' (did');
}
