import type { FastifyBaseLogger } from 'fastify';
import type { ScanCredentials } from './nouns.ts';
import { Queue } from './queue/queue.ts';
import { deliverWebhooks } from './schedules/deliver.ts';
import { fireSchedules } from './schedules/fire.ts';
import { noteVerdict } from './schedules/verdict-change.ts';
import { Schedules } from './service/schedules.ts';
import { Service } from './service/service.ts';
import type { DatabaseSettings, WorkSettings } from './settings.ts';
import { migrateDatabase, openPostgres, type Database } from './store/database.ts';
import { markComplete, openEmbedded } from './store/embedded/open.ts';
import { deleteOldScans } from './store/scans.ts';
import { keyBeside, sealWith, type Seal } from './store/seal.ts';
import { Dispatcher } from './work/dispatcher.ts';
import type { WorkOptions } from './work/messages.ts';
import { Tender } from './work/tender.ts';
import { Turns, type ScanRow } from './work/turns.ts';

/** Everything but HTTP: database, queue, workers and what is done by the clock. */
export interface Engine {
  readonly database: Database;
  readonly service: Service;
  readonly schedules: Schedules;
  readonly dispatcher: Dispatcher;
  /** Lets running scans end, hands back the others, and closes the database. */
  stop(): Promise<void>;
}

const hourMs = 3_600_000;

/**
 * Opens the database, brings it up to date and starts the workers. Rejects with `LockedError` where another process
 * has the embedded database, or with the driver's error.
 */
export async function startEngine(
  { url, data }: DatabaseSettings,
  settings: WorkSettings,
  log: FastifyBaseLogger,
): Promise<Engine> {
  const onProblem = (error: Error): void => log.error({ err: error }, 'database');
  const database = url === null ? openEmbedded(data, onProblem) : openPostgres(url, onProblem);
  try {
    return await engineOn(database, data, settings, log);
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

async function engineOn(
  database: Database,
  data: string,
  settings: WorkSettings,
  log: FastifyBaseLogger,
): Promise<Engine> {
  const { pace, keepDays, allowPrivate } = settings;
  await migrateDatabase(database.pool);
  const queue = await Queue.start(database, (error) => log.warn({ err: error }, 'queue'));
  const embedded = database.kind === 'embedded';
  const secret = settings.key ?? (embedded ? keyBeside(data) : null);
  const seal = secret === null ? null : sealWith(secret);
  const turns = new Turns(database, queue, pace, (on, scan, verdict) =>
    noteVerdict(on, queue, scan, verdict),
  );
  if (embedded) {
    markComplete(data);
    await turns.expireAll();
  }
  const dispatcher = new Dispatcher(
    turns,
    {
      workers: settings.workers,
      concurrency: settings.concurrency,
      pollMs: pace.pollMs,
      renewMs: pace.leaseMs / 5,
      leaseTrustMs: pace.leaseMs * 0.7,
      scanMs: pace.scanMs,
    },
    (row) => optionsOf(row, seal, allowPrivate),
    log,
  );
  const service = new Service({
    database,
    turns,
    seal,
    onQueued: () => dispatcher.kick(),
    onCancelled: (id) => dispatcher.cancelled(id),
  });
  const tender = new Tender(log);
  await turns.reap();
  if (keepDays > 0) await deleteOldScans(database, keepDays);
  dispatcher.start();
  tender.start([
    { name: 'taking up what dead workers left', everyMs: pace.tendMs, run: () => turns.reap() },
    { name: 'giving turns', everyMs: pace.tendMs, run: () => turns.adopt() },
    { name: 'schedules', everyMs: pace.tendMs, run: () => fireSchedules(database, turns, new Date()) },
    {
      name: 'webhooks',
      everyMs: pace.tendMs / 2,
      run: () => deliverWebhooks({ database, queue, seal, allowPrivate }),
    },
    ...(keepDays > 0
      ? [{ name: 'retention', everyMs: hourMs, run: () => deleteOldScans(database, keepDays) }]
      : []),
  ]);
  return {
    database,
    service,
    schedules: new Schedules(database, service),
    dispatcher,
    stop: async () => {
      await tender.stop();
      await dispatcher.drain(pace.drainMs);
      await queue.stop();
      await database.close();
    },
  };
}

/**
 * What a worker is handed: its own machine's business is not the client's to decide. Throws where the credentials
 * cannot be read: a scan without them would say something else.
 */
function optionsOf(row: ScanRow, seal: Seal | null, allowPrivate: boolean): WorkOptions {
  return {
    ...row.options,
    ...(row.credentials !== null && opened(seal, row.credentials)),
    ...(allowPrivate ? { allowPrivate } : { forbidPrivate: true }),
  };
}

function opened(seal: Seal | null, sealed: string): ScanCredentials {
  try {
    const credentials: unknown = seal?.open(sealed);
    if (typeof credentials === 'object' && credentials) return credentials;
  } catch {
    // Said below: why a seal does not open is nobody's business.
  }
  throw new Error(
    'its credentials cannot be read: this worker needs the WSSURE_KEY that they were sealed with',
  );
}
