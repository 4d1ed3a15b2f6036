import type { FastifyReply, FastifyRequest } from 'fastify';
import { reasonsOf, scanSchema } from '../input/scan.ts';
import type { UrlRules } from '../input/url.ts';
import type { ScanSummary, ScanView } from '../nouns.ts';
import { Problem } from '../service/problem.ts';
import type { Service } from '../service/service.ts';
import type { Limits } from './limits.ts';
import type { Login } from './login.ts';
import { normalHost } from './routes/scans.ts';

/** What became of the wish to scan: `running` names the scan of the same target that is not over. */
export type Submission =
  | { readonly kind: 'accepted' | 'running'; readonly id: string }
  | { readonly kind: 'refused'; readonly status: number; readonly problems: readonly string[] };

export interface PageServiceParts {
  readonly service: Service;
  readonly login: Login;
  readonly limits: Limits;
  readonly rules: UrlRules;
}

/** What the pages may do and see: the API's own service, in words that a page can show. */
export class PageService {
  readonly #parts: PageServiceParts;

  constructor(parts: PageServiceParts) {
    this.#parts = parts;
  }

  submit(url: string, request: FastifyRequest): Promise<Submission> {
    return submission(async () => {
      await this.#parts.limits.newScan(request);
      const input = scanSchema(this.#parts.rules).safeParse({ url });
      if (!input.success) throw new Problem(400, 'invalid', reasonsOf(input.error.issues));
      return this.#parts.service.submit(input.data);
    });
  }

  /** Runs a scan again; refused with 404 where there is none of that id. */
  rescan(id: string, request: FastifyRequest): Promise<Submission> {
    return submission(async () => {
      await this.#parts.limits.newScan(request);
      return this.#parts.service.rescan(id);
    });
  }

  /** Cancels a scan that is not over; of one that is nothing happens. */
  async cancel(id: string): Promise<void> {
    await this.#parts.service.cancel(id);
  }

  /** One scan with its report, or null where there is none of this id. */
  async scan(id: string): Promise<ScanView | null> {
    try {
      return await this.#parts.service.scan(id);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return null;
      throw error;
    }
  }

  /** The newest scans of all sites, newest first. */
  async recent(limit: number): Promise<readonly ScanSummary[]> {
    return (await this.#parts.service.list({ limit })).scans;
  }

  /** The newest scans of a host, newest first. */
  async ofSite(host: string, limit: number): Promise<readonly ScanSummary[]> {
    return (await this.#parts.service.list({ limit, host: normalHost(host) })).scans;
  }

  /** Whether the request carries a session that can be ended. */
  signedIn(request: FastifyRequest): boolean {
    return this.#parts.login.signedIn(request);
  }

  /** Begins a session where this is one of the server's tokens; false where it is none. Throws `Problem` past the limit. */
  async signIn(token: string, reply: FastifyReply): Promise<boolean> {
    await this.#parts.limits.login(reply.request);
    return this.#parts.login.signIn(token, reply);
  }

  signOut(reply: FastifyReply): void {
    this.#parts.login.signOut(reply);
  }
}

async function submission(submit: () => Promise<{ readonly id: string }>): Promise<Submission> {
  try {
    return { kind: 'accepted', id: (await submit()).id };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { id } = error.details;
    if (error.code === 'running' && typeof id === 'string') return { kind: 'running', id };
    // The form has one field: whose problem it is needs no saying.
    const problems = error.reasons.map((reason) => reason.replace(/^url: /, ''));
    return { kind: 'refused', status: error.status, problems };
  }
}
