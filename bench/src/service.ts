/**
 * `npm run bench:service`: scans a minute with one and with two workers on PostgreSQL, against sites that take 50 ms for
 * each exchange; latency of the API under 200 readers; memory of each process; the embedded database beside PostgreSQL.
 * Needs Debian's `postgresql`, or `DATABASE_URL`. Exits 1 where a goal is missed or a scan did not end as it should.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WssureClient, type Scan } from 'wssure-server/client';
import { startPostgres } from '../../lab/dist/postgres.js';
import { tell } from './figures.ts';
import { readTogether } from './service/readers.ts';
import { cpuMs, family, memoryMb, startCommand, type Command } from './service/processes.ts';

/**
 * Scans at a time in a worker: so few that two workers, the server, the database and the sites leave something of two
 * cores alone. Otherwise the second worker is told how many cores there are.
 */
const concurrency = 1;
const scansPerRound = 60;
const rounds = 3;
const readers = 200;
const readMs = 8_000;

const sites = fork(fileURLToPath(new URL('service/sites.js', import.meta.url)));
const port = await new Promise<number>((resolve) =>
  sites.once('message', (message) => resolve(Number(message))),
);
const postgres = await startPostgres();
const folder = mkdtempSync(path.join(tmpdir(), 'wssure-bench-'));
let hosts = 0;

const env = { DATABASE_URL: await postgres.createDatabase() };
const listen = ['serve', '--listen', '127.0.0.1:0', '--trusted-proxy', '127.0.0.1'];
const shared = await startCommand([...listen, '--workers', '0'], env);
const workers = (count: number): Promise<Command[]> =>
  Promise.all(
    Array.from({ length: count }, () => startCommand(['worker', '--concurrency', String(concurrency)], env)),
  );

const perMinute: Record<1 | 2, number[]> = { 1: [], 2: [] };
const busy: Record<1 | 2, number[]> = { 1: [], 2: [] };
for (let round = 0; round < rounds; round += 1) {
  for (const count of round % 2 === 0 ? ([1, 2] as const) : ([2, 1] as const)) {
    const running = await workers(count);
    const before = cpuMs(running.flatMap(({ pid }) => family(pid)));
    const started = performance.now();
    perMinute[count].push(await scanRound(shared.origin));
    const used = cpuMs(running.flatMap(({ pid }) => family(pid))) - before;
    busy[count].push((used / (performance.now() - started) / count) * 100);
    if (round === rounds - 1 && count === 1) tellMemory('worker on PostgreSQL', running[0]);
    for (const worker of running) await worker.stop();
  }
}
tell({ name: 'PostgreSQL, 1 worker: scans', value: median(perMinute[1]), unit: 'a minute', digits: 0 });
tell({ name: 'PostgreSQL, 2 workers: scans', value: median(perMinute[2]), unit: 'a minute', digits: 0 });
tell({
  name: 'PostgreSQL, 1 worker: of one core',
  value: median(busy[1]),
  unit: '%',
  digits: 0,
  goal: { atMost: 40 },
});
tell({
  name: 'PostgreSQL, scans of 2 workers / of 1',
  value: median(perMinute[2]) / median(perMinute[1]),
  unit: '×',
  goal: { atLeast: 1.8 },
});

const embedded = await startCommand(
  [...listen, '--data', folder, '--workers', '1', '--concurrency', String(concurrency)],
  {},
);
const rates = [await scanRound(embedded.origin), await scanRound(embedded.origin)];
tell({ name: 'embedded, 1 worker: scans', value: median(rates), unit: 'a minute', digits: 0 });
tell({
  name: 'scans, embedded / PostgreSQL, 1 worker each',
  value: median(rates) / median(perMinute[1]),
  unit: '×',
});
for (const [name, { origin }] of [
  ['PostgreSQL', shared],
  ['embedded', embedded],
] as const) {
  const [scan] = (await new WssureClient(origin).list({ limit: 1 })).scans;
  const paths = [`/api/v1/scans/${scan?.id}`, '/api/v1/scans', '/api/v1/sites/127.4.0.1/scans'];
  const { p50, p99, requests } = await readTogether(origin, paths, readers, readMs);
  tell({
    name: `${name}, ${readers} readers: answers`,
    value: requests / (readMs / 1000),
    unit: 'a second',
    digits: 0,
  });
  tell({ name: `${name}, ${readers} readers: latency, p50`, value: p50, unit: 'ms', digits: 0 });
  tell({ name: `${name}, ${readers} readers: latency, p99`, value: p99, unit: 'ms', digits: 0 });
}
tellMemory('serve on PostgreSQL', shared);
tellMemory('serve, embedded', embedded);

await shared.stop();
await embedded.stop();
await postgres.stop();
sites.kill();
rmSync(folder, { recursive: true });

/** Queues a round of scans of as many hosts, each in another client's name, and returns how many were done a minute. */
async function scanRound(origin: string): Promise<number> {
  const ids = await Promise.all(
    Array.from({ length: scansPerRound }, (_, index) => {
      hosts += 1;
      const fetchAs: typeof fetch = (input, init = {}) => {
        const headers = new Headers(init.headers);
        headers.set('x-forwarded-for', `192.0.2.${index + 1}`);
        return fetch(input, { ...init, headers });
      };
      const url = `http://127.4.${hosts >> 8}.${(hosts & 255) + 0}:${port}/`;
      return new WssureClient(origin, { fetch: fetchAs }).scan({ url });
    }),
  );
  const client = new WssureClient(origin);
  const scans: Scan[] = [];
  for (const { id } of ids) scans.push(await over(client, id));
  const wrong = scans.find(({ summary }) => summary?.endpoints !== 1);
  if (wrong)
    throw new Error(`${wrong.url}: ${wrong.status} ${wrong.error?.message ?? wrong.report?.conclusion}`);
  const first = Math.min(...scans.map(({ startedAt }) => Date.parse(startedAt ?? '')));
  const last = Math.max(...scans.map(({ finishedAt }) => Date.parse(finishedAt ?? '')));
  return (scans.length / (last - first)) * 60_000;
}

async function over(client: WssureClient, id: string): Promise<Scan> {
  for (;;) {
    const scan = await client.get(id);
    if (scan.status === 'done' || scan.status === 'failed') return scan;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function tellMemory(name: string, command: Command | undefined): void {
  const [own, ...children] = family(command?.pid ?? 0);
  tell({ name: `${name}: memory`, value: memoryMb(own ?? 0), unit: 'MB', digits: 0 });
  for (const pid of children) {
    tell({ name: `${name}, its child: memory`, value: memoryMb(pid), unit: 'MB', digits: 0 });
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) +
      (sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN)) /
    2
  );
}
