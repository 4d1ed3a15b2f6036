import { afterAll, beforeEach, expect, test, beforeAll, afterEach } from 'vitest';
import type { Report } from 'wssure';
import { Queue } from '../queue/queue.ts';
import { migrateDatabase, openPostgres, type Database } from '../store/database.ts';
import { openEmbedded } from '../store/embedded/open.ts';
import { findScan, scanRow } from '../store/scans.ts';
import { describeOnBoth, type Kind } from '../testing/kinds.ts';
import { Turns, type Claim, type NewScan } from './turns.ts';

const report = { verdict: 'warn', target: 'x', text: 'a\0b\ud800' } as unknown as Report;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describeOnBoth('turns', (start) => {
  let kind: Kind;
  let database: Database;
  let queue: Queue;
  let turns: Turns;
  let ended: string[];
  let count = 0;

  beforeAll(async () => {
    kind = await start();
    const { url, data } = await kind.fresh();
    database = url === null ? openEmbedded(data, () => undefined) : openPostgres(url, () => undefined);
    await migrateDatabase(database.pool);
    queue = await Queue.start(database, () => undefined);
  }, 60_000);
  beforeEach(() => {
    ended = [];
    turns = new Turns(database, queue, { hostPauseMs: 300, leaseMs: 1_000 }, async (_on, { id }, verdict) => {
      ended.push(`${id} ${verdict}`);
    });
  });
  afterEach(async () => {
    await database.query(`DELETE FROM scans`);
    await database.query(`DELETE FROM hosts`);
    await database.query(`DELETE FROM pgboss.job`);
  });
  afterAll(async () => {
    await queue.stop();
    await database.close();
    await kind.stop();
  });

  const scanOf = (host: string, more: Partial<NewScan> = {}): NewScan => {
    count += 1;
    const id = `scan-${count}`;
    const fixed = { options: {}, credentials: null, previous: null, schedule: null, priority: 10 };
    return { ...fixed, id, host, target: `https://${host}/${id}`, ...more };
  };
  const submit = async (host: string, more: Partial<NewScan> = {}): Promise<string> =>
    (await turns.submit(scanOf(host, more))).id;
  const claimed = async (most = 10): Promise<Claim[]> => turns.claim(most);
  const idsOf = (claims: readonly Claim[]): string[] => claims.map(({ row }) => row.id);
  const only = async (): Promise<Claim> => {
    const [claim, ...more] = await claimed();
    if (!claim || more.length > 0) throw new Error('not one claim');
    return claim;
  };
  const claimSoon = async (): Promise<Claim> => {
    let claims: Claim[] = [];
    await expect.poll(async () => (claims = await claimed(1)).length, { timeout: 5_000 }).toBe(1);
    const [claim] = claims;
    if (!claim) throw new Error('no claim');
    return claim;
  };

  test('the same target is one open scan, also where many ask at once', async () => {
    const target = 'https://a.example/';
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => turns.submit(scanOf('a.example', { target }))),
    );
    const accepted = answers.filter(({ kind }) => kind === 'accepted');
    expect(accepted).toHaveLength(1);
    expect(new Set(answers.map(({ id }) => id))).toEqual(new Set([accepted[0]?.id]));
    const { lease } = await only();
    expect((await turns.submit(scanOf('a.example', { target }))).kind).toBe('open');
    await turns.finish(lease, report);
    expect((await turns.submit(scanOf('a.example', { target }))).kind).toBe('accepted');
  });

  test('a host has one turn at a time, and rests between two', async () => {
    const [first, second] = [await submit('a.example'), await submit('a.example')];
    const elsewhere = await submit('b.example');
    const claims = await claimed();
    expect(idsOf(claims).toSorted()).toEqual([first, elsewhere].toSorted());
    expect(await claimed()).toEqual([]);
    await turns.finish(claims.find(({ row }) => row.id === first)?.lease ?? '', report);
    const at = Date.now();
    expect(await claimed()).toEqual([]);
    expect((await claimSoon()).row.id).toBe(second);
    expect(Date.now() - at).toBeGreaterThanOrEqual(250);
  });

  test('many claim at once, nobody gets what another has', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, (_, index) => submit(`h${index}.example`)));
    const claims = (await Promise.all(Array.from({ length: 12 }, () => claimed(2)))).flat();
    expect(idsOf(claims).toSorted()).toEqual(ids.toSorted());
  });

  test('a person goes before a schedule', async () => {
    const scheduled = [
      await submit('a.example', { priority: 0 }),
      await submit('b.example', { priority: 0 }),
    ];
    const person = await submit('c.example', { priority: 10 });
    expect(idsOf(await claimed(1))).toEqual([person]);
    expect(idsOf(await claimed(2)).toSorted()).toEqual(scheduled.toSorted());
  });

  test('of one host’s waiting scans too', async () => {
    const first = await only().catch(() => null);
    expect(first).toBeNull();
    await submit('a.example', { priority: 0 });
    await submit('a.example', { priority: 0 });
    const person = await submit('a.example', { priority: 10 });
    await turns.finish((await only()).lease, report);
    expect((await claimSoon()).row.id).toBe(person);
  });

  test('ends once, with its report as it was', async () => {
    const id = await submit('a.example');
    const { lease } = await only();
    await Promise.all([turns.finish(lease, report), turns.finish(lease, report)]);
    await turns.fail(lease, { code: 'mistake', message: 'too late' });
    await turns.handBack(lease, 'lost');
    expect(ended).toEqual([`${id} warn`]);
    const scan = await findScan(database, id);
    expect([scan?.status, scan?.verdict, scan?.report, scan?.error]).toEqual([
      'done',
      'warn',
      report,
      undefined,
    ]);
    expect(await claimed()).toEqual([]);
  });

  test('a worker of which nothing is heard loses its scan to another, and cannot end it any more', async () => {
    const id = await submit('a.example');
    const dead = await only();
    expect(await turns.reap()).toBe(0);
    expect(await turns.renew([dead.lease])).toEqual(new Set([dead.lease]));
    await pause(1_100);
    expect(await turns.reap()).toBe(1);
    expect(await turns.renew([dead.lease])).toEqual(new Set());
    const next = await claimSoon();
    expect([next.row.id, next.row.attempts, next.row.crashes]).toEqual([id, 2, 0]);
    await turns.finish(dead.lease, report);
    expect(ended).toEqual([]);
    await turns.finish(next.lease, report);
    expect(ended).toEqual([`${id} warn`]);
  });

  test('is given up when it crashes its worker again and again', async () => {
    const id = await submit('a.example');
    await turns.handBack((await only()).lease, 'crashed');
    expect(await claimed()).toEqual([]);
    await turns.handBack((await claimSoon()).lease, 'crashed');
    await turns.handBack((await claimSoon()).lease, 'crashed');
    const scan = await findScan(database, id);
    expect([scan?.status, scan?.error]).toEqual([
      'failed',
      {
        code: 'worker-lost',
        message: 'the worker that ran it ended 3 times before the scan did: it is not tried again',
      },
    ]);
    expect((await scanRow(database, id))?.lease).toBeNull();
    await submit('a.example');
    await claimSoon();
  }, 30_000);

  test('what a worker hands back when it stops costs no attempt and no wait', async () => {
    const id = await submit('a.example');
    for (let round = 0; round < 30; round += 1) {
      const claim = await only();
      expect([claim.row.id, claim.row.attempts]).toEqual([id, 1]);
      await turns.handBack(claim.lease, 'drained');
    }
  });

  test('cancelled while it waits: the next has the turn, at once', async () => {
    const [first, second] = [await submit('a.example'), await submit('a.example')];
    expect(await turns.cancel(first)).toBe(true);
    expect(await turns.cancel(first)).toBe(false);
    expect((await only()).row.id).toBe(second);
  });

  test('cancelled while it runs: the host is not free before the worker has let go', async () => {
    const [first, second] = [await submit('a.example'), await submit('a.example')];
    const { lease } = await only();
    expect(await turns.cancel(first)).toBe(true);
    expect(await turns.renew([lease])).toEqual(new Set());
    await pause(400);
    expect(await claimed()).toEqual([]);
    await turns.finish(lease, report);
    const scan = await findScan(database, first);
    expect([scan?.status, scan?.error?.code, scan?.report, ended]).toEqual([
      'failed',
      'cancelled',
      undefined,
      [],
    ]);
    expect((await claimSoon()).row.id).toBe(second);
  });

  test('cancelled, and then the worker dies: the host is free again', async () => {
    const [first, second] = [await submit('a.example'), await submit('a.example')];
    await only();
    await turns.cancel(first);
    await pause(1_100);
    expect(await turns.reap()).toBe(1);
    expect((await claimSoon()).row.id).toBe(second);
  });

  test('a scan whose host lost its place is found again', async () => {
    const id = await submit('a.example');
    await database.query('UPDATE scans SET job = NULL');
    await database.query('DELETE FROM pgboss.job');
    await database.query('DELETE FROM hosts');
    expect(await turns.adopt()).toBe(1);
    expect((await only()).row.id).toBe(id);
  });

  test('progress shows as long as the lease holds', async () => {
    const id = await submit('a.example');
    const { lease, row } = await only();
    await turns.progress(lease, { read: { done: 1, total: 2, subject: 'https://a.example/\0' } });
    await turns.progress('another lease', { read: { done: 2, total: 2, subject: 'x' } });
    const scan = await findScan(database, id);
    expect(scan?.progress).toEqual({ read: { done: 1, total: 2, subject: 'https://a.example/\0' } });
    expect(scan?.version).toBe(row.version + 1);
  });
});
