/** The budgets of every stage of a scan, in one place. `docs/limits.md` tells them; a test keeps it true. */

interface LimitMeta {
  readonly standard: number;
  /** What is counted, for people. */
  readonly counts: string;
}

const table = {
  pageBytes: { standard: 6_000_000, counts: 'decoded bytes of one page or frame' },
  scriptBytes: { standard: 20_000_000, counts: 'decoded bytes of one script' },
  totalBytes: { standard: 60_000_000, counts: 'decoded bytes of everything that is read' },
  files: { standard: 500, counts: 'files besides the page' },
  redirects: { standard: 10, counts: 'redirects of one request' },
  sourceMaps: { standard: 20, counts: 'source maps that are read' },
  sourceMapBytes: { standard: 10_000_000, counts: 'decoded bytes of one source map' },
  inlineScripts: {
    standard: 5_000,
    counts: 'scripts and handlers in the markup of one document that are parsed',
  },
  parseUnits: { standard: 8_000_000, counts: 'UTF-16 units of a script that is parsed' },
  parsedUnits: { standard: 8_000_000, counts: 'UTF-16 units of all scripts that are parsed' },
  evaluatorSteps: { standard: 2_000_000, counts: 'steps of the evaluation of one document' },
  evaluatorDepth: { standard: 4_000, counts: 'evaluations inside each other' },
  evaluatorText: { standard: 100_000, counts: 'UTF-16 units of a string that the evaluation makes' },
  sourceMs: { standard: 6_000, counts: 'ms for the analysis of one source' },
  heapMegabytes: { standard: 400, counts: 'MB that the analysis may take' },
  references: { standard: 2_000, counts: 'references that are reported' },
  endpoints: { standard: 50, counts: 'endpoints that get handshakes' },
  endpointsOfThirdParty: {
    standard: 5,
    counts: 'endpoints of one site of another party that get handshakes',
  },
  handshakes: { standard: 30, counts: 'handshakes for one endpoint, all kinds together' },
  scanMs: { standard: 17_000, counts: 'ms for the whole scan' },
} as const satisfies Record<string, LimitMeta>;

export type LimitName = keyof typeof table;

/** Budgets. Reaching one is reported (`coverage-limited`) and never hides a finding already made. */
export type Limits = { readonly [Name in LimitName]: number };

export const limitNames: readonly LimitName[] = Object.keys(table).filter(isLimitName);

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name
export const defaultLimits = Object.fromEntries(
  limitNames.map((name) => [name, table[name].standard]),
) as Limits;

export function isLimitName(name: string): name is LimitName {
  return Object.hasOwn(table, name);
}

/** What a limit counts, and in which unit. */
export function countedBy(name: LimitName): string {
  return table[name].counts;
}

/** What each page of a crawl adds to the time of a scan, ms, as soon as it has come. */
export const pageMs = 1_000;

/**
 * The time that a scan has where none is set, ms: it grows with the time that one request may take, and with the
 * pages that are to be read.
 */
export function timeForScan(timeoutMs: number, pages: number): number {
  return Math.max(defaultLimits.scanMs, Math.round(1.7 * timeoutMs)) + pageMs * pages;
}

/** The option that raises a limit, as `coverage-limited` names it. */
export function raising(name: LimitName, now: number): string {
  return `--config (limits.${name}: ${Math.max(1, 2 * now)})`;
}
