import type { FastifyBaseLogger } from 'fastify';
import type { ScanProgress } from '../nouns.ts';
import { Child } from './child.ts';
import type { FromChild, WorkOptions } from './messages.ts';
import type { Claim, ScanRow, Turns } from './turns.ts';

export interface DispatcherSettings {
  /** Child processes. */
  readonly workers: number;
  /** Scans at a time in each. */
  readonly concurrency: number;
  /** How often the queue is looked at where nobody says that there is something in it, ms. */
  readonly pollMs: number;
  /** How often leases are renewed, ms: a fraction of their length. */
  readonly renewMs: number;
  /** After so long without a renewal nothing may be run under a lease, ms: before the lease itself is over. */
  readonly leaseTrustMs: number;
  /** No scan takes longer, ms. */
  readonly scanMs: number;
}

interface Running {
  readonly claim: Claim;
  readonly child: Child;
  readonly since: number;
  progress: ScanProgress | null;
}

const progressEveryMs = 400;
const respawnMs = 500;

/**
 * Takes scans from the queue and hands them to its worker children. It speaks to the database; they do not. Nothing is
 * run whose lease cannot be renewed in time, so that no scan is ever run twice at once.
 */
export class Dispatcher {
  readonly #turns: Turns;
  readonly #settings: DispatcherSettings;
  readonly #log: FastifyBaseLogger;
  readonly #optionsOf: (row: ScanRow) => WorkOptions;
  readonly #running = new Map<string, Running>();
  readonly #timers: NodeJS.Timeout[] = [];
  #children: Child[] = [];
  #draining = false;
  #taking: Promise<void> | null = null;
  #takeAgain = false;
  #renewedAt = performance.now();

  constructor(
    turns: Turns,
    settings: DispatcherSettings,
    optionsOf: (row: ScanRow) => WorkOptions,
    log: FastifyBaseLogger,
  ) {
    this.#turns = turns;
    this.#settings = settings;
    this.#optionsOf = optionsOf;
    this.#log = log;
  }

  start(): void {
    this.#children = Array.from({ length: this.#settings.workers }, () => this.#spawn());
    if (this.#children.length === 0) return;
    this.#timers.push(
      setInterval(() => this.kick(), this.#settings.pollMs),
      setInterval(() => void this.#renew(), this.#settings.renewMs),
      setInterval(() => void this.#saveProgress(), progressEveryMs),
    );
    this.kick();
  }

  /** The process ids of the children, for whoever measures them. */
  get children(): readonly number[] {
    return this.#children.flatMap(({ pid }) => pid ?? []);
  }

  /** Says that there may be something in the queue. */
  kick(): void {
    if (this.#draining) return;
    this.#takeAgain = true;
    this.#taking ??= this.#take().finally(() => (this.#taking = null));
  }

  /** A scan was cancelled in this process: its worker need not wait for the next renewal to know. */
  cancelled(id: string): void {
    for (const { claim, child } of this.#running.values()) {
      if (claim.row.id === id) child.stop(claim.lease);
    }
  }

  /** Takes nothing more, gives running scans `patienceMs` to end, and hands back those that do not. */
  async drain(patienceMs: number): Promise<void> {
    this.#draining = true;
    await this.#taking;
    const deadline = performance.now() + patienceMs;
    while (this.#running.size > 0 && performance.now() < deadline) await pause(50);
    const left = [...this.#running.keys()];
    this.#running.clear();
    for (const timer of this.#timers) clearInterval(timer);
    for (const child of this.#children) child.kill();
    for (const lease of left) await this.#attempt('drained', () => this.#turns.handBack(lease, 'drained'));
  }

  async #take(): Promise<void> {
    while (this.#takeAgain && !this.#draining) {
      this.#takeAgain = false;
      const free = this.#free();
      if (free === 0) return;
      const claims = await this.#turns.claim(free).catch((error: unknown) => {
        this.#log.warn({ err: error }, 'the queue cannot be read');
        return [];
      });
      for (const claim of claims) this.#run(claim);
      if (claims.length > 0) this.#takeAgain = true;
    }
  }

  #free(): number {
    const room = this.#settings.concurrency * this.#children.length;
    return Math.max(0, room - this.#children.reduce((sum, { busy }) => sum + busy, 0));
  }

  #run(claim: Claim): void {
    const child = this.#children.toSorted((a, b) => a.busy - b.busy)[0];
    if (!child) {
      void this.#attempt('handing back', () => this.#turns.handBack(claim.lease, 'drained'));
      return;
    }
    let options: WorkOptions;
    try {
      options = this.#optionsOf(claim.row);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      void this.#attempt('ending a scan', () => this.#turns.fail(claim.lease, { code: 'mistake', message }));
      return;
    }
    if (this.#running.size === 0) this.#renewedAt = performance.now();
    this.#running.set(claim.lease, { claim, child, since: performance.now(), progress: null });
    this.#log.info({ scan: claim.row.id, host: claim.row.host, attempt: claim.row.attempts }, 'scan started');
    child.run(claim.lease, claim.row.target, options);
  }

  #spawn(): Child {
    const child: Child = new Child({
      message: (message) => void this.#heard(message),
      gone: (leases, blamed) => {
        this.#children = this.#children.filter((other) => other !== child);
        if (this.#draining) return;
        this.#log.warn({ scans: leases.length, blamed }, 'a worker ended');
        for (const lease of leases) {
          this.#running.delete(lease);
          void this.#attempt('handing back', () => this.#turns.handBack(lease, blamed ? 'crashed' : 'lost'));
        }
        setTimeout(() => this.#respawn(), respawnMs).unref();
      },
    });
    return child;
  }

  #respawn(): void {
    if (this.#draining) return;
    this.#children.push(this.#spawn());
    this.kick();
  }

  async #heard(message: Exclude<FromChild, { kind: 'ready' }>): Promise<void> {
    const running = this.#running.get(message.lease);
    if (!running) return;
    if (message.kind === 'progress') {
      running.progress = message.progress;
      return;
    }
    const { row } = running.claim;
    const { lease } = message;
    await this.#attempt('ending a scan', async () => {
      if (message.kind === 'report') await this.#turns.finish(lease, message.report);
      else if (message.kind === 'stopped') await this.#turns.handBack(lease, 'drained');
      else await this.#turns.fail(lease, { code: 'mistake', message: message.message });
    });
    this.#running.delete(lease);
    const verdict = message.kind === 'report' ? message.report.verdict : message.kind;
    this.#log.info({ scan: row.id, host: row.host, verdict }, 'scan ended');
    this.kick();
  }

  /** Until it is saved or the lease is certainly over: a database that goes away may come back in time. */
  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    const deadline = performance.now() + this.#settings.leaseTrustMs;
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        this.#log.warn({ err: error }, `${what} failed`);
        if (performance.now() > deadline) return;
        await pause(500);
      }
    }
  }

  async #renew(): Promise<void> {
    if (this.#running.size === 0) return;
    const asked = [...this.#running.keys()];
    const at = performance.now();
    try {
      const held = await this.#turns.renew(asked);
      this.#renewedAt = at;
      for (const lease of asked) if (!held.has(lease)) this.#running.get(lease)?.child.stop(lease);
    } catch (error) {
      this.#log.warn({ err: error }, 'leases cannot be renewed');
      if (performance.now() - this.#renewedAt > this.#settings.leaseTrustMs) this.#dropAll();
    }
    for (const [lease, { child, since }] of this.#running) {
      if (performance.now() - since > this.#settings.scanMs) await this.#late(lease, child);
    }
  }

  async #late(lease: string, child: Child): Promise<void> {
    const seconds = Math.round(this.#settings.scanMs / 1000);
    const error = { code: 'timeout', message: `not done after ${seconds} s: stopped` } as const;
    await this.#attempt('ending a scan', () => this.#turns.fail(lease, error));
    child.stop(lease);
  }

  /** The leases are as good as over: others may take these scans up. */
  #dropAll(): void {
    this.#running.clear();
    for (const child of this.#children) if (child.busy > 0) child.kill();
  }

  async #saveProgress(): Promise<void> {
    for (const [lease, running] of this.#running) {
      const { progress } = running;
      if (!progress) continue;
      running.progress = null;
      await this.#turns.progress(lease, progress).catch(() => undefined);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
