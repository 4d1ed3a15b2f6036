import type { Artifacts, Endpoint, Gap, Party, ScanError, ScanScope } from './artifacts.ts';
import { assess, type AssessOptions } from './assess.ts';
import { clockFor, type Clock } from './clock.ts';
import { collect } from './collect/collect.ts';
import { collectFiles } from './files/collect.ts';
import { locate } from './files/locate.ts';
import { fetchOriginals } from './collect/source-maps.ts';
import { endpointsOf } from './endpoints.ts';
import { TargetError } from './errors.ts';
import type { Analysis, AnalysisResult } from './extract/analysis.ts';
import type { AnalysisTime } from './extract/patience.ts';
import { startAnalysis } from './extract/start.ts';
import { raising, type Limits } from './limits.ts';
import { libraryOfProtocols } from './libraries/of-url.ts';
import { carriesCredentials } from './net/credentials.ts';
import { NetworkError, type Network } from './net/network.ts';
import { openNetwork } from './net/open.ts';
import { resolveOptions, type ResolvedOptions, type ScanOptions } from './options.ts';
import { probeEndpoints } from './probe/run.ts';
import type { Report } from './report.ts';
import { secretsOf } from './secrets.ts';
import { cookieFactsOf, cookiePairsOf } from './storage-state.ts';
import { folderUrl, parseEndpointUrl, parseTarget } from './target.ts';
import { tool } from './version.ts';

/**
 * Scans the page at `target` and judges what was found. Never throws for what a site does: a target that
 * cannot be scanned gives a report whose verdict is `error`. Throws `UsageError` for options that are wrong.
 */
export async function scan(target: string, options: ScanOptions = {}): Promise<Report> {
  return assess(await gather(target, options), assessOptions(options));
}

/**
 * Probes endpoints that are already known, with the Origin of `options.page` (which is not fetched).
 * Errors as for `scan`.
 */
export async function probe(urls: readonly string[], options: ProbeOptions): Promise<Report> {
  return assess(await gatherProbes(urls, options), assessOptions(options));
}

export interface ProbeOptions extends ScanOptions {
  /** The page whose Origin the control handshake carries. */
  readonly page: string;
}

/** The network half of `scan`: reads, finds, probes. `assess` does the rest, also later and elsewhere. */
export function gather(target: string, options: ScanOptions = {}): Promise<Artifacts> {
  return gatherWith(target, resolveOptions(options), async (setting) => {
    const analysis = startAnalysis(setting.options.limits, analysisTime(setting.clock));
    try {
      return await pipeline(parseTarget(target), setting, analysis);
    } finally {
      await analysis.close();
    }
  });
}

/**
 * Analyses a build on disk as `options.base` will serve it: folders, files, or projects (what they were built to).
 * Makes no connection. Throws `UsageError` where a path does not exist; other errors as for `scan`.
 */
export async function analyseFiles(paths: readonly string[], options: FilesOptions): Promise<Report> {
  return assess(await gatherFiles(paths, options), assessOptions(options));
}

export interface FilesOptions extends Pick<
  ScanOptions,
  'firstParty' | 'showSecrets' | 'limits' | 'onProgress' | 'signal'
> {
  /** The URL at which the folders will be served. */
  readonly base: string;
}

/** A build has more files than a page loads, and reading them costs no one but its owner, who knows what they are. */
const filesLimits: Partial<Limits> = {
  files: 5_000,
  totalBytes: 500_000_000,
  sourceMapBytes: 50_000_000,
  sourceMs: 30_000,
  parsedUnits: 40_000_000,
  heapMegabytes: 2_048,
  scanMs: 300_000,
};

/** What `analyseFiles` judges. */
export async function gatherFiles(paths: readonly string[], options: FilesOptions): Promise<Artifacts> {
  const { places } = locate(paths);
  const settings = resolveOptions({
    ...options,
    probe: 'none',
    limits: { ...filesLimits, ...options.limits },
  });
  return gatherWith(options.base, settings, async ({ options: settings, network, clock }) => {
    const base = folderUrl(parseTarget(options.base));
    network.setPage({ url: base, address: null });
    const analysis = startAnalysis(settings.limits, analysisTime(clock));
    try {
      const scanCommand = `wssure ${base}`;
      const request = { base, places, scanCommand, options: settings, clock, analysis };
      const { sources, gaps, originals } = await collectFiles(request);
      const order = sources.map(({ url }) => url);
      const { references: bare, problems } = await analysis.references(order);
      const { references, sources: maps } = await originals(bare);
      const notProbed = { reason: 'files are analysed without any connection', option: scanCommand };
      const found = endpointsOf(references, partyWith(network));
      return {
        ...nothing,
        pageOrigin: new URL(base).origin,
        sources: [...sources, ...maps],
        references,
        endpoints: found.map((endpoint) => Object.assign({}, endpoint, { notProbed })),
        gaps: [...gaps, ...extractGaps(problems, settings)],
      };
    } finally {
      await analysis.close();
    }
  });
}

/** The network half of `probe`. */
export function gatherProbes(urls: readonly string[], options: ProbeOptions): Promise<Artifacts> {
  // Whoever names an endpoint wants it asked: the limits are for what pages name.
  const named = { endpoints: urls.length, endpointsOfThirdParty: urls.length };
  const resolved = resolveOptions({ ...options, limits: { ...named, ...options.limits } });
  return gatherWith(options.page, resolved, async ({ options: settings, network, clock }) => {
    const page = parseTarget(options.page);
    network.setPage({ url: page, address: null });
    const endpoints = urls.map((given): Endpoint => {
      const url = parseEndpointUrl(given);
      const protocols = settings.subprotocols ?? [];
      return {
        url,
        library: libraryOfProtocols(protocols) ?? 'websocket',
        protocols,
        party: partyWith(network)(url),
        references: [],
        observations: [],
      };
    });
    const pageOrigin = new URL(page).origin;
    const probed = await probeEndpoints({ endpoints, pageOrigin, options: settings, network, clock });
    return { ...nothing, pageOrigin, endpoints: probed, gaps: probeGaps(probed, settings) };
  });
}

async function pipeline(
  target: string,
  { options, network, clock }: Setting,
  analysis: Analysis,
): Promise<Gathered> {
  const { page, sources, sourceMaps, gaps } = await collect({ target, options, network, clock, analysis });
  options.onProgress?.({ stage: 'analyse', subject: page.url, done: 0, total: sources.length });
  const { references: bare, problems } = await analysis.references(sources.map(({ url }) => url));
  // Handshakes take longest, and another scan can have the thread meanwhile.
  await analysis.close();
  const wanted = { references: bare, published: sourceMaps };
  const { references, sources: maps } = await fetchOriginals(wanted, page.url, { options, network, clock });
  const pageOrigin = new URL(page.url).origin;
  const found = endpointsOf(references, partyWith(network));
  const endpoints = await probeEndpoints({ endpoints: found, pageOrigin, options, network, clock });
  return {
    page,
    pageOrigin,
    sources: [...sources, ...maps],
    references,
    endpoints,
    gaps: [...gaps, ...extractGaps(problems, options), ...probeGaps(endpoints, options)],
  };
}

function analysisTime(clock: Clock): AnalysisTime {
  return {
    get until() {
      return clock.endOf('analyse');
    },
    get last() {
      return clock.endOf('text');
    },
  };
}

function extractGaps(problems: AnalysisResult['problems'], { limits }: ResolvedOptions): Gap[] {
  return problems.map(({ source, reason, limit }) => ({
    stage: 'extract',
    subject: source,
    reason,
    ...(limit !== undefined && { option: raising(limit, limits[limit]) }),
  }));
}

/** The endpoints whose handshakes the time of the scan cut off. */
function probeGaps(endpoints: readonly Endpoint[], { limits }: ResolvedOptions): Gap[] {
  const cut = endpoints.filter(({ observations, http2 = [], plaintext = [], credentials = [] }) =>
    [...observations, ...http2, ...plaintext, ...credentials].some(({ error }) => error?.code === 'aborted'),
  );
  return cut.map(({ url }) => ({
    stage: 'probe',
    subject: url,
    reason: 'the time of the scan was over before all of its handshakes had been made and watched',
    option: raising('scanMs', limits.scanMs),
  }));
}

/** What the stages of one scan share. */
interface Setting {
  readonly options: ResolvedOptions;
  readonly network: Network;
  readonly clock: Clock;
}

interface Gathered extends Pick<Artifacts, 'page' | 'sources' | 'references' | 'endpoints' | 'gaps'> {
  readonly pageOrigin: string | null;
}

const nothing: Gathered = {
  page: null,
  pageOrigin: null,
  sources: [],
  references: [],
  endpoints: [],
  gaps: [],
};

async function gatherWith(
  target: string,
  options: ResolvedOptions,
  work: (setting: Setting) => Promise<Gathered>,
): Promise<Artifacts> {
  const startedAt = new Date();
  const started = performance.now();
  const clock = clockFor(options);
  const network = openNetwork(options);
  const { pageOrigin, ...outcome } = await work({ options, network, clock })
    .catch((error: unknown) => ({ ...nothing, error: targetFailure(error) }))
    .finally(() => network.close());
  return {
    schemaVersion: 1,
    tool,
    target,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - started),
    scope: {
      wrongOrigin: options.origin,
      pageOrigin,
      scripts: options.scripts,
      probe: options.probe,
      depth: options.depth,
      firstParty: options.firstParty,
      credentials:
        options.cookies.length > 0 ||
        carriesCredentials(options.headers) ||
        cookiePairsOf(options.storageState).length > 0,
      insecure: options.insecure ?? false,
      ...wayOut(options),
      ...storedCookies(options, network),
    },
    ...outcome,
  };
}

function wayOut({ resolve = [], connectTo = [], proxy, ca }: ResolvedOptions): Pick<ScanScope, 'wayOut'> {
  const way = {
    ...(resolve.length > 0 && { resolve }),
    ...(connectTo.length > 0 && { connectTo }),
    ...(proxy !== undefined && { proxy }),
    ...(ca !== undefined && { ownCa: true }),
  };
  return Object.keys(way).length > 0 ? { wayOut: way } : {};
}

function storedCookies(
  { storageState }: ResolvedOptions,
  network: Network,
): Pick<ScanScope, 'storedCookies'> {
  const own = cookieFactsOf(storageState).filter(({ setBy }) => network.isFirstParty(setBy));
  return own.length > 0 ? { storedCookies: own } : {};
}

/** What made the target impossible to scan. Anything else is a mistake of ours and is thrown on. */
function targetFailure(error: unknown): ScanError {
  if (error instanceof TargetError || error instanceof NetworkError)
    return { code: error.code, message: error.message };
  throw error;
}

function partyWith(network: Network): (url: string) => Party {
  return (url) => (network.isFirstParty(url) ? 'first' : 'third');
}

function assessOptions({
  showSecrets = false,
  headers = [],
  cookies = [],
  storageState,
}: ScanOptions): AssessOptions {
  return { showSecrets, secrets: secretsOf(headers, [...cookies, ...cookiePairsOf(storageState)]) };
}
