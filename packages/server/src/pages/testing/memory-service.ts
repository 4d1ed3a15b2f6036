import type { FastifyRequest } from 'fastify';
import type { ScanSummary, ScanView } from '../../nouns.ts';
import type { PageService, Submission } from '../service.ts';

/** A service that scans nothing: tests put scans into it and see what was asked of it. */
export class MemoryService implements PageService {
  /** The newest first. */
  readonly scans: ScanView[] = [];
  readonly asked: string[] = [];
  answer: Submission = { kind: 'accepted', id: 'new' };
  hasSession = false;

  submit(url: string): Promise<Submission> {
    this.asked.push(`submit ${url}`);
    return Promise.resolve(this.answer);
  }

  rescan(id: string): Promise<Submission> {
    this.asked.push(`rescan ${id}`);
    return Promise.resolve(this.answer);
  }

  cancel(id: string): Promise<void> {
    this.asked.push(`cancel ${id}`);
    return Promise.resolve();
  }

  scan(id: string): Promise<ScanView | null> {
    return Promise.resolve(this.scans.find((scan) => scan.id === id) ?? null);
  }

  recent(limit: number): Promise<readonly ScanView[]> {
    return Promise.resolve(this.scans.slice(0, limit));
  }

  ofSite(host: string, limit: number): Promise<readonly ScanSummary[]> {
    return Promise.resolve(this.scans.filter((scan) => scan.host === host).slice(0, limit));
  }

  signIn(token: string): Promise<boolean> {
    this.hasSession = token === 'right';
    return Promise.resolve(this.hasSession);
  }

  signOut(): void {
    this.hasSession = false;
  }

  signedIn(_request: FastifyRequest): boolean {
    return this.hasSession;
  }
}
