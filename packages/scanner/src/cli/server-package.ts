import { UsageError } from '../errors.ts';
import { say, type Terminal } from './terminal.ts';

/** What `wssure-server` offers to the command line. It is a package of its own: scanning does not need its weight. */
interface ServerPackage {
  readonly serve: ServerCommand;
  readonly work: ServerCommand;
}
type ServerCommand = (
  options: object,
  io: { readonly env: Terminal['env']; readonly say: (line: string) => void },
) => Promise<void>;

/** Runs `wssure serve` or `wssure worker`. Throws `UsageError` where the package is missing, or for what it refuses. */
export async function runServer(
  command: keyof ServerPackage,
  options: object,
  terminal: Terminal,
): Promise<void> {
  const server = await load();
  try {
    await server[command](options, { env: terminal.env, say: (line) => say(terminal, line) });
  } catch (error) {
    throw usageErrorOf(error);
  }
}

async function load(): Promise<ServerPackage> {
  // By a name that the compiler does not follow: the server is built after the scanner.
  const name: string = 'wssure-server';
  try {
    const server: ServerPackage = await import(name);
    return server;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    if (!error.message.includes(`'${name}'`)) throw error;
    throw new UsageError(
      'the service is a package of its own, which is not installed here: run "npm install wssure-server" (with -g where wssure was installed so)',
    );
  }
}

/** What the server refuses is the user's to mend; everything else is a mistake of ours. */
function usageErrorOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'StartError' ? new UsageError(error.message) : error;
}
