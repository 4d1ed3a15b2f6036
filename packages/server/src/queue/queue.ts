import PgBoss from 'pg-boss';
import type { Connection, Database } from '../store/database.ts';

/** A job of each queue names one row. */
export type QueueName = 'scans' | 'webhooks';

export interface Job {
  readonly id: string;
  readonly data: { readonly id: string };
}

export interface SendOptions {
  /** Higher goes first. */
  readonly priority?: number;
  readonly startAfter?: Date;
}

/** Above what any job may take: who works on a scan says so himself (`scans.leased_until`). */
const expireInSeconds = 1_800;
const retentionDays = 365;

/**
 * The job queue, pg-boss, in the same database as everything else: a job is sent, taken and completed in the
 * transaction of the row that it is about.
 */
export class Queue {
  readonly #boss: PgBoss;

  private constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** Makes or updates the queue's own tables. Rejects with the driver's error. */
  static async start(database: Database, onError: (error: Error) => void): Promise<Queue> {
    const boss = new PgBoss({
      db: executor(database),
      schedule: false,
      maintenanceIntervalSeconds: 30,
      archiveCompletedAfterSeconds: 60,
      deleteAfterHours: 1,
    });
    boss.on('error', onError);
    await boss.start();
    await boss.createQueue('scans', { name: 'scans', retryLimit: 0, expireInSeconds });
    await boss.createQueue('webhooks', {
      name: 'webhooks',
      retryLimit: 8,
      retryDelay: 5,
      retryBackoff: true,
      expireInSeconds: 60,
    });
    await database.transaction(indexJobs);
    return new Queue(boss);
  }

  /** Returns the job's id. */
  async send(on: Connection, queue: QueueName, id: string, options: SendOptions = {}): Promise<string> {
    const job = await this.#boss.send(queue, { id }, { ...options, retentionDays, db: executor(on) });
    if (job === null) throw new Error(`the queue ${queue} took no job`);
    return job;
  }

  /** Takes up to `count` jobs whose time has come, the most urgent first. */
  take(on: Connection, queue: QueueName, count: number): Promise<Job[]> {
    return this.#boss.fetch<Job['data']>(queue, { batchSize: count, db: executor(on) });
  }

  async complete(on: Connection, queue: QueueName, job: string): Promise<void> {
    await this.#boss.complete(queue, job, {}, { db: executor(on) });
  }

  /** Has it tried again later, as often as the queue allows. */
  async fail(on: Connection, queue: QueueName, job: string, message: string): Promise<void> {
    await this.#boss.fail(queue, job, { message }, { db: executor(on) });
  }

  async cancel(on: Connection, queue: QueueName, job: string): Promise<void> {
    await this.#boss.cancel(queue, job, { db: executor(on) });
  }

  stop(): Promise<void> {
    return this.#boss.stop({ graceful: false, close: false });
  }
}

/** Any number that nobody else locks with. */
const indexLock = 7_767_738;

/**
 * Taking a job sorts all that wait, since pg-boss's own index has none of what it sorts by: 0.9 s with 100 000 of them
 * (`npm run bench:queue`).
 */
async function indexJobs(on: Connection): Promise<void> {
  await on.query('SELECT pg_advisory_xact_lock($1)', [indexLock]);
  const { rows } = await on.query<{ made: boolean }>(
    `SELECT to_regclass('pgboss.wssure_waiting') IS NOT NULL AS made`,
  );
  if (rows[0]?.made === true) return;
  await on.query(
    `CREATE INDEX wssure_waiting ON pgboss.job (name, priority DESC, created_on, id) WHERE state < 'active'`,
  );
}

/** Without values pg-boss sends several statements at once, which only the simple protocol takes. */
function executor(on: Connection): PgBoss.Db {
  return { executeSql: (text, values) => on.query(text, values?.length ? values : undefined) };
}
