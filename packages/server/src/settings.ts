/** How a server or a worker is to run. `command.ts` makes it of options and environment. */
export interface DatabaseSettings {
  /** Null: the embedded database below `data`. */
  readonly url: string | null;
  readonly data: string;
}

export interface WorkSettings {
  readonly workers: number;
  /** Scans at a time in each worker. */
  readonly concurrency: number;
  readonly allowPrivate: boolean;
  /** Seals credentials; null: none are taken where the database is shared, one is made where it is embedded. */
  readonly key: string | null;
  /** Days that finished scans are kept; 0: for ever. */
  readonly keepDays: number;
  readonly pace: Pace;
}

/** All durations in ms. */
export interface Pace {
  readonly hostPauseMs: number;
  readonly leaseMs: number;
  readonly pollMs: number;
  /** How often what was left behind is looked for. */
  readonly tendMs: number;
  readonly drainMs: number;
  readonly scanMs: number;
}

export const defaultPace: Pace = {
  hostPauseMs: 10_000,
  leaseMs: 20_000,
  pollMs: 500,
  tendMs: 5_000,
  drainMs: 20_000,
  scanMs: 600_000,
};

export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  /** PEM texts. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Addresses or networks whose `X-Forwarded-*` are believed. */
  readonly trustedProxies: readonly string[];
  /** Names besides the loopback ones under which requests may come. */
  readonly hostNames: readonly string[];
  /** Empty: no login. */
  readonly tokens: readonly string[];
  /** New scans a minute for a client. */
  readonly scansPerMinute: number;
}
