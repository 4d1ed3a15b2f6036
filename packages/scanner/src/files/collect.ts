import type { Gap, SourceRecord } from '../artifacts.ts';
import type { Clock } from '../clock.ts';
import { readingBudget } from '../collect/budget.ts';
import { Site } from '../collect/site.ts';
import {
  addOriginals,
  sourceMapBudget,
  type Originals,
  type SourceMapRequest,
} from '../collect/source-maps.ts';
import { unreadRecord } from '../collect/source-record.ts';
import { TargetError } from '../errors.ts';
import type { Analysis, Dependency } from '../extract/analysis.ts';
import type { ResolvedOptions } from '../options.ts';
import { readDependency, readPage, type DiskContext } from './read.ts';
import type { Place } from './place.ts';
import { isPage, Served, type ServedFile } from './served.ts';

export interface FilesRequest {
  /** Where the places are served; ends in a slash. */
  readonly base: string;
  readonly places: readonly Place[];
  /** The command that scans the base URL. */
  readonly scanCommand: string;
  readonly options: ResolvedOptions;
  readonly clock: Clock;
  readonly analysis: Pick<Analysis, 'document' | 'script' | 'more'>;
}

export interface CollectedFiles {
  /** The pages, each with what it names, then the scripts that none of them names. */
  readonly sources: readonly SourceRecord[];
  readonly gaps: readonly Gap[];
  /** Adds the original places to references, by the source maps on disk. */
  readonly originals: (references: SourceMapRequest['references']) => Promise<Originals>;
}

const scriptFile = /\.[cm]?js$/i;

/**
 * Reads a build as browsers will load it: every page with what belongs to it, then the scripts that no page asks for,
 * as scripts of the page at the base. Throws `TargetError` where there is neither page nor script.
 */
export async function collectFiles(request: FilesRequest): Promise<CollectedFiles> {
  const { base, places, scanCommand, options, analysis, clock } = request;
  const served = await Served.at(base, places);
  // By URL, the base's own comes first.
  const pages = served.files
    .filter(({ absolute }) => isPage(absolute))
    .toSorted((a, b) => (a.url < b.url ? -1 : 1));
  const scripts = served.files.filter(({ absolute }) => scriptFile.test(absolute));
  if (pages.length + scripts.length === 0) {
    const folders = places.map(({ folder }) => folder).join(', ');
    throw new TargetError(
      'no-files',
      `there is no HTML page and no script in ${folders}: give the folder of the build`,
    );
  }
  const budget = readingBudget(options, clock);
  const context = { served, budget, scanCommand };
  const site = new Site({
    analysis,
    budget,
    read: (dependency) => readDependency(dependency, context),
    progress: (subject, done, total) => options.onProgress?.({ stage: 'read', subject, done, total }),
  });
  try {
    const idle = new Set<string>();
    for (const page of pages) {
      options.signal?.throwIfAborted();
      for (const url of await addPage(page, site, context)) idle.add(url);
    }
    await site.addMore(analysis.more);
    const left = scripts.filter(({ url }) => !site.knows(url) && !idle.has(url));
    await site.addFiles(left.map((script) => unlinked(script, base)));
    if (left.length > 0) await site.addMore(analysis.more);
    for (const { url, reason } of served.unread)
      site.addRecord(unreadRecord(url, kindOf(url), 'skipped', reason));
    const published = await site.sourceMaps();
    return {
      sources: site.sources,
      gaps: site.gaps,
      originals: (references) => originals({ references, published }, context, request),
    };
  } finally {
    budget.close();
  }
}

/** Adds a page, and tells which script files it has for browsers without modules alone. */
async function addPage(page: ServedFile, site: Site, context: DiskContext): Promise<readonly string[]> {
  if (site.knows(page.url)) return [];
  const { record, text } = await readPage(page, context);
  if (text !== null) {
    const document = { url: page.url, text };
    return (await site.addPage({ document, record, aliases: page.aliases, cut: null })).idle;
  }
  site.addRecord(record);
  return [];
}

/** A script that no page asks for: a worker that is started by a name made at run time, a chunk, what was left over. */
function unlinked({ url, absolute }: ServedFile, base: string): Dependency {
  const isModule = /\.mjs$/i.test(absolute);
  const from = { source: base, line: 1 };
  return {
    url,
    kind: isModule ? 'module' : 'script',
    goal: isModule ? 'module' : 'script',
    realm: base,
    from,
    via: 'file',
  };
}

function kindOf(url: string): 'page' | 'script' {
  return isPage(new URL(url).pathname) ? 'page' : 'script';
}

async function originals(
  request: Omit<SourceMapRequest, 'read'>,
  context: DiskContext,
  { options, clock }: FilesRequest,
): Promise<Originals> {
  const budget = sourceMapBudget(options, clock);
  try {
    return await addOriginals({ ...request, read: (map) => readDependency(map, { ...context, budget }) });
  } finally {
    budget.close();
  }
}
