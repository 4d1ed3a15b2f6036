import type { ScriptText } from './analysis.ts';
import type { ParsedDocument } from './document.ts';
import type { Scheduled } from './javascript/realm.ts';
import type { Script } from './javascript/script.ts';

/** A script that was read. */
export interface ReadScript {
  readonly source: ScriptText;
  /** Null where it was not parsed. */
  script: Script | null;
  /** Whether it was not parsed because nothing in its text asks for it. */
  passedOver: boolean;
}

/** When a realm's scripts run: as their document says, then those that something else loads. */
export function scheduleOf(
  own: readonly ReadScript[],
  document: ParsedDocument | null,
): readonly Scheduled[] {
  const left = new Set(own);
  const [bySource, byUrl] = [new Map<ScriptText, ReadScript>(), new Map<string, ReadScript[]>()];
  for (const read of own) {
    bySource.set(read.source, read);
    const same = byUrl.get(read.source.url);
    if (same) same.push(read);
    else byUrl.set(read.source.url, [read]);
  }
  const scheduled: Scheduled[] = [];
  for (const { inline, url, ...runs } of document?.scripts ?? []) {
    const text = inline === null ? undefined : document?.facts.scripts[inline];
    const read = text ? bySource.get(text) : byUrl.get(url ?? '')?.find((each) => left.has(each));
    if (read === undefined || !left.has(read)) continue;
    left.delete(read);
    if (read.script !== null) scheduled.push({ script: read.script, ...runs });
  }
  for (const { script, source } of left) {
    if (script !== null)
      scheduled.push({ script, timing: source.kind === 'handler' ? 'event' : 'demand', element: null });
  }
  return scheduled;
}

/** The script files that a document loads and that were not read. */
export function unreadScripts(
  own: readonly ReadScript[],
  document: ParsedDocument | null,
): readonly string[] {
  const urls = (document?.scripts ?? []).flatMap(({ url }) => (url === null ? [] : [url]));
  const read = new Set(own.map(({ source }) => source.url));
  return urls.filter((url) => !read.has(url));
}
