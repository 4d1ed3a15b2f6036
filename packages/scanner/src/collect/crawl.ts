import type { SourceRecord } from '../artifacts.ts';
import { NetworkError, type FetchResult } from '../net/network.ts';
import { decodeDocument } from './decode.ts';
import { optionFor, type FileContext } from './file.ts';
import { LinkQueue } from './link-queue.ts';
import { isHtml } from './media-type.ts';
import { headerOf, policiesOf } from './page.ts';
import type { Site, SitePage } from './site.ts';
import { cutOf, readRecord, unreadRecord, type Cut } from './source-record.ts';

export interface CrawlStart {
  /** The page's URL, and those that redirected to it. */
  readonly known: readonly [string, ...string[]];
  readonly links: readonly string[];
}

/**
 * Adds to the site up to `options.crawl` pages that its page links to, and that these link to: of the same
 * origin, breadth first, in document order. Linked pages that cannot be read, and those that the number leaves
 * out, are listed.
 */
export async function crawl({ known, links }: CrawlStart, site: Site, context: FileContext): Promise<void> {
  const queue = new LinkQueue(known);
  queue.add(links);
  let left = context.options.crawl;
  while (left > 0 && !context.budget.signal.aborted) {
    const batch = queue.take(left, (url) => site.knows(url));
    if (batch.length === 0) return;
    const outcomes = await Promise.all(batch.map((url) => linkedPage(url, context)));
    for (const outcome of outcomes) {
      if (outcome === null) continue;
      if ('status' in outcome) site.addRecord(outcome);
      else if (!site.knows(outcome.document.url)) {
        left -= 1;
        queue.add((await site.addPage(outcome)).links);
      }
    }
  }
  const rest = queue.take(Number.POSITIVE_INFINITY, (url) => site.knows(url));
  const { crawl: count, limits } = context.options;
  const reason =
    left > 0
      ? context.budget.late.reason
      : count === 0
        ? 'linked pages are not followed'
        : `linked pages beyond the first ${count} are not followed`;
  const option =
    left > 0
      ? context.budget.late.option
      : `--crawl ${Math.min(count + rest.length, Math.max(count, limits.files))}`;
  for (const url of rest) site.addRecord(unreadRecord(url, 'page', 'skipped', reason, option));
}

/** A linked page; the record of one that cannot be read; null where there is none. */
async function linkedPage(url: string, context: FileContext): Promise<SitePage | SourceRecord | null> {
  const { budget, network, options } = context;
  const refusal = budget.refuseFile();
  if (refusal !== null) return unreadRecord(url, 'page', 'skipped', refusal.reason, refusal.option);
  try {
    const { maxBytes, limit } = budget.bytesFor('pageBytes');
    const { redirects } = options.limits;
    const { signal } = budget;
    const result = await network.fetch({ url, destination: 'document', maxBytes, redirects, signal });
    budget.spend(result.body.byteLength);
    const outcome = pageOf(url, result, cutOf(result, maxBytes, limit), context);
    if (outcome !== null && 'document' in outcome && outcome.cut !== 'time') budget.pageCame();
    return outcome;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (budget.signal.aborted)
      return unreadRecord(url, 'page', 'skipped', budget.late.reason, budget.late.option);
    if (!(error instanceof NetworkError)) throw error;
    return unreadRecord(url, 'page', 'failed', error.message, optionFor[error.code]);
  }
}

function pageOf(
  url: string,
  result: FetchResult,
  cut: Cut,
  { pageUrl }: FileContext,
): SitePage | SourceRecord | null {
  const { status, body } = result;
  if (new URL(result.url).origin !== new URL(pageUrl).origin) {
    return unreadRecord(url, 'page', 'skipped', 'it redirects to another origin: scan that by itself');
  }
  if (status === 404 || status === 410) return null;
  if (status < 200 || status > 299) {
    const option = status === 401 || status === 403 ? '--cookie' : undefined;
    return unreadRecord(url, 'page', 'failed', `it answered ${status}`, option);
  }
  const contentType = headerOf(result.headers, 'content-type');
  const { text } = decodeDocument(body, contentType);
  if (!isHtml(contentType, text)) return null;
  return {
    document: { url: result.url, text, csp: policiesOf(result.headers) },
    record: readRecord(result.url, 'page', body),
    aliases: [url, ...result.redirects.map(({ from }) => from)],
    cut,
  };
}
