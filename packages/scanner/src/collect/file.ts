import type { CspPolicy, SourceKind, SourceRecord } from '../artifacts.ts';
import type { Dependency } from '../extract/analysis.ts';
import { dataUrlText } from '../extract/data-url.ts';
import { sourceMapComment } from '../extract/source-map-comment.ts';
import {
  NetworkError,
  type FetchRequest,
  type FetchResult,
  type Network,
  type NetworkErrorCode,
} from '../net/network.ts';
import type { LimitName } from '../limits.ts';
import type { ResolvedOptions } from '../options.ts';
import type { Budget } from './budget.ts';
import { decodeDocument, decodeScript } from './decode.ts';
import { isHtml, isJsonType, startsAsHtml } from './media-type.ts';
import { headerOf, policiesOf } from './page.ts';
import { outOfScope } from './scope.ts';
import { cutOf, readRecord, unreadRecord, type Cut } from './source-record.ts';

/** One file besides the page, read or not. */
export interface SourceFile {
  readonly record: SourceRecord;
  /** Null where there is nothing to analyse. */
  readonly text: string | null;
  /** Where redirects led. */
  readonly finalUrl: string;
  readonly cut: Cut;
  /** Of a frame: the policies of its response's headers. */
  readonly csp?: readonly CspPolicy[];
  /** Where a script says that its source map is; absolute. */
  readonly sourceMap?: string;
}

export interface FileContext {
  readonly pageUrl: string;
  /** The page's encoding, for classic scripts. */
  readonly encoding: string;
  readonly options: ResolvedOptions;
  readonly network: Network;
  readonly budget: Budget;
}

/** The option that lets a request go on. */
export const optionFor: Partial<Record<NetworkErrorCode, string>> = {
  timeout: '--timeout',
  'tls-certificate': '--insecure',
  'private-address': '--allow-private',
};

/** Reads a file that the page wants, if it may be read. Never throws for what a site does; throws where the caller gave up. */
export async function readFile(dependency: Dependency, context: FileContext): Promise<SourceFile> {
  const { url, kind } = dependency;
  const { budget, options, network, pageUrl } = context;
  options.signal?.throwIfAborted();
  if (url.startsWith('data:')) return readDataUrl(dependency);
  const out = outOfScope(dependency, pageUrl, options.scripts, network);
  if (out) return unread(dependency, 'skipped', out.reason, out.option);
  const refusal = budget.refuseFile();
  if (refusal !== null) return unread(dependency, 'skipped', refusal.reason, refusal.option);
  try {
    const { maxBytes, limit } = budget.bytesFor(limitFor(kind));
    const destination = destinationOf(kind);
    const result = await network.fetch({
      url,
      ...(destination && { destination }),
      maxBytes,
      redirects: options.limits.redirects,
      signal: budget.signal,
    });
    budget.spend(result.body.byteLength);
    return examine(dependency, result, cutOf(result, maxBytes, limit), context);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (budget.signal.aborted) return unread(dependency, 'skipped', budget.late.reason, budget.late.option);
    if (!(error instanceof NetworkError)) throw error;
    return unread(dependency, 'failed', error.message, optionFor[error.code]);
  }
}

function limitFor(kind: SourceKind): LimitName {
  return kind === 'frame' ? 'pageBytes' : kind === 'source-map' ? 'sourceMapBytes' : 'scriptBytes';
}

/** A source map is read by no page, but by its developers' tools. */
function destinationOf(kind: SourceKind): FetchRequest['destination'] {
  if (kind === 'source-map') return undefined;
  return kind === 'frame' ? 'iframe' : kind === 'worker' ? 'worker' : 'script';
}

function examine(
  dependency: Dependency,
  result: FetchResult,
  cut: Cut,
  { pageUrl, encoding }: FileContext,
): SourceFile {
  const { url, kind, goal } = dependency;
  const { status, body } = result;
  const contentType = headerOf(result.headers, 'content-type');
  if (status < 200 || status > 299) return unread(dependency, 'failed', `it answered ${status}`);
  const file = (text: string | null, as: SourceKind = kind): SourceFile => ({
    record: readRecord(url, as, body),
    text,
    finalUrl: result.url,
    cut,
  });
  if (kind === 'source-map') {
    if (cut !== null)
      return unread(dependency, 'skipped', `more than ${body.byteLength} bytes of it are not read`);
    return file(decodeScript(body, contentType, 'utf-8'));
  }
  if (kind === 'frame') {
    if (new URL(result.url).origin !== new URL(pageUrl).origin) {
      return unread(dependency, 'skipped', 'the frame redirects to another origin: scan it by itself');
    }
    const { text } = decodeDocument(body, contentType);
    return isHtml(contentType, text)
      ? { ...file(text), csp: policiesOf(result.headers) }
      : unread(dependency, 'failed', 'it is not an HTML page');
  }
  const text = decodeScript(body, contentType, goal === 'module' || kind === 'worker' ? 'utf-8' : encoding);
  if (text.trim() === '') return file(null);
  if (startsAsHtml(text)) {
    return unread(
      dependency,
      'failed',
      'HTML came in place of the script, as from a server that answers every path with its page',
    );
  }
  if (isJsonType(contentType) && isJson(text)) return file(text, 'json');
  const header = headerOf(result.headers, 'sourcemap') ?? headerOf(result.headers, 'x-sourcemap');
  return { ...file(text), ...sourceMapOf(text, result.url, header) };
}

/** Where a script's source map is: its header goes before the comment at its end (ECMA-426 section 10). */
export function sourceMapOf(
  text: string,
  base: string,
  header: string | null = null,
): Pick<SourceFile, 'sourceMap'> {
  const said = header ?? sourceMapComment(text);
  const url = said === null ? null : URL.parse(said, base);
  return url === null ? {} : { sourceMap: url.href };
}

/** The URL is the content: it is listed by its beginning and its length. */
export function readDataUrl(dependency: Dependency): SourceFile {
  const { url, kind } = dependency;
  const shown = url.length > 100 ? `${url.slice(0, 80)}…(${url.length})` : url;
  const data = dataUrlText(url);
  if (!data) return unread({ ...dependency, url: shown }, 'failed', 'the data: URL cannot be decoded');
  return {
    record: readRecord(shown, kind, Buffer.from(data.text)),
    text: data.text,
    finalUrl: url,
    cut: null,
  };
}

function unread(
  { url, kind }: Dependency,
  status: 'skipped' | 'failed',
  reason: string,
  option?: string,
): SourceFile {
  return {
    record: unreadRecord(url, kind, status, reason, option),
    text: null,
    finalUrl: url,
    cut: null,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
