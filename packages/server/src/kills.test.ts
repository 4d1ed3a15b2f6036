/** kill -9 of workers and servers. `npm run test:kills` does each twenty times; a plain test run does it twice. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WssureClient, type Scan } from './client.ts';
import { openPostgres } from './store/database.ts';
import { startCommand, type Running } from './testing/command.ts';
import { describeOnBoth, startShared, type Kind } from './testing/kinds.ts';
import { hasPostgres } from '../../../lab/src/postgres.ts';
import { startSite, type Site } from './testing/site.ts';

const kills = Number(process.env['WSSURE_KILLS'] ?? 2);
/** Each takes as long as a lease. */
const workerKills = Number(process.env['WSSURE_KILLS'] ?? 1);
const eachMs = 60_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function over(client: WssureClient, id: string, withinMs = eachMs): Promise<Scan> {
  let scan = await client.get(id);
  const deadline = Date.now() + withinMs;
  while (scan.status === 'queued' || scan.status === 'running') {
    if (Date.now() > deadline) throw new Error(`${id} is still ${scan.status} after ${withinMs} ms`);
    await pause(100);
    scan = await client.get(id);
  }
  return scan;
}

async function startedProbing(site: Site, before: number): Promise<void> {
  const deadline = Date.now() + eachMs;
  while (site.handshakes.length <= before) {
    if (Date.now() > deadline) throw new Error('no probe came');
    await pause(10);
  }
}

describeOnBoth('kill -9', (start) => {
  let kind: Kind;
  let site: Site;
  let args: string[];
  let env: Record<string, string>;
  beforeAll(async () => {
    kind = await start();
    const { url, data } = await kind.fresh();
    args = ['serve', '--listen', '127.0.0.1:0', '--workers', '1', ...(url === null ? ['--data', data] : [])];
    env = url === null ? {} : { DATABASE_URL: url };
    site = await startSite({ host: '0.0.0.0', delayMs: 150 });
  }, 60_000);
  afterAll(async () => {
    await site.close();
    await kind.stop();
  });

  test(
    `of a worker child in the middle of a probe, ${kills} times`,
    async () => {
      const server = await startCommand(args, env);
      try {
        const client = new WssureClient(server.origin);
        for (let round = 0; round < kills; round += 1) {
          const before = site.handshakes.length;
          const { id } = await client.scan({ url: site.under(`127.1.0.${round + 1}`) });
          await startedProbing(site, before);
          for (const pid of server.workers()) process.kill(pid, 'SIGKILL');
          const killed = Date.now();
          const scan = await over(client, id);
          expect([scan.status, scan.verdict]).toEqual(['done', 'fail']);
          expect(site.visits.filter((at) => at > killed)).toHaveLength(1);
        }
        expect(
          (await client.list({ limit: 100 })).scans.filter(({ status }) => status === 'done'),
        ).toHaveLength(kills);
      } finally {
        await server.kill();
      }
    },
    kills * eachMs,
  );

  test(
    `of the server in the middle of writes, ${kills} times: what it accepted ends, once`,
    async () => {
      const accepted: string[] = [];
      for (let round = 0; round < kills; round += 1) {
        const server = await startCommand(args, env);
        const client = new WssureClient(server.origin);
        const writing = Array.from({ length: 3 }, (_, lane) =>
          write(client, (index) => site.under(`127.2.${round}.${lane * 50 + index + 1}`), accepted),
        );
        await pause(300 + Math.random() * 700);
        await server.kill();
        await Promise.all(writing);
      }
      expect(accepted.length).toBeGreaterThan(kills);
      const server = await startCommand(args, env);
      try {
        const client = new WssureClient(server.origin);
        const scans = await Promise.all(accepted.map((id) => over(client, id, 4 * eachMs)));
        expect(scans.map(({ status, error }) => error?.message ?? status)).toEqual(
          accepted.map(() => 'done'),
        );
      } finally {
        expect(await server.stop()).toBe(0);
      }
    },
    kills * 20_000 + 5 * eachMs,
  );
});

/** Asks for scans, one after the other, until the server is gone. */
async function write(
  client: WssureClient,
  urlOf: (index: number) => string,
  accepted: string[],
): Promise<void> {
  for (let index = 0; index < 8; index += 1) {
    try {
      accepted.push((await client.scan({ url: urlOf(index) })).id);
    } catch {
      return;
    }
  }
}

describe.skipIf(!hasPostgres())('kill -9 of a worker process on PostgreSQL', () => {
  let kind: Kind;
  let site: Site;
  beforeAll(async () => {
    kind = await startShared();
    site = await startSite({ host: '0.0.0.0', delayMs: 150 });
  }, 60_000);
  afterAll(async () => {
    await site.close();
    await kind.stop();
  });

  test(
    `another takes its scan up within 60 s, ${workerKills} times`,
    async () => {
      const { url } = await kind.fresh();
      const env = { DATABASE_URL: url ?? '' };
      const server = await startCommand(['serve', '--listen', '127.0.0.1:0', '--workers', '0'], env);
      const database = openPostgres(url ?? '', () => undefined);
      let workers: Running[] = [];
      try {
        const client = new WssureClient(server.origin);
        workers = [await startCommand(['worker'], env)];
        for (let round = 0; round < workerKills; round += 1) {
          const before = site.handshakes.length;
          const { id } = await client.scan({ url: site.under(`127.3.0.${round + 1}`) });
          await startedProbing(site, before);
          await workers[0]?.kill();
          workers = [await startCommand(['worker'], env)];
          const scan = await over(client, id);
          const { rows } = await database.query('SELECT attempts FROM scans WHERE id = $1', [id]);
          expect([scan.status, rows]).toEqual(['done', [{ attempts: 2 }]]);
        }
      } finally {
        await Promise.all(workers.map((worker) => worker.kill()));
        await database.close();
        await server.kill();
      }
    },
    workerKills * eachMs,
  );
});
