/** What a caller can set, and the defaults. */
import type { HeaderList } from './artifacts.ts';
import { defaultLimits, timeForScan, type Limits } from './limits.ts';

export interface ProgressEvent {
  readonly stage: 'read' | 'analyse' | 'probe' | 'judge';
  /** What is being worked on: a URL as found, not yet made safe for a terminal. */
  readonly subject: string;
  readonly done: number;
  /** As far as is known now. */
  readonly total: number;
}

/** A cookie as Playwright's `storageState()` keeps it. */
export interface StoredCookie {
  readonly name: string;
  readonly value: string;
  /** With a leading dot: also for the hosts below it. */
  readonly domain: string;
  readonly path: string;
  /** Seconds since 1970; -1 for the end of the browser's session. */
  readonly expires: number;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** Null where none is named. */
  readonly sameSite: 'Strict' | 'Lax' | 'None' | null;
}

/** What Playwright's `storageState()` gives; only the cookies matter here. */
export interface StorageState {
  readonly cookies: readonly StoredCookie[];
}

export interface ScanOptions {
  readonly scripts?: 'same-origin' | 'same-site' | 'all';
  readonly probe?: 'all' | 'first-party' | 'none';
  readonly depth?: 'basic' | 'full';
  /** How many same-origin pages that the page links to are read too; default 0. */
  readonly crawl?: number;
  /** The wrong Origin. */
  readonly origin?: string;
  readonly headers?: HeaderList;
  /** `name=value` pairs, as in a `Cookie` header. */
  readonly cookies?: readonly string[];
  /** Playwright's storage state, parsed or as JSON text: its cookies are sent to first-party hosts, by their attributes. */
  readonly storageState?: StorageState | string;
  /** curl's `host:port:address`. */
  readonly resolve?: readonly string[];
  /** curl's `host:port:host2:port2`. */
  readonly connectTo?: readonly string[];
  readonly firstParty?: readonly string[];
  /** PEM text of CAs to trust besides Node's own. */
  readonly ca?: string;
  readonly insecure?: boolean;
  /** `http://`, `https://`, `socks5://`, `socks5h://` or `socks4://` URL. */
  readonly proxy?: string;
  readonly allowPrivate?: boolean;
  /** Never a private address, also not the target's own: for a server that scans for others. Not on the command line. */
  readonly forbidPrivate?: boolean;
  /** For one request or handshake, ms. */
  readonly timeoutMs?: number;
  /** Requests or handshakes at a time. */
  readonly concurrency?: number;
  readonly userAgent?: string;
  readonly showSecrets?: boolean;
  /** Only for `probe`: subprotocols to offer. */
  readonly subprotocols?: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly onProgress?: (event: ProgressEvent) => void;
  readonly signal?: AbortSignal;
}

type Defaulted =
  | 'scripts'
  | 'probe'
  | 'depth'
  | 'crawl'
  | 'origin'
  | 'headers'
  | 'cookies'
  | 'firstParty'
  | 'timeoutMs'
  | 'concurrency';
export type ResolvedOptions = Omit<ScanOptions, Defaulted | 'limits'> &
  Required<Pick<ScanOptions, Defaulted>> & { readonly limits: Limits };

/** Fills in the defaults of the contract. */
export function resolveOptions(options: ScanOptions = {}): ResolvedOptions {
  const { timeoutMs = 10_000, crawl = 0 } = options;
  return {
    scripts: 'same-origin',
    probe: 'all',
    depth: 'full',
    origin: 'https://wssure-probe.example',
    headers: [],
    cookies: [],
    firstParty: [],
    concurrency: 16,
    ...options,
    timeoutMs,
    crawl,
    limits: { ...defaultLimits, scanMs: timeForScan(timeoutMs, crawl), ...options.limits },
  };
}
