import type { Reference, SourceRecord } from '../artifacts.ts';
import type { Dependency } from '../extract/analysis.ts';
import type { Network } from '../net/network.ts';
import type { Clock } from '../clock.ts';
import type { ResolvedOptions } from '../options.ts';
import { Budget } from './budget.ts';
import { readFile, type SourceFile } from './file.ts';

export interface SourceMapRequest {
  readonly references: readonly Reference[];
  /** Where scripts say that their source maps are, by script. */
  readonly published: ReadonlyMap<string, string>;
  readonly read: (map: Dependency) => Promise<SourceFile>;
}

export interface Originals {
  readonly references: readonly Reference[];
  /** The source maps that were wanted. */
  readonly sources: readonly SourceRecord[];
}

/** What is left to spend on source maps. */
export function sourceMapBudget({ limits, signal }: ResolvedOptions, clock: Clock): Budget {
  return new Budget(limits, { clock, stage: 'sourceMaps' }, signal, 'sourceMaps');
}

/** Adds the original places, by the source maps that the site publishes for scripts that open or name a socket. */
export async function fetchOriginals(
  request: Omit<SourceMapRequest, 'read'>,
  page: string,
  { options, network, clock }: { options: ResolvedOptions; network: Network; clock: Clock },
): Promise<Originals> {
  const budget = sourceMapBudget(options, clock);
  const context = { pageUrl: page, encoding: 'utf-8', options, network, budget };
  try {
    return await addOriginals({ ...request, read: (map) => readFile(map, context) });
  } finally {
    budget.close();
  }
}

/** Adds the original places to references. A map that cannot be read or lies costs nothing but its own places. */
export async function addOriginals({ references, published, read }: SourceMapRequest): Promise<Originals> {
  const sources: SourceRecord[] = [];
  const placed = new Map<Reference, Reference>();
  if (published.size === 0) return { references, sources };
  // Most scans read no map.
  const { originalsOf } = await import('../extract/source-map.ts');
  const worth = references.filter(({ role }) => role !== 'mentions');
  for (const source of new Set(worth.map(({ location }) => location.source))) {
    const url = published.get(source);
    if (url === undefined) continue;
    const own = references.filter(({ location }) => location.source === source);
    const { record, text } = await read(wantedMap(url, source));
    const originals =
      text === null
        ? []
        : originalsOf(
            text,
            own.map(({ location }) => location),
          );
    const isMap = !('error' in originals);
    sources.push(isMap ? record : { ...record, status: 'failed', reason: originals.error });
    if (isMap)
      for (const [index, reference] of own.entries()) {
        const original = originals[index];
        if (original) placed.set(reference, { ...reference, location: { ...reference.location, original } });
      }
  }
  return { references: references.map((reference) => placed.get(reference) ?? reference), sources };
}

function wantedMap(url: string, source: string): Dependency {
  const from = { source, line: 1 };
  return { url, kind: 'source-map', goal: 'script', realm: source, from, via: 'source map' };
}
