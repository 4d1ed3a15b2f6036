import type { Gap, PageFacts, SourceRecord } from '../artifacts.ts';
import type { Clock } from '../clock.ts';
import type { Analysis, Dependency } from '../extract/analysis.ts';
import type { Network } from '../net/network.ts';
import type { ResolvedOptions } from '../options.ts';
import { readingBudget } from './budget.ts';
import { crawl } from './crawl.ts';
import { readFile, type FileContext, type SourceFile } from './file.ts';
import { loadPage } from './page.ts';
import { Site } from './site.ts';

export interface CollectRequest {
  /** An http(s) URL. */
  readonly target: string;
  readonly options: ResolvedOptions;
  readonly clock: Clock;
  readonly network: Network;
  /** Is handed every text as it arrives; `references` is the caller's to ask for. */
  readonly analysis: Pick<Analysis, 'document' | 'script' | 'more'>;
}

export interface Collected {
  readonly page: PageFacts;
  /** The page first, then what it names, in the order in which it does; then each page of a crawl likewise. */
  readonly sources: readonly SourceRecord[];
  /** Where scripts say that their source maps are, by script. */
  readonly sourceMaps: ReadonlyMap<string, string>;
  /** What was read only in part. */
  readonly gaps: readonly Gap[];
}

/**
 * Reads a page and the scripts, modules, workers and frames that belong to it, and the pages that `crawl` asks for,
 * within the limits of the options.
 * Throws `TargetError` or `NetworkError` where the page itself cannot be had; what else cannot be read is in
 * `sources`, with the reason.
 */
export async function collect({
  target,
  options,
  clock,
  network,
  analysis,
}: CollectRequest): Promise<Collected> {
  const budget = readingBudget(options, clock);
  const progress = (subject: string, done: number, total: number): void =>
    options.onProgress?.({ stage: 'read', subject, done, total });
  try {
    progress(target, 0, 1);
    const { facts, text, encoding, record, cut } = await loadPage(
      target,
      network,
      options.limits,
      budget.signal,
    );
    budget.spend(record.bytes);
    const context: FileContext = { pageUrl: facts.url, encoding, options, network, budget };
    const read = (dependency: Dependency): Promise<SourceFile> => readFile(dependency, context);
    const site = new Site({ analysis, budget, read, progress });
    const aliases = facts.redirects.map(({ from }) => from);
    const document = { url: facts.url, text, csp: facts.csp };
    const { csp, links, asksForPassword } = await site.addPage({ document, record, aliases, cut });
    await crawl({ known: [facts.url, ...aliases], links }, site, context);
    await site.addMore(analysis.more);
    return {
      page: { ...facts, csp: [...facts.csp, ...csp], asksForPassword },
      sources: site.sources,
      gaps: site.gaps,
      sourceMaps: await site.sourceMaps(),
    };
  } finally {
    budget.close();
  }
}
