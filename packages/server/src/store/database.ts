import { fileURLToPath } from 'node:url';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import * as schema from './schema.ts';

type Orm = NodePgDatabase<typeof schema>;

/** Where statements run: on the pool, or inside of a transaction, all on one connection. */
export interface Connection {
  readonly orm: Orm;
  /** One statement with values, or several without; who asks says what the rows are. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the driver's own signature
  readonly query: <Row extends QueryResultRow>(text: string, values?: unknown[]) => Promise<{ rows: Row[] }>;
}

export interface Database extends Connection {
  readonly kind: 'embedded' | 'postgresql';
  readonly pool: Pool;
  /** All of `work` or nothing of it; done again where it met a deadlock. Nothing in it may use the pool. */
  transaction<T>(work: (on: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
/** Any number that nobody else locks with. */
const migrationLock = 7_767_737;

/**
 * Brings the tables up to date; of several processes that start at once one does it and the others wait.
 * Rejects with the driver's error where the database cannot be reached.
 */
export async function migrateDatabase(pool: Pool): Promise<void> {
  const client = await checkOut(pool);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await migrate(drizzle(client, { schema }), { migrationsFolder, migrationsSchema: 'wssure_migrations' });
  } finally {
    // The lock goes with the connection where this fails.
    await client.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    giveBack(client);
  }
}

/** Tables and queries on a pool of connections. */
export function databaseOn(
  pool: Pool,
  kind: Database['kind'],
  onIdleError: (error: Error) => void,
  close: () => Promise<void> = async () => {},
): Database {
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', onIdleError);
  return {
    kind,
    pool,
    orm: drizzle(pool, { schema }),
    query: (text, values) => pool.query(text, values),
    transaction: (work) => transaction(pool, work, 3),
    close: async () => {
      await pool.end();
      await close();
    },
  };
}

/** deadlock_detected, serialization_failure (PostgreSQL, appendix A). */
const worthAnotherTry = new Set(['40P01', '40001']);

async function transaction<T>(pool: Pool, work: (on: Connection) => Promise<T>, tries: number): Promise<T> {
  const client = await checkOut(pool);
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work({
      orm: drizzle(client, { schema }),
      query: (text, values) => client.query(text, values),
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    if (tries <= 1 || !worthAnotherTry.has(sqlState(error) ?? '')) throw error;
  } finally {
    giveBack(client, broken);
  }
  return transaction(pool, work, tries - 1);
}

/** A connection that breaks between two statements is told by the next one; without a listener it would end the process. */
async function checkOut(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect();
  return client.on('error', ignore);
}

function giveBack(client: PoolClient, broken?: Error): void {
  client.off('error', ignore);
  client.release(broken);
}

function ignore(): void {}

/** The SQLSTATE of a failed statement, also inside of the mapper's own error. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return sqlState(error.cause);
}

/** The PostgreSQL of `DATABASE_URL`; nothing is connected yet. */
export function openPostgres(url: string, onIdleError: (error: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // A server that went away without a word must not hold a worker past its lease.
    query_timeout: 15_000,
    keepAlive: true,
  });
  return databaseOn(pool, 'postgresql', onIdleError);
}
