import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WssureClient } from './client.ts';
import type { Server } from './serve.ts';
import type { DatabaseSettings } from './settings.ts';
import { describeOnBoth, type Kind } from './testing/kinds.ts';
import { quickPace, testServer } from './testing/server.ts';
import { startSite, type Site } from './testing/site.ts';

describeOnBoth('a server that stops and starts', (start) => {
  let kind: Kind;
  let site: Site;
  let settings: DatabaseSettings;
  beforeAll(async () => {
    kind = await start();
    settings = await kind.fresh();
    site = await startSite({ host: '0.0.0.0', delayMs: 400 });
  }, 60_000);
  afterAll(async () => {
    await site.close();
    await kind.stop();
  });

  const statusOf = async (server: Server, id: string): Promise<string> =>
    (await new WssureClient(server.origin).get(id)).status;
  const running = async (server: Server, id: string): Promise<void> => {
    await expect.poll(() => statusOf(server, id), { timeout: 20_000 }).toBe('running');
  };
  const done = async (server: Server, id: string): Promise<void> => {
    await expect.poll(() => statusOf(server, id), { timeout: 30_000 }).toBe('done');
  };

  test('lets a running scan end, takes no other, and goes on with it at the next start', async () => {
    const first = await testServer(settings, {}, { concurrency: 1 });
    const client = new WssureClient(first.origin);
    const current = await client.scan({ url: site.under('127.8.0.1') });
    const waiting = await client.scan({ url: site.under('127.8.0.2') });
    await running(first, current.id);
    await first.stop();
    const second = await testServer(settings, {}, { workers: 0 });
    expect([await statusOf(second, current.id), await statusOf(second, waiting.id)]).toEqual([
      'done',
      'queued',
    ]);
    await second.stop();
    const third = await testServer(settings);
    await done(third, waiting.id);
    expect(site.visits).toHaveLength(2);
    await third.stop();
  }, 90_000);

  test('hands back what does not end in time, at no cost for it', async () => {
    const hasty = await testServer(settings, {}, { pace: { ...quickPace, drainMs: 0 } });
    const { id } = await new WssureClient(hasty.origin).scan({ url: site.under('127.8.0.3') });
    await running(hasty, id);
    await hasty.stop();
    const next = await testServer(settings, {}, { workers: 0 });
    const { rows } = await next.engine.database.query(
      'SELECT status, attempts, crashes FROM scans WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ status: 'queued', attempts: 0, crashes: 0 }]);
    await next.stop();
    const last = await testServer(settings);
    await done(last, id);
    await last.stop();
  }, 90_000);

  test('deletes what ended long ago, and nothing else', async () => {
    const server = await testServer(settings, {}, { workers: 0 });
    const client = new WssureClient(server.origin);
    const before = (await client.list({ limit: 100 })).scans;
    const [old, ...recent] = before;
    await server.engine.database.query(
      `UPDATE scans SET finished_at = now() - interval '8 days' WHERE id = $1`,
      [old?.id],
    );
    const open = await client.scan({ url: site.under('127.8.0.4') });
    await server.stop();
    const keeping = await testServer(settings, {}, { workers: 0, keepDays: 7 });
    const after = (await new WssureClient(keeping.origin).list({ limit: 100 })).scans;
    expect(after.map(({ id }) => id)).toEqual([open.id, ...recent.map(({ id }) => id)]);
    const { rows } = await keeping.engine.database.query('SELECT scan FROM reports WHERE scan = $1', [
      old?.id,
    ]);
    expect(rows).toEqual([]);
    await keeping.stop();
  }, 60_000);

  test('what the server keeps secret is not in its workers', async () => {
    const secrets = {
      DATABASE_URL: settings.url ?? 'none',
      WSSURE_TOKEN: 'tok-0123456789abcdef',
      WSSURE_KEY: 'key-0123456789abcdef',
    };
    const before = { ...process.env };
    Object.assign(process.env, secrets);
    const server = await testServer(settings);
    try {
      const environments = server.engine.dispatcher.children.map((pid) =>
        readFileSync(`/proc/${pid}/environ`, 'utf8'),
      );
      expect(environments).toHaveLength(1);
      expect(environments[0]).toContain('PATH=');
      expect(environments[0]).not.toMatch(/DATABASE_URL|0123456789abcdef/);
    } finally {
      process.env = before;
      await server.stop();
    }
  }, 60_000);
});
