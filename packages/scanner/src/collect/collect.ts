import type { Gap, PageFacts, SourceRecord } from '../artifacts.ts';
import type { Analysis } from '../extract/analysis.ts';
import type { Network } from '../net/network.ts';
import type { ResolvedOptions } from '../options.ts';
import { Budget } from './budget.ts';
import { loadPage } from './page.ts';
import { Site } from './site.ts';

export interface CollectRequest {
  /** An http(s) URL. */
  readonly target: string;
  readonly options: ResolvedOptions;
  readonly network: Network;
  /** Is handed every text as it arrives; `references` is the caller's to ask for. */
  readonly analysis: Pick<Analysis, 'document' | 'script'>;
}

export interface Collected {
  readonly page: PageFacts;
  /** The page first, then what it names, in the order in which it does. */
  readonly sources: readonly SourceRecord[];
  /** What was read only in part. */
  readonly gaps: readonly Gap[];
}

/**
 * Reads a page and the scripts, modules, workers and frames that belong to it, within the limits of the options.
 * Throws `TargetError` or `NetworkError` where the page itself cannot be had; what else cannot be read is in
 * `sources`, with the reason.
 */
export async function collect({ target, options, network, analysis }: CollectRequest): Promise<Collected> {
  const budget = new Budget(options.limits, options.signal);
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
    const site = new Site({ pageUrl: facts.url, encoding, options, network, budget }, analysis, progress);
    const { csp } = await site.addPage(
      { url: facts.url, text },
      record,
      facts.redirects.map(({ from }) => from),
      cut,
    );
    return {
      page: { ...facts, csp: [...facts.csp, ...csp] },
      sources: site.sources,
      gaps: site.gaps,
    };
  } finally {
    budget.close();
  }
}
