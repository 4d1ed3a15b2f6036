/** The Node programs of the rules' pages, run as they stand there. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { portOf } from '../../net/testing/servers.ts';

const packageRoot = fileURLToPath(new URL('../../..', import.meta.url));
const running: ChildProcess[] = [];

export interface Program {
  /** Of the section that it stands in; the page's title where it stands before all. */
  readonly heading: string;
  readonly code: string;
}

export function programsOf(rule: string): Program[] {
  const page = readFileSync(new URL(`../../../docs/rules/${rule}.md`, import.meta.url), 'utf8');
  return page.split(/^#+ /m).flatMap((section) =>
    [...section.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, code = '']) => ({
      heading: section.slice(0, section.indexOf('\n')),
      code,
    })),
  );
}

/** Runs a program with the modules that this package sees, and gives the port that it listens on. */
export async function runProgram(code: string): Promise<number> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--input-type=module'], {
    cwd: packageRoot,
    env: { ...process.env, PORT: String(port) },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  running.push(child);
  child.stdin?.end(code);
  await listening(port);
  return port;
}

export function stopPrograms(): void {
  for (const child of running.splice(0)) child.kill();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing listens on port ${port}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
