/** A database that goes away and comes back, and a disk that is full: a clear answer, nothing lost. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres } from '../../../lab/src/postgres.ts';
import { WssureClient, type Scan } from './client.ts';
import type { Server } from './serve.ts';
import { startShared, type Kind } from './testing/kinds.ts';
import { quickPace, testServer } from './testing/server.ts';
import { startSite, type Site } from './testing/site.ts';

const statusOf = async (url: string, init: RequestInit = {}): Promise<number> =>
  (await fetch(url, init)).status;
const done = async (client: WssureClient, id: string): Promise<Scan> => {
  let scan: Scan | undefined;
  await expect
    .poll(async () => (scan = await client.get(id).catch(() => undefined))?.status, { timeout: 30_000 })
    .toBe('done');
  if (!scan) throw new Error('no scan');
  return scan;
};

describe.skipIf(!hasPostgres() || process.env['DATABASE_URL'] !== undefined)(
  'a PostgreSQL that is started again',
  () => {
    let kind: Kind;
    let server: Server;
    let site: Site;
    beforeAll(async () => {
      kind = await startShared();
      server = await testServer(await kind.fresh(), {}, { pace: { ...quickPace, leaseMs: 8_000 } });
      site = await startSite({ host: '0.0.0.0', delayMs: 700 });
    }, 60_000);
    afterAll(async () => {
      await site.close();
      await server.stop();
      await kind.stop();
    });

    test('is told while it is away; what was running ends once, and what was queued is run', async () => {
      const client = new WssureClient(server.origin);
      const running = await client.scan({ url: site.under('127.5.0.1') });
      const queued = await client.scan({ url: `${site.under('127.5.0.1')}second` });
      await expect.poll(() => site.visits.length, { timeout: 20_000 }).toBe(1);
      const restarted = kind.postgres?.restart(1_500);
      await expect.poll(() => statusOf(`${server.origin}/readyz`), { timeout: 5_000 }).toBe(503);
      expect(await statusOf(`${server.origin}/healthz`)).toBe(200);
      const answer = await fetch(`${server.origin}/api/v1/scans/${running.id}`);
      expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
        503,
        '5',
        {
          error: 'database-away',
          message: 'the database does not answer: ask again in a moment',
          reasons: ['the database does not answer: ask again in a moment'],
          retryAfter: 5,
        },
      ]);
      await restarted;
      expect((await done(client, running.id)).verdict).toBe('fail');
      expect((await done(client, queued.id)).verdict).toBe('fail');
      expect(await statusOf(`${server.origin}/readyz`)).toBe(200);
      expect(site.visits).toHaveLength(1);
    }, 90_000);
  },
);

/** A small file system of its own; only root may make one, and not in every container. */
function smallDisk(megabytes: number): { readonly folder: string; readonly remove: () => void } | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'wssure-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const remove = (): void => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  };
  return { folder, remove };
}

describe('a disk that is full', () => {
  test('refuses new scans with a clear answer, keeps the old ones, and goes on when there is room', async (context) => {
    const disk = smallDisk(80);
    if (!disk) return context.skip('no file system can be mounted here');
    const site = await startSite({ host: '0.0.0.0' });
    const ballast = path.join(disk.folder, 'ballast');
    const server = await testServer({ url: null, data: path.join(disk.folder, 'data') });
    try {
      const client = new WssureClient(server.origin);
      const before = await client.run({ url: site.under('127.6.0.1') });
      fill(ballast);
      const refusals: number[] = [];
      for (let index = 0; index < 400 && refusals.length < 3; index += 1) {
        const answer = await fetch(`${server.origin}/api/v1/scans`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            url: site.under(`127.7.${index >> 8}.${index & 255}`),
            options: { userAgent: 'a'.repeat(8_000) },
          }),
        });
        if (answer.status !== 202) refusals.push(answer.status);
      }
      expect(refusals).toEqual([503, 503, 503]);
      rmSync(ballast);
      await expect.poll(() => statusOf(`${server.origin}/readyz`), { timeout: 20_000 }).toBe(200);
      expect(await client.get(before.id)).toEqual(before);
      const { id } = await client.scan({ url: site.under('127.6.0.2') });
      expect((await done(client, id)).verdict).toBe('fail');
    } finally {
      await server.stop();
      await site.close();
      disk.remove();
    }
    return undefined;
  }, 120_000);
});

function fill(file: string): void {
  const block = Buffer.alloc(65_536);
  try {
    for (;;) writeFileSync(file, block, { flag: 'a' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
