/**
 * `npm run bench:queue`: the service's own queue on a PostgreSQL of its own: 100 000 scans of different hosts are accepted,
 * and scans are claimed and ended while 1 000 and while 100 000 wait. `-- --most n` queues n instead.
 */
import { parseArgs } from 'node:util';
import type { Report } from 'wssure';
import { startPostgres } from '../../lab/dist/postgres.js';
import type * as DatabaseModule from '../../packages/server/dist/store/database.js';
import type * as QueueModule from '../../packages/server/dist/queue/queue.js';
import type * as TurnsModule from '../../packages/server/dist/work/turns.js';
import { tell } from './figures.ts';
import { percentile, timeEach } from './queue/times.ts';

const { values } = parseArgs({ options: { most: { type: 'string', default: '100000' } } });
const most = Number(values.most);
const few = 1_000;
const claimed = 500;
/** What asks at a time: connections of the service's pool. */
const atATime = 8;

const server = new URL('../../packages/server/dist/', import.meta.url);
const load = async <T>(module: string): Promise<T> => (await import(new URL(module, server).href)) as T;
const { migrateDatabase, openPostgres } = await load<typeof DatabaseModule>('store/database.js');
const { Queue } = await load<typeof QueueModule>('queue/queue.js');
const { Turns } = await load<typeof TurnsModule>('work/turns.js');

const postgres = await startPostgres();
const database = openPostgres(await postgres.createDatabase(), () => {});
await migrateDatabase(database.pool);
const queue = await Queue.start(database, () => {});
const turns = new Turns(database, queue, { hostPauseMs: 10_000, leaseMs: 60_000 }, async () => {});

const report = { schemaVersion: 1, verdict: 'warn', findings: [], padding: 'x'.repeat(10_000) };
let next = 0;

const first = await submit(few);
const whileFew = await work();
const { ms, each } = await submit(most - few);
const whileMany = await work();

tell({
  name: `scans accepted, ${atATime} at a time, up to ${most} waiting`,
  value: (each.length / ms) * 1_000,
  unit: 'a second',
  digits: 0,
});
tell({ name: 'accepting one, 99th percentile', value: percentile(each, 99), unit: 'ms', digits: 1 });
tell({
  name: `accepting one: median with ${most} waiting / with ${few}`,
  value: percentile(each.slice(-few), 50) / percentile(first.each, 50),
  unit: '×',
  goal: { atMost: 2 },
});
for (const [step, pick] of [
  ['claiming', 'claims'],
  ['ending', 'ends'],
] as const) {
  const times = whileMany[pick];
  tell({
    name: `${step} one with ${most} waiting: median`,
    value: percentile(times, 50),
    unit: 'ms',
    digits: 1,
  });
  tell({
    name: `${step} one with ${most} waiting: 99th percentile`,
    value: percentile(times, 99),
    unit: 'ms',
    digits: 1,
  });
  tell({
    name: `${step} one: median with ${most} waiting / with ${few}`,
    value: percentile(times, 50) / percentile(whileFew[pick], 50),
    unit: '×',
    goal: { atMost: 5 },
  });
}
tell({
  name: `claimed and ended, ${atATime} at a time, with ${most} waiting`,
  value: (claimed / whileMany.ms) * 1_000,
  unit: 'a second',
  digits: 0,
});

await queue.stop();
await database.close();
await postgres.stop();

function submit(count: number): Promise<{ ms: number; each: number[] }> {
  return timeEach(count, atATime, async () => {
    const index = next++;
    await turns.submit({
      id: `scan-${index}`,
      target: `https://site-${index}.test/`,
      host: `site-${index}.test`,
      options: {},
      credentials: null,
      previous: null,
      schedule: null,
      priority: index % 2 === 0 ? 10 : 0,
    });
  });
}

/** Claims and ends scans as workers do, and puts as many new ones behind them. */
async function work(): Promise<{ ms: number; claims: number[]; ends: number[] }> {
  const ends: number[] = [];
  const claims: number[] = [];
  const { ms } = await timeEach(claimed, atATime, async () => {
    const started = performance.now();
    const [claim] = await turns.claim(1);
    const between = performance.now();
    if (!claim) throw new Error('nothing was there to be claimed');
    await turns.finish(claim.lease, report as unknown as Report);
    claims.push(between - started);
    ends.push(performance.now() - between);
  });
  await submit(claimed);
  return { ms, claims, ends };
}
