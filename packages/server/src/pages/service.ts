/** What the pages ask of the server: all that they know of it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ScanSummary, ScanView } from '../nouns.ts';

/** What became of the wish to scan. */
export type Submission =
  | { readonly kind: 'accepted' | 'running'; readonly id: string }
  | { readonly kind: 'refused'; readonly status: number; readonly problems: readonly string[] };

export interface PageService {
  submit(url: string, request: FastifyRequest): Promise<Submission>;
  /** Runs a scan again; refused with 404 where there is none of that id. */
  rescan(id: string, request: FastifyRequest): Promise<Submission>;
  /** Stops a scan that has not ended; of any other nothing happens. */
  cancel(id: string): Promise<void>;
  scan(id: string): Promise<ScanView | null>;
  /** The newest scans of all sites, the newest first. */
  recent(limit: number): Promise<readonly ScanSummary[]>;
  /** The newest scans of a host, the newest first. */
  ofSite(host: string, limit: number): Promise<readonly ScanSummary[]>;
  /** Whether the request carries a session that can be ended. */
  signedIn(request: FastifyRequest): boolean;
  /** Begins a session where this is one of the server's tokens; false where it is none. */
  signIn(token: string, reply: FastifyReply): Promise<boolean>;
  signOut(reply: FastifyReply): void;
}
