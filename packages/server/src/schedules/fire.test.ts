import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Queue } from '../queue/queue.ts';
import { migrateDatabase, openPostgres, type Database } from '../store/database.ts';
import { openEmbedded } from '../store/embedded/open.ts';
import { findSchedule, insertSchedule } from '../store/schedules.ts';
import { describeOnBoth, type Kind } from '../testing/kinds.ts';
import { Turns } from '../work/turns.ts';
import { fireSchedules } from './fire.ts';

const now = new Date('2026-11-26T12:00:00Z');
const due = new Date('2026-11-26T03:00:00Z');
const tomorrow = new Date('2026-11-27T03:00:00Z');

describeOnBoth('firing schedules', (start) => {
  let kind: Kind;
  let database: Database;
  let queue: Queue;
  let turns: Turns;

  beforeAll(async () => {
    kind = await start();
    const { url, data } = await kind.fresh();
    database = url === null ? openEmbedded(data, () => undefined) : openPostgres(url, () => undefined);
    await migrateDatabase(database.pool);
    queue = await Queue.start(database, () => undefined);
    turns = new Turns(database, queue, { hostPauseMs: 300, leaseMs: 1_000 }, async () => {});
  }, 60_000);
  beforeEach(async () => {
    for (const table of ['scans', 'hosts', 'schedules']) await database.query(`DELETE FROM ${table}`);
    await insertSchedule(database, {
      id: 'daily',
      target: 'https://a.example/',
      host: 'a.example',
      cron: '0 3 * * *',
      timezone: 'UTC',
      options: {},
      nextAt: due,
    });
  });
  afterAll(async () => {
    await queue.stop();
    await database.close();
    await kind.stop();
  });

  const nextAt = async (): Promise<Date | undefined> => (await findSchedule(database, 'daily'))?.nextAt;
  const scans = async (): Promise<unknown[]> =>
    (await database.query('SELECT target, status, schedule FROM scans')).rows;
  const queued = { target: 'https://a.example/', status: 'queued', schedule: 'daily' };

  test('queues one scan, whoever else looks at the same time, and moves on', async () => {
    await Promise.all([1, 2, 3].map(() => fireSchedules(database, turns, now)));
    expect([await scans(), await nextAt()]).toEqual([[queued], tomorrow]);
    expect(await fireSchedules(database, turns, now)).toBe(0);
  });

  test('stays due where its scan could not be queued', async () => {
    const ending = { enter: () => Promise.reject(new Error('the process ends here')) };
    await expect(fireSchedules(database, ending, now)).rejects.toThrow('the process ends here');
    expect([await scans(), await nextAt()]).toEqual([[], due]);
    await fireSchedules(database, turns, now);
    expect([await scans(), await nextAt()]).toEqual([[queued], tomorrow]);
  });

  test('moves on where its target is being scanned', async () => {
    await turns.submit({
      id: 'asked',
      target: 'https://a.example/',
      host: 'a.example',
      options: {},
      credentials: null,
      previous: null,
      schedule: null,
      priority: 10,
    });
    await fireSchedules(database, turns, now);
    expect([await scans(), await nextAt()]).toEqual([[{ ...queued, schedule: null }], tomorrow]);
  });
});
