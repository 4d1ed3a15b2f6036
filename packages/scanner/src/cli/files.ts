/**
 * Files that options name. `option` is what stands before the file on the command line, `--ca` or
 * `--format json=`; every function throws `UsageError` with both.
 */
import { randomUUID } from 'node:crypto';
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../errors.ts';

export function readTextFile(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${named(option, file)}: cannot read it: ${reason(error)}`);
  }
}

export function readJsonFile(option: string, file: string): unknown {
  const text = readTextFile(option, file);
  try {
    return JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${named(option, file)}: not JSON: ${what}`);
  }
}

/** Fails early, before anything is scanned, where a file could not be written later. */
export function assertWritable(option: string, file: string): void {
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    const place = existing ? file : path.dirname(path.resolve(file));
    // Node from 22 on finds no entry where a part of the path is a file.
    if (!existing && !statSync(place).isDirectory())
      throw Object.assign(new Error('a file'), { code: 'ENOTDIR' });
    accessSync(place, constants.W_OK);
  } catch (error) {
    throw notWritten(option, file, error);
  }
}

/**
 * Writes a whole file or leaves what was there: through a sibling that is renamed. A device or a pipe is
 * written to directly. `mode` applies to a new file.
 */
export async function writeWhole(option: string, file: string, text: string, mode = 0o666): Promise<void> {
  const existing = statSync(file, { throwIfNoEntry: false });
  try {
    if (existing && !existing.isFile()) await writeFile(file, text);
    else if (existing) await replace(realpathSync(file), text, existing.mode & 0o777);
    else await replace(file, text, mode);
  } catch (error) {
    throw notWritten(option, file, error);
  }
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  const sibling = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(sibling, text, { flag: 'wx', mode });
    await rename(sibling, file);
  } finally {
    await rm(sibling, { force: true });
  }
}

/** The error for a file that cannot be written, in one line. */
export function notWritten(option: string, file: string, error: unknown): UsageError {
  const why = codeOf(error) === 'ENOENT' ? 'its folder does not exist' : reason(error);
  return new UsageError(`${named(option, file)}: cannot write it: ${why}`);
}

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
  const code = codeOf(error);
  return reasons[code] ?? (code || String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function named(option: string, file: string): string {
  return option.endsWith('=') ? option + file : `${option} ${file}`;
}
