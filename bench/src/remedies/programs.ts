import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { NotInstalled } from '../verdicts/case.ts';
import { startChild, type Child } from '../verdicts/child.ts';
import { frameworks } from '../verdicts/framework-servers.ts';
import type { Program, Serving } from './case.ts';

const compileMs = 180_000;

/**
 * Runs a program that prints `port <number>` once it listens on 127.0.0.1, in a folder of its own. Throws
 * `NotInstalled` where the command, or a Python module, is not there.
 *
 * @param args what stands after the command, from the program's file
 */
export function runProgram(
  program: Program,
  command: string,
  args: (file: string) => readonly string[] = (file) => [file],
): Promise<Serving> {
  return inFolder(program, (file) => startChild(command, args(file), { PYTHONDONTWRITEBYTECODE: '1' }));
}

/**
 * The same for a program that is compiled first. Throws what the compiler says.
 *
 * @param compile the command that makes `binary` of `source`
 */
export function runCompiled(
  program: Program,
  compile: (source: string, binary: string) => readonly [command: string, ...args: string[]],
): Promise<Serving> {
  return inFolder(program, async (source) => {
    const binary = `${source}.out`;
    const [command, ...args] = compile(source, binary);
    await promisify(execFile)(command, args, { timeout: compileMs });
    return startChild(binary, []);
  });
}

async function inFolder(
  { name, text }: Program,
  start: (file: string) => Promise<Pick<Child, 'port' | 'close'>>,
): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'wssure-remedy-'));
  const file = join(folder, name);
  writeFileSync(file, text);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const child = await start(file);
    return {
      port: child.port,
      close: async () => {
        await child.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Runs a Node program beside the packages that bench/servers/packages.json pins. */
export async function runNode({ name, text, run }: Program): Promise<Serving> {
  const folder = join(frameworks, 'remedies');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${run}-${name}`);
  writeFileSync(file, text);
  const { port, close } = await startChild(process.execPath, [file], { NODE_NO_WARNINGS: '1' });
  return { port, close };
}

/** The same for a TypeScript program with the decorators that NestJS knows, which Node does not run by itself. */
export async function runTypeScript(program: Program): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'wssure-remedy-'));
  const file = join(folder, program.name);
  writeFileSync(file, program.text);
  try {
    const bundle = await rolldown({
      input: file,
      // What the decorators become has helpers of the compiler, which are put in.
      external: /^(?!\0|@oxc-project\/)[^./]/,
      transform: { decorator: { legacy: true } },
      logLevel: 'silent',
    });
    const { output } = await bundle.generate({ format: 'esm' });
    await bundle.close();
    return await runNode({ ...program, name: 'server.mjs', text: output[0].code });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same under Bun, whose program for this machine comes with its npm package. */
export function runBun(program: Program): Promise<Serving> {
  const arch = process.arch === 'arm64' ? 'aarch64' : process.arch;
  const bun = join(frameworks, 'node_modules', '@oven', `bun-${process.platform}-${arch}`, 'bin', 'bun');
  return runProgram(program, bun);
}

/** The version of a package that bench/servers/packages.json pins. */
export function npmVersion(name: string): string {
  const manifest = readFileSync(join(frameworks, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The version of a Debian package, without Debian's own part. Throws `NotInstalled`. */
export function debianVersion(name: string): string {
  try {
    const version = execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (version === '') throw new NotInstalled(name);
    return version.replace(/^\d+:/, '').replace(/[-+~].*$/, '');
  } catch {
    throw new NotInstalled(name);
  }
}
