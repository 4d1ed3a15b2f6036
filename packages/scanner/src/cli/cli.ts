import { UsageError } from '../errors.ts';
import { visible } from '../report/escape.ts';
import { mistakeOf } from './mistake.ts';
import { say, type Terminal } from './terminal.ts';

/**
 * Runs a command line, without the program's name, and returns the exit status. Never throws: what goes wrong
 * is one line on stderr.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    if (isPlainExplain(argv)) {
      const { explain } = await import('./explain.ts');
      terminal.stdout.write(await explain(argv[1], terminal, true));
      return 0;
    }
    const { runProgram } = await import('./program.ts');
    return await runProgram(argv, terminal);
  } catch (error) {
    return failure(error, terminal);
  }
}

/** Asked in the middle of reading a report, and nothing to parse: half of the time is saved. */
function isPlainExplain(argv: readonly string[]): boolean {
  return argv[0] === 'explain' && argv.length <= 2 && argv[1]?.startsWith('-') !== true;
}

function failure(error: unknown, terminal: Terminal): number {
  say(terminal, visible(error instanceof UsageError ? error.message : mistakeOf(error, terminal)));
  return 2;
}
