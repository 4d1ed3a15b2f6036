import { afterAll, beforeAll, expect, test } from 'vitest';
import { WssureClient, WssureError, type Scan } from '../client.ts';
import type { Server } from '../serve.ts';
import { Calls } from '../testing/calls.ts';
import { describeOnBoth, type Kind } from '../testing/kinds.ts';
import { testServer } from '../testing/server.ts';
import { startSite, type Site } from '../testing/site.ts';

describeOnBoth('the API', (start) => {
  let kind: Kind;
  let server: Server;
  let client: WssureClient;
  let calls: Calls;
  let site: Site;

  beforeAll(async () => {
    kind = await start();
    server = await testServer(await kind.fresh());
    client = new WssureClient(server.origin);
    calls = new Calls(server.origin);
    site = await startSite({ host: '127.0.0.2' });
  }, 60_000);
  afterAll(async () => {
    await site.close();
    await server.stop();
    await kind.stop();
  });

  const refused = async (promise: Promise<unknown>): Promise<[number, unknown]> => {
    const error = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof WssureError)) throw new Error(`not refused: ${String(error)}`);
    return [error.status, error.answer];
  };

  test('a scan runs to its report, is watched, and shows in the lists', async () => {
    const { id } = await client.scan({ url: `${site.url}#fragment` });
    const seen: Scan[] = [];
    for await (const scan of client.watch(id)) seen.push(scan);
    const last = seen.at(-1);
    expect(last?.status).toBe('done');
    expect(last?.verdict).toBe('fail');
    expect(last?.report?.findings.map(({ rule }) => rule).toSorted()).toContain('origin-not-validated');
    expect(seen.map(({ version }) => version)).toEqual(
      seen.map(({ version }) => version).toSorted((a, b) => a - b),
    );
    const { scans } = await client.list({ limit: 1 });
    expect(scans).toEqual([
      {
        id,
        url: site.url,
        host: '127.0.0.2',
        status: 'done',
        verdict: 'fail',
        summary: { fail: 1, warn: 1, note: 1, endpoints: 1, references: 1 },
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        startedAt: expect.stringMatching(/Z$/),
        finishedAt: expect.stringMatching(/Z$/),
        previous: null,
        schedule: null,
      },
    ]);
    expect((await client.site('127.0.0.2')).scans).toEqual(scans);
    expect((await client.site('other.example')).scans).toEqual([]);
  });

  test('events resume after Last-Event-ID, and say that no more will come', async () => {
    const [newest] = (await client.list({ limit: 1 })).scans;
    const scan = await client.get(newest?.id ?? '');
    const events = (known: number): Promise<Response> =>
      calls.call(`/api/v1/scans/${scan.id}/events`, { headers: { 'last-event-id': String(known) } });
    const again = await events(scan.version - 1);
    expect(again.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const [, head, data] = /^(retry: 2000\n\nid: \d+\n)data: (.*)\n\n$/.exec(await again.text()) ?? [];
    expect(head).toBe(`retry: 2000\n\nid: ${scan.version}\n`);
    expect(JSON.parse(data ?? '')).toEqual(scan);
    expect((await events(scan.version)).status).toBe(204);
  });

  test.each([
    ['json', 'application/json; charset=utf-8', '"schemaVersion": 1'],
    ['jsonl', 'application/jsonl; charset=utf-8', '"schemaVersion":1'],
    ['sarif', 'application/sarif+json; charset=utf-8', '"version": "2.1.0"'],
    ['junit', 'application/xml; charset=utf-8', '<testsuites'],
    ['markdown', 'text/markdown; charset=utf-8', 'origin-not-validated'],
    ['html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['terminal', 'text/plain; charset=utf-8', 'FAIL'],
  ])('the report as %s', async (format, type, part) => {
    const [newest] = (await client.list({ limit: 1 })).scans;
    const response = await calls.call(`/api/v1/scans/${newest?.id}/report?format=${format}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await response.text()).toContain(part);
  });

  test('a rescan waits for the pause of the host, where a new scan of the target is refused', async () => {
    const first = await client.run({ url: `${site.url}paused` });
    const { rows } = await server.engine.database.query<{ free_at: Date }>(
      `UPDATE hosts SET free_at = now() + interval '3 seconds' WHERE host = '127.0.0.2' RETURNING free_at`,
    );
    const [status, answer] = await refused(client.scan({ url: `${site.url}paused` }));
    expect([status, answer]).toEqual([
      429,
      {
        error: 'pause',
        message: expect.stringContaining('was scanned just now'),
        reasons: [expect.stringContaining('was scanned just now')],
        retryAfter: expect.any(Number),
      },
    ]);
    const { id } = await client.rescan(first.id);
    const [again, running] = await refused(client.rescan(first.id));
    expect([again, running]).toEqual([
      409,
      { error: 'running', message: expect.anything(), reasons: [expect.anything()], id },
    ]);
    let last: Scan | undefined;
    for await (const scan of client.watch(id)) last = scan;
    expect([last?.status, last?.previous]).toEqual(['done', first.id]);
    expect(Date.parse(last?.startedAt ?? '')).toBeGreaterThanOrEqual(rows[0]?.free_at.getTime() ?? Infinity);
  });

  test('one scan of a host at a time, the others wait', async () => {
    const slow = await startSite({ host: '127.0.0.3', delayMs: 100 });
    try {
      const ids = await Promise.all(['a', 'b', 'c'].map((path) => client.scan({ url: slow.url + path })));
      const scans = await Promise.all(
        ids.map(async ({ id }) => {
          let last: Scan | undefined;
          for await (const scan of client.watch(id)) last = scan;
          return last;
        }),
      );
      const times = scans
        .map((scan) => [Date.parse(scan?.startedAt ?? ''), Date.parse(scan?.finishedAt ?? '')] as const)
        .toSorted(([a], [b]) => a - b);
      const pauses = times.slice(1).map(([started], index) => started - (times[index]?.[1] ?? Infinity));
      expect(pauses).toHaveLength(2);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(800);
    } finally {
      await slow.close();
    }
  });

  test('cancelling a running scan, then deleting its record', async () => {
    const slow = await startSite({ host: '127.0.0.4', delayMs: 2_000 });
    try {
      const { id } = await client.scan({ url: slow.url });
      for await (const scan of client.watch(id)) if (scan.status === 'running') break;
      const cancelled = await calls.call(`/api/v1/scans/${id}`, { method: 'DELETE' });
      expect(cancelled.status).toBe(202);
      expect(await cancelled.json()).toMatchObject({
        id,
        status: 'failed',
        error: { code: 'cancelled', message: 'cancelled before it was done' },
      });
      expect(await calls.problem(calls.call(`/api/v1/scans/${id}/report`))).toEqual([
        409,
        ['the scan is failed: it has no report'],
      ]);
      await expect
        .poll(async () => (await calls.call(`/api/v1/scans/${id}`, { method: 'DELETE' })).status, {
          timeout: 15_000,
        })
        .toBe(204);
      expect(await calls.problem(calls.call(`/api/v1/scans/${id}`))).toEqual([
        404,
        ['there is no such scan'],
      ]);
    } finally {
      await slow.close();
    }
  });

  test('cancelling a queued scan gives the turn to the next', async () => {
    const slow = await startSite({ host: '127.0.0.5', delayMs: 300 });
    try {
      const [, second, third] = await Promise.all(
        ['a', 'b', 'c'].map((path) => client.scan({ url: slow.url + path })),
      );
      await client.remove(second?.id ?? '');
      let last: Scan | undefined;
      for await (const scan of client.watch(third?.id ?? '')) last = scan;
      expect(last?.status).toBe('done');
      expect((await client.get(second?.id ?? '')).error?.code).toBe('cancelled');
    } finally {
      await slow.close();
    }
  });

  test('cursor pages hold everything once, and a cursor that was altered is told', async () => {
    const all = (await client.list({ limit: 100 })).scans.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const { scans, next } = await client.list({ limit: 2, ...(cursor !== null && { cursor }) });
      paged.push(...scans.map(({ id }) => id));
      cursor = next;
    } while (cursor !== null);
    expect(paged).toEqual(all);
    const { next } = await client.list({ limit: 1 });
    const altered = `${next?.slice(0, -2)}AA`;
    const reasons = ['cursor: not one of this list: take "next" of the page before as it is'];
    expect(await calls.problem(calls.call(`/api/v1/scans?cursor=${altered}`))).toEqual([400, reasons]);
    expect(await calls.problem(calls.call(`/api/v1/sites/127.0.0.2/scans?cursor=${next}`))).toEqual([
      400,
      reasons,
    ]);
  });

  test('a lookalike name is kept, and shown, as its punycode', async () => {
    const lookalike = 'xn--le-6kc8da.invalid';
    const { id } = await client.scan({ url: 'https://аррle.invalid/' });
    const scan = await client.get(id);
    expect([scan.url, scan.host]).toEqual([`https://${lookalike}/`, lookalike]);
    await client.remove(id);
  });

  test('a scan in which the site says what no jsonb column takes is kept as it is', async () => {
    const shop = await startSite({ host: '127.0.0.8', greeting: 'a\0b' });
    try {
      const { report } = await client.run({ url: shop.url });
      expect(report?.endpoints[0]?.probes[0]?.firstMessage).toBe('a\0b');
    } finally {
      await shop.close();
    }
  });

  test('credentials are used and never shown', async () => {
    const cookies: (string | undefined)[] = [];
    const shop = await startSite({
      host: '127.0.0.6',
      onRequest: ({ headers }) => cookies.push(headers.cookie),
    });
    try {
      const done = await client.run({
        url: shop.url,
        options: { cookies: ['session=swordfish-1234'], headers: { 'X-Team': 'swordfish-5678' } },
      });
      expect(cookies).toContain('session=swordfish-1234');
      const { rows } = await server.engine.database.query<{ row: string }>(
        'SELECT scans::text AS row FROM scans WHERE id = $1',
        [done.id],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.row).not.toContain('swordfish');
      expect(JSON.stringify(done)).not.toContain('swordfish');
      const again = await client.rescan(done.id);
      cookies.length = 0;
      for await (const scan of client.watch(again.id))
        expect(JSON.stringify(scan)).not.toContain('swordfish');
      expect(cookies).toContain('session=swordfish-1234');
    } finally {
      await shop.close();
    }
  });

  test('metrics count what ended', async () => {
    const text = await (await calls.call('/metrics')).text();
    expect(text).toMatch(/^wssure_scans\{status="queued"\} \d+$/m);
    expect(text).toMatch(/^wssure_scans_ended_total\{verdict="fail"\} [1-9]\d*$/m);
    expect(text).toMatch(/^wssure_scan_duration_seconds_count [1-9]\d*$/m);
    expect((await calls.call('/healthz')).status).toBe(200);
    expect((await calls.call('/readyz')).status).toBe(200);
  });

  test('the documentation names every route', async () => {
    const page = await calls.call('/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('POST /api/v1/scans/{id}/rescan');
    const { openapi, paths } = (await (await calls.call('/api/v1/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    expect(openapi).toBe('3.1.0');
    expect(
      Object.entries(paths)
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
        .toSorted(),
    ).toEqual([
      'delete /api/v1/scans/{id}',
      'delete /api/v1/schedules/{id}',
      'get /api/v1/scans',
      'get /api/v1/scans/{id}',
      'get /api/v1/scans/{id}/events',
      'get /api/v1/scans/{id}/report',
      'get /api/v1/schedules',
      'get /api/v1/schedules/{id}',
      'get /api/v1/sites/{host}/scans',
      'post /api/v1/scans',
      'post /api/v1/scans/{id}/rescan',
      'post /api/v1/schedules',
    ]);
  });
});
