/** What a worker child and its parent say to each other. */
import type { Report, ScanOptions } from 'wssure';
import type { ScanProgress } from '../nouns.ts';

/** `ScanOptions` as far as they are data, and what only a server sets. */
export type WorkOptions = Omit<ScanOptions, 'onProgress' | 'signal'>;

export type ToChild =
  | { readonly kind: 'scan'; readonly lease: string; readonly target: string; readonly options: WorkOptions }
  | { readonly kind: 'stop'; readonly lease: string };

export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly lease: string; readonly progress: ScanProgress }
  | { readonly kind: 'report'; readonly lease: string; readonly report: Report }
  | { readonly kind: 'stopped'; readonly lease: string }
  | { readonly kind: 'mistake'; readonly lease: string; readonly message: string };
