import { randomUUID } from 'node:crypto';
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../errors.ts';

/** Reads a text file that an option names. Throws `UsageError`. */
export function readTextFile(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} ${file}: cannot read it: ${reason(error)}`);
  }
}

/** Reads a JSON file that an option names. Throws `UsageError`. */
export function readJsonFile(option: string, file: string): unknown {
  const text = readTextFile(option, file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${option} ${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Fails early, before anything is scanned, where a file could not be written later. Throws `UsageError`. */
export function assertWritable(option: string, file: string): void {
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new UsageError(`${option} ${file}: cannot write it: it is a folder`);
  try {
    accessSync(existing ? file : path.dirname(path.resolve(file)), constants.W_OK);
    if (!existing && !statSync(path.dirname(path.resolve(file))).isDirectory()) throw notAFolder;
  } catch (error) {
    const what = existing ? 'it' : `to ${path.dirname(path.resolve(file))}`;
    throw new UsageError(`${option} ${file}: cannot write ${what}: ${reason(error)}`);
  }
}

/**
 * Writes a whole file or leaves what was there: through a sibling that is renamed. A device or a pipe is
 * written to directly. `mode` applies to a new file. Throws `UsageError`.
 */
export async function writeWhole(option: string, file: string, text: string, mode = 0o666): Promise<void> {
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) return writeDirectly(option, file, text);
  const target = existing ? realpathSync(file) : file;
  const sibling = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(sibling, text, { flag: 'wx', mode: existing ? existing.mode & 0o777 : mode });
    await rename(sibling, target);
  } catch (error) {
    await rm(sibling, { force: true });
    throw new UsageError(`${option} ${file}: cannot write it: ${reason(error)}`);
  }
}

async function writeDirectly(option: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(`${option} ${file}: cannot write it: ${reason(error)}`);
  }
}

const notAFolder = Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

/** A file system error in words. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || String(error));
}
