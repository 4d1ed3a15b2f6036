import type { FastifyRequest } from 'fastify';
import type { ScanInput } from '../input/scan.ts';
import { reasonsOf, scanSchema } from '../input/scan.ts';
import type { UrlRules } from '../input/url.ts';
import type { ScanView } from '../nouns.ts';
import { Problem } from '../service/problem.ts';
import type { Service } from '../service/service.ts';
import type { Login } from './login.ts';
import { normalHost } from './routes/scans.ts';

/** What became of the wish to scan: `running` names the scan of the same target that is not over. */
export type Submission =
  | { readonly kind: 'accepted' | 'running'; readonly id: string }
  | { readonly kind: 'refused'; readonly status: number; readonly problems: readonly string[] };

/** What the pages may do and see: the API's own service, in words that a page can show. */
export class PageService {
  readonly #service: Service;
  readonly #login: Login;
  readonly #rules: UrlRules;

  constructor(service: Service, login: Login, rules: UrlRules) {
    this.#service = service;
    this.#login = login;
    this.#rules = rules;
  }

  async submit(url: string, options: ScanInput['options'] = {}): Promise<Submission> {
    const input = scanSchema(this.#rules).safeParse({ url, options });
    if (!input.success) return { kind: 'refused', status: 400, problems: reasonsOf(input.error.issues) };
    return submission(this.#service.submit(input.data));
  }

  rescan(id: string): Promise<Submission> {
    return submission(this.#service.rescan(id));
  }

  /** Cancels a scan that is not over; of one that is nothing happens. */
  async cancel(id: string): Promise<void> {
    await this.#service.cancel(id);
  }

  /** One scan with its report, or null where there is none of this id. */
  async scan(id: string): Promise<ScanView | null> {
    try {
      return await this.#service.scan(id);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return null;
      throw error;
    }
  }

  /** The newest scans of all sites, without reports. */
  async recent(limit: number): Promise<readonly Omit<ScanView, 'version' | 'progress'>[]> {
    return (await this.#service.list({ limit })).scans;
  }

  /** The newest scans of a host with their reports, newest first. */
  ofSite(host: string, limit: number): Promise<readonly ScanView[]> {
    return this.#service.history(normalHost(host), limit);
  }

  /** Whether the request carries a session that can be ended. */
  signedIn(request: FastifyRequest): boolean {
    return this.#login.signedIn(request);
  }
}

async function submission(accepted: Promise<{ readonly id: string }>): Promise<Submission> {
  try {
    return { kind: 'accepted', id: (await accepted).id };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { id } = error.details;
    if (error.code === 'running' && typeof id === 'string') return { kind: 'running', id };
    return { kind: 'refused', status: error.status, problems: error.reasons };
  }
}
