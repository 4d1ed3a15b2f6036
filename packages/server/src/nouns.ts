/** The nouns that store, queue, workers and HTTP share: plain data. */
import type { ProgressEvent, Report, ScanOptions, Verdict } from 'wssure';

export type ScanStatus = 'queued' | 'running' | 'done' | 'failed';
export type Stage = ProgressEvent['stage'];
type StageProgress = Pick<ProgressEvent, 'done' | 'total' | 'subject'>;

/** How far a scan is, by stage; of a stage that has not begun nothing. */
export type ScanProgress = { readonly [stage in Stage]?: StageProgress };

/** What a scan may be asked for that is no secret. */
export type ScanSettings = Pick<
  ScanOptions,
  'scripts' | 'probe' | 'depth' | 'crawl' | 'origin' | 'firstParty' | 'timeoutMs' | 'insecure' | 'userAgent'
>;

/** What is kept sealed. */
export type ScanCredentials = Pick<ScanOptions, 'headers' | 'cookies' | 'storageState'>;

/** Why a scan has no report. */
export interface ScanFailure {
  readonly code: 'cancelled' | 'worker-lost' | 'mistake' | 'timeout';
  readonly message: string;
}

/** A scan as lists show it. Times are ISO 8601 UTC. */
export interface ScanSummary {
  readonly id: string;
  /** Normalised: a name in another script is shown as its punycode. */
  readonly url: string;
  readonly host: string;
  readonly status: ScanStatus;
  readonly verdict: Verdict | null;
  /** What its report counts; null without one. */
  readonly summary: Report['summary'] | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** The scan that this one was asked to run again. */
  readonly previous: string | null;
  readonly schedule: string | null;
}

export interface ScanView extends ScanSummary {
  /** Grows with every change; the id of its server-sent event. */
  readonly version: number;
  readonly progress: ScanProgress;
  readonly report?: Report;
  readonly error?: ScanFailure;
}

/** What a webhook is sent when the verdict of a schedule's scan is another than the one before. */
export interface WebhookPayload {
  readonly type: 'scan.verdict-changed';
  readonly timestamp: string;
  readonly data: {
    readonly schedule: string;
    readonly scan: string;
    readonly url: string;
    readonly verdict: Verdict;
    readonly previousVerdict: Verdict;
  };
}
