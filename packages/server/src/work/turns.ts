import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Report, Verdict } from 'wssure';
import type { ScanFailure, ScanProgress, ScanSettings } from '../nouns.ts';
import type { Queue } from '../queue/queue.ts';
import { sqlState, type Connection, type Database } from '../store/database.ts';
import { bucketOf } from '../store/durations.ts';
import { reports, scans } from '../store/schema.ts';

export type ScanRow = typeof scans.$inferSelect;

export interface NewScan {
  readonly id: string;
  readonly target: string;
  readonly host: string;
  readonly options: ScanSettings;
  readonly credentials: string | null;
  readonly previous: string | null;
  readonly schedule: string | null;
  readonly priority: number;
}

/** One attempt at a scan. `lease` proves that the attempt is still this worker's. */
export interface Claim {
  readonly row: ScanRow;
  readonly lease: string;
}

export interface TurnSettings {
  /** Between the end of a host's scan and the start of its next, ms. */
  readonly hostPauseMs: number;
  /** How long a worker that says nothing is believed to be alive, ms. */
  readonly leaseMs: number;
}

/** Told in the same transaction when a scan has got its report. */
export type Afterwards = (on: Connection, scan: ScanRow, verdict: Verdict) => Promise<void>;

export type Submitted = { readonly kind: 'accepted' | 'open'; readonly id: string };

/** A scan that crashes its worker again and again is given up; a worker that is killed from outside is not its fault. */
const crashesAtMost = 3;
const attemptsAtMost = 25;
const uniqueViolation = '23505';
const backOff = { firstMs: 2_000, mostMs: 30_000 };

/**
 * Whose turn it is. A scan is queued here, enters the job queue when it is its host's turn, is leased to one worker at
 * a time and ends exactly once. Every step is one transaction, so a process may be killed between any two.
 */
export class Turns {
  readonly #database: Database;
  readonly #queue: Queue;
  readonly #settings: TurnSettings;
  readonly #afterwards: Afterwards;

  constructor(database: Database, queue: Queue, settings: TurnSettings, afterwards: Afterwards) {
    this.#database = database;
    this.#queue = queue;
    this.#settings = settings;
    this.#afterwards = afterwards;
  }

  /** Accepts a scan, or names the one of the same target that is not over yet (`open`). */
  async submit(scan: NewScan): Promise<Submitted> {
    try {
      await this.#database.transaction((on) => this.enter(on, scan));
      return { kind: 'accepted', id: scan.id };
    } catch (error) {
      if (!isBeingScanned(error)) throw error;
    }
    const open = await this.openScanOf(scan.target);
    return open ? { kind: 'open', id: open } : this.submit(scan);
  }

  /** `submit` inside of a transaction; throws where the target is being scanned (`isBeingScanned`). */
  async enter(on: Connection, scan: NewScan): Promise<void> {
    await on.orm.insert(scans).values({ ...scan, status: 'queued' });
    await this.#admit(on, scan.host);
  }

  async openScanOf(target: string): Promise<string | null> {
    const { rows } = await this.#database.query<{ id: string }>(
      `SELECT id FROM scans WHERE target = $1 AND status IN ('queued', 'running')`,
      [target],
    );
    return rows[0]?.id ?? null;
  }

  /** Takes up to `count` scans to run. */
  claim(count: number): Promise<Claim[]> {
    return this.#database.transaction(async (on) => {
      const claims: Claim[] = [];
      for (const job of await this.#queue.take(on, 'scans', count)) {
        const lease = randomUUID();
        const { rows } = await on.query(
          `UPDATE scans SET status = 'running', lease = $3, leased_until = now() + $4 * interval '1 millisecond',
             attempts = attempts + 1, started_at = COALESCE(started_at, now()), progress = '{}', version = version + 1
           WHERE id = $1 AND job = $2 AND status = 'queued' RETURNING id`,
          [job.data.id, job.id, lease, this.#settings.leaseMs],
        );
        const [row] =
          rows.length === 0 ? [] : await on.orm.select().from(scans).where(eq(scans.id, job.data.id));
        if (row) claims.push({ row, lease });
        else await this.#queue.complete(on, 'scans', job.id);
      }
      return claims;
    });
  }

  /** Says that these are still being run, and returns the leases that still hold: the others have to stop. */
  async renew(leases: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.#database.query<{ lease: string; status: string }>(
      `UPDATE scans SET leased_until = now() + $2 * interval '1 millisecond' WHERE lease = ANY($1)
       RETURNING lease, status`,
      [leases, this.#settings.leaseMs],
    );
    return new Set(rows.filter(({ status }) => status === 'running').map(({ lease }) => lease));
  }

  async progress(lease: string, progress: ScanProgress): Promise<void> {
    await this.#database.query(
      `UPDATE scans SET progress = $2, version = version + 1 WHERE lease = $1 AND status = 'running'`,
      [lease, JSON.stringify(progress)],
    );
  }

  /** Ends a scan with its report; does nothing where the lease was lost. */
  finish(lease: string, report: Report): Promise<void> {
    return this.#over(lease, async (on, row) => {
      await this.#end(on, row, { status: 'done', report, error: null });
      await on.orm.insert(reports).values({ scan: row.id, report });
      await this.#afterwards(on, row, report.verdict);
      await this.#settle(on, row);
    });
  }

  /** Ends a scan without a report. */
  fail(lease: string, error: ScanFailure): Promise<void> {
    return this.#over(lease, async (on, row) => {
      await this.#end(on, row, { status: 'failed', report: null, error });
      await this.#settle(on, row);
    });
  }

  /**
   * Gives a scan back that was not ended: `drained` by a worker that stops, `crashed` with the child that ran it, or
   * `lost` with a worker of which nothing was heard.
   */
  handBack(lease: string, why: 'drained' | 'crashed' | 'lost'): Promise<void> {
    return this.#over(lease, async (on, row) => {
      const crashes = row.crashes + (why === 'crashed' ? 1 : 0);
      const attempts = row.attempts - (why === 'drained' ? 1 : 0);
      if (crashes >= crashesAtMost || attempts >= attemptsAtMost) {
        const message = `the worker that ran it ended ${attempts} times before the scan did: it is not tried again`;
        await this.#end(on, row, {
          status: 'failed',
          report: null,
          error: { code: 'worker-lost', message },
        });
        await this.#settle(on, row);
        return;
      }
      if (row.job !== null) await this.#queue.complete(on, 'scans', row.job);
      const wait = why === 'drained' ? 0 : Math.min(backOff.firstMs * 2 ** (attempts - 1), backOff.mostMs);
      const job = await this.#queue.send(on, 'scans', row.id, {
        priority: row.priority,
        startAfter: await later(on, wait),
      });
      await on.query(
        `UPDATE scans SET status = 'queued', lease = NULL, leased_until = NULL, job = $2, crashes = $3, attempts = $4,
           progress = '{}', version = version + 1 WHERE id = $1`,
        [row.id, job, crashes, attempts],
      );
    });
  }

  /** Gives back what dead workers have left; returns how many. */
  async reap(): Promise<number> {
    const { rows } = await this.#database.query<{ lease: string }>(
      'SELECT lease FROM scans WHERE lease IS NOT NULL AND leased_until < now() LIMIT 100',
    );
    for (const { lease } of rows) await this.handBack(lease, 'lost');
    return rows.length;
  }

  /** Gives a turn to hosts whose scans wait although none has it; returns how many waited. */
  async adopt(): Promise<number> {
    const { rows } = await this.#database.query<{ host: string }>(
      `SELECT DISTINCT scans.host FROM scans LEFT JOIN hosts ON hosts.host = scans.host
       WHERE scans.status = 'queued' AND scans.job IS NULL AND hosts.busy IS NULL LIMIT 100`,
    );
    for (const { host } of rows) {
      await this.#database.transaction((on) => this.#admit(on, host));
    }
    return rows.length;
  }

  /** After a start with a database that nobody else can have open: whoever held a lease is dead. */
  async expireAll(): Promise<void> {
    await this.#database.query('UPDATE scans SET leased_until = now() WHERE lease IS NOT NULL');
  }

  /** Ends a scan that is not over; a worker that runs it is told by `renew`. Returns whether there was one. */
  cancel(id: string): Promise<boolean> {
    return this.#database.transaction(async (on) => {
      const row = await locked(on, 'id', id);
      if (!row || (row.status !== 'queued' && row.status !== 'running')) return false;
      const error: ScanFailure = { code: 'cancelled', message: 'cancelled before it was done' };
      await this.#end(on, row, { status: 'failed', report: null, error });
      if (row.status === 'running') return true;
      if (row.job !== null) await this.#queue.cancel(on, 'scans', row.job);
      await on.query('UPDATE hosts SET busy = NULL WHERE host = $1 AND busy = $2', [row.host, row.id]);
      await this.#admit(on, row.host);
      return true;
    });
  }

  /** Runs `work` where the lease holds and the scan is running; where it was cancelled, lets go of it. */
  #over(lease: string, work: (on: Connection, row: ScanRow) => Promise<void>): Promise<void> {
    return this.#database.transaction(async (on) => {
      const row = await locked(on, 'lease', lease);
      if (!row) return;
      if (row.status === 'running') await work(on, row);
      else await this.#settle(on, row);
    });
  }

  async #end(
    on: Connection,
    row: ScanRow,
    end: { status: 'done' | 'failed'; report: Report | null; error: ScanFailure | null },
  ): Promise<void> {
    const verdict = end.report?.verdict ?? null;
    await on.query(
      `UPDATE scans SET status = $2, verdict = $3, error = $4, summary = $5, finished_at = now(), version = version + 1 WHERE id = $1`,
      [row.id, end.status, verdict, text(end.error), text(end.report?.summary)],
    );
    const seconds = row.startedAt ? (Date.now() - row.startedAt.getTime()) / 1000 : 0;
    await on.query(
      `INSERT INTO tallies (verdict, bucket, scans, seconds) VALUES ($1, $2, 1, $3)
       ON CONFLICT (verdict, bucket) DO UPDATE SET scans = tallies.scans + 1, seconds = tallies.seconds + $3`,
      [verdict ?? end.error?.code ?? 'failed', bucketOf(seconds), Math.max(0, seconds)],
    );
  }

  /** The attempt is over: the host may rest, and its next scan has its turn. */
  async #settle(on: Connection, { id, host, job }: ScanRow): Promise<void> {
    await on.query('UPDATE scans SET lease = NULL, leased_until = NULL WHERE id = $1', [id]);
    if (job !== null) await this.#queue.complete(on, 'scans', job);
    await on.query(
      `UPDATE hosts SET busy = NULL, free_at = now() + $3 * interval '1 millisecond' WHERE host = $1 AND busy = $2`,
      [host, id, this.#settings.hostPauseMs],
    );
    await this.#admit(on, host);
  }

  /** Sends the host's most urgent scan to the queue, unless another one is there. */
  async #admit(on: Connection, host: string): Promise<void> {
    await on.query('INSERT INTO hosts (host) VALUES ($1) ON CONFLICT DO NOTHING', [host]);
    const { rows } = await on.query<{ busy: string | null; free_at: Date }>(
      'SELECT busy, free_at FROM hosts WHERE host = $1 FOR UPDATE',
      [host],
    );
    const [place] = rows;
    if (!place || place.busy !== null) return;
    const { rows: waiting } = await on.query<{ id: string; priority: number }>(
      `SELECT id, priority FROM scans WHERE host = $1 AND status = 'queued' ORDER BY priority DESC, seq LIMIT 1`,
      [host],
    );
    const [next] = waiting;
    if (!next) return;
    const job = await this.#queue.send(on, 'scans', next.id, {
      priority: next.priority,
      startAfter: place.free_at,
    });
    await on.query('UPDATE hosts SET busy = $2 WHERE host = $1', [host, next.id]);
    await on.query('UPDATE scans SET job = $2 WHERE id = $1', [next.id, job]);
  }
}

/** Whether `Turns.enter` has thrown because there is a scan of the target that is not over. */
export function isBeingScanned(error: unknown): boolean {
  return sqlState(error) === uniqueViolation;
}

function text(value: object | null | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}

async function locked(on: Connection, column: 'id' | 'lease', value: string): Promise<ScanRow | undefined> {
  const [row] = await on.orm.select().from(scans).where(eq(scans[column], value)).for('update');
  return row;
}

/** By the database's clock: those of the machines may differ. */
async function later(on: Connection, ms: number): Promise<Date> {
  const { rows } = await on.query<{ time: Date }>(`SELECT now() + $1 * interval '1 millisecond' AS time`, [
    ms,
  ]);
  return rows[0]?.time ?? new Date();
}
