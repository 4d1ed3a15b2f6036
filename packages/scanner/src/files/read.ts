import { open, type FileHandle } from 'node:fs/promises';
import type { SourceRecord } from '../artifacts.ts';
import type { Budget } from '../collect/budget.ts';
import { decodeDocument, decodeScript } from '../collect/decode.ts';
import { readDataUrl, sourceMapOf, type SourceFile } from '../collect/file.ts';
import { readRecord, unreadRecord } from '../collect/source-record.ts';
import type { Dependency } from '../extract/analysis.ts';
import type { LimitName } from '../limits.ts';
import { reasonOf } from './folder.ts';
import type { Served, ServedFile } from './served.ts';

export interface DiskContext {
  readonly served: Served;
  readonly budget: Budget;
  /** The command that reads what is not on this disk. */
  readonly scanCommand: string;
}

/** Reads what a page or a script asks for, from disk. Never throws for what is there. */
export async function readDependency(dependency: Dependency, context: DiskContext): Promise<SourceFile> {
  const { url, kind, goal } = dependency;
  if (url.startsWith('data:')) return readDataUrl(dependency);
  const { served, scanCommand } = context;
  const file = served.find(url);
  if (file === null) {
    const isOwn = new URL(url).origin === new URL(served.base).origin;
    const record = isOwn
      ? unreadRecord(url, kind, 'failed', 'there is no such file in what was given')
      : unreadRecord(url, kind, 'skipped', 'another origin serves it', `${scanCommand} --scripts all`);
    return { record, text: null, finalUrl: url, cut: null };
  }
  const limit = kind === 'source-map' ? 'sourceMapBytes' : kind === 'frame' ? 'pageBytes' : 'scriptBytes';
  const content = await contentOf(file, limit, context.budget);
  if (!(content instanceof Uint8Array)) return missing(dependency, content);
  const text = kind === 'frame' ? decodeDocument(content, null).text : decodeScript(content, null, 'utf-8');
  const isScript = kind !== 'frame' && kind !== 'source-map';
  return {
    record: readRecord(url, kind, content),
    text: text.trim() === '' ? null : text,
    finalUrl: kind === 'frame' ? file.url : url,
    cut: null,
    ...(isScript && goal && sourceMapOf(text, file.url)),
  };
}

/** A page on disk. */
export async function readPage(
  file: ServedFile,
  { budget }: DiskContext,
): Promise<{ readonly record: SourceRecord; readonly text: string | null }> {
  const content = await contentOf(file, 'pageBytes', budget);
  if (!(content instanceof Uint8Array))
    return {
      record: unreadRecord(file.url, 'page', content.status, content.reason, content.option),
      text: null,
    };
  return { record: readRecord(file.url, 'page', content), text: decodeDocument(content, null).text };
}

interface Missing {
  readonly status: 'skipped' | 'failed';
  readonly reason: string;
  readonly option?: string;
}

function missing({ url, kind }: Dependency, { status, reason, option }: Missing): SourceFile {
  return { record: unreadRecord(url, kind, status, reason, option), text: null, finalUrl: url, cut: null };
}

/** What is in a file, or why that is not read. */
async function contentOf(file: ServedFile, limit: LimitName, budget: Budget): Promise<Uint8Array | Missing> {
  const refusal = budget.refuseFile();
  if (refusal !== null) return { status: 'skipped', ...refusal };
  let handle: FileHandle | null = null;
  try {
    handle = await open(file.absolute);
    const { size } = await handle.stat();
    const most = budget.bytesFor(limit);
    if (size > most.maxBytes)
      return {
        status: 'skipped',
        reason: `it has ${size} bytes: more than the limit leaves`,
        option: budget.raising(most.limit),
      };
    const content = await handle.readFile();
    budget.spend(content.byteLength);
    return isBinary(content) ? { status: 'skipped', reason: 'it is not text' } : content;
  } catch (error) {
    return { status: 'failed', reason: reasonOf(error) };
  } finally {
    await handle?.close();
  }
}

/** Whether its start holds what no text holds, UTF-16 apart. */
function isBinary(content: Uint8Array): boolean {
  const [first, second] = content;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return !isUtf16 && content.subarray(0, 8_000).includes(0);
}
