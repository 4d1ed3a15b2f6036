import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file of a folder. */
interface FolderFile {
  /** Below the folder, with slashes. */
  readonly path: string;
  readonly absolute: string;
}

export interface FolderContent {
  /** In the order of their paths, a folder's files before its folders. */
  readonly files: readonly FolderFile[];
  /** What was passed over, and why. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
}

/** No part of what a build hands out, whatever holds it. */
const neverServed = new Set(['node_modules', '.git', '.svn', '.hg']);

/** Entries of one folder, with all below it. */
const mostFiles = 100_000;

/** Lists a folder with all below it. Follows symbolic links that stay in it, and each folder once. */
export async function listFolder(folder: string): Promise<FolderContent> {
  const root = await realpath(folder);
  const files: FolderFile[] = [];
  const unread: { path: string; reason: string }[] = [];
  const entered = new Set([root]);
  const waiting = [{ absolute: root, path: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { absolute, path: within } = next;
    const below: typeof waiting = [];
    for (const entry of await entriesOf(absolute, within, unread)) {
      const own = within === '' ? entry.name : `${within}/${entry.name}`;
      const kind = await kindOf(entry, path.join(absolute, entry.name), root);
      if (typeof kind === 'string') unread.push({ path: own, reason: kind });
      else if (kind.isFile) files.push({ path: own, absolute: kind.absolute });
      else if (!neverServed.has(entry.name) && !entered.has(kind.absolute)) {
        entered.add(kind.absolute);
        below.push({ absolute: kind.absolute, path: own });
      }
      if (files.length >= mostFiles) {
        unread.push({ path: own, reason: `more than ${mostFiles} files are not listed` });
        return { files, unread };
      }
    }
    waiting.push(...below.toReversed());
  }
  return { files, unread };
}

async function entriesOf(
  folder: string,
  within: string,
  unread: { path: string; reason: string }[],
): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    unread.push({ path: within, reason: reasonOf(error) });
    return [];
  }
}

/** What an entry leads to, or why that is not read. Sockets, pipes and devices are passed over. */
async function kindOf(
  entry: Dirent,
  place: string,
  root: string,
): Promise<{ readonly isFile: boolean; readonly absolute: string } | string> {
  if (!entry.isSymbolicLink()) {
    if (entry.isFile() || entry.isDirectory()) return { isFile: entry.isFile(), absolute: place };
    return 'it is neither a file nor a folder';
  }
  try {
    const absolute = await realpath(place);
    if (absolute !== root && !absolute.startsWith(root + path.sep))
      return 'a symbolic link that leads out of the folder';
    const target = await stat(absolute);
    if (!target.isFile() && !target.isDirectory()) return 'it is neither a file nor a folder';
    return { isFile: target.isFile(), absolute };
  } catch (error) {
    return reasonOf(error);
  }
}

/** Why a file or folder cannot be read, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read: permission denied';
  if (code === 'ENOENT') return 'a symbolic link that leads nowhere';
  if (code === 'ELOOP') return 'symbolic links that lead in a circle';
  return `it cannot be read: ${code}`;
}
