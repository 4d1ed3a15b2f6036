import { createHash } from 'node:crypto';
import type { SourceKind, SourceRecord } from '../artifacts.ts';
import { devServerOfText } from '../dev-servers.ts';
import type { RefusedScript, ScriptText } from '../extract/analysis.ts';
import type { LimitName } from '../limits.ts';
import type { FetchResult } from '../net/network.ts';

/** The record of something whose content was read. `bytes` are decoded from their transfer, not yet from their charset. */
export function readRecord(url: string, kind: SourceKind, bytes: Uint8Array): SourceRecord {
  // A page's prose may speak of a development server; its scripts are one's client.
  const devServer = isCode.test(kind) ? devServerOfText(bytes) : null;
  return {
    url,
    kind,
    bytes: bytes.byteLength,
    sha256: sha256(bytes),
    status: 'read',
    ...(devServer !== null && { devServer }),
  };
}

const isCode = /^(inline|script|module|worker)$/;

/** Why a text ends before its end: the time, or a limit on sizes; null where it does not. */
export type Cut = LimitName | 'time' | null;

/** What cut a fetch that was to give so many bytes, by this limit. */
export function cutOf({ truncated, body }: FetchResult, maxBytes: number, limit: LimitName): Cut {
  if (!truncated) return null;
  return body.byteLength >= maxBytes ? limit : 'time';
}

/** The record of a script or JSON block that stands in a document. */
export function inlineRecord({ url, kind, text, line }: ScriptText): SourceRecord {
  const bytes = Buffer.from(text);
  return { ...readRecord(url, kind, bytes), ...(line !== undefined && { line }) };
}

/** The record of a script that its document's policies keep browsers from running. */
export function refusedRecord({ url, kind, line, reason }: RefusedScript): SourceRecord {
  return { ...unreadRecord(url, kind, 'skipped', reason), ...(line !== undefined && { line }) };
}

/** The record of something that was wanted and is not in what was read. */
export function unreadRecord(
  url: string,
  kind: SourceKind,
  status: 'skipped' | 'failed',
  reason: string,
  option?: string,
): SourceRecord {
  return { url, kind, bytes: 0, sha256: null, status, reason, ...(option !== undefined && { option }) };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
