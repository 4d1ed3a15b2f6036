import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server as HttpServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WssureClient, type Scan } from '../client.ts';
import type { Server } from '../serve.ts';
import { describeOnBoth, type Kind } from '../testing/kinds.ts';
import { testServer } from '../testing/server.ts';
import { startSite, type Site } from '../testing/site.ts';
import { signedHeaders } from './signature.ts';

interface Hook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describeOnBoth('schedules', (start) => {
  let kind: Kind;
  let server: Server;
  let client: WssureClient;
  let site: Site;
  let receiver: HttpServer;
  let hookUrl: string;
  let answers: number[];
  const hooks: Hook[] = [];

  beforeAll(async () => {
    kind = await start();
    server = await testServer(await kind.fresh());
    client = new WssureClient(server.origin);
    site = await startSite({ host: '127.0.0.2' });
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        hooks.push({ headers: request.headers, body });
        response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const address = receiver.address();
    hookUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
  }, 60_000);
  afterAll(async () => {
    receiver.close();
    await site.close();
    await server.stop();
    await kind.stop();
  });

  /** As if the time had come. */
  const fire = (id: string): Promise<unknown> =>
    server.engine.database.query(`UPDATE schedules SET next_at = now() - interval '1 second' WHERE id = $1`, [
      id,
    ]);
  const scanAfter = async (id: string, last: string | null): Promise<Scan> => {
    await fire(id);
    await expect.poll(async () => (await client.schedule(id)).lastScan, { timeout: 15_000 }).not.toBe(last);
    const { lastScan } = await client.schedule(id);
    return client.get(lastScan ?? '');
  };

  test('are listed in pages, newest first', async () => {
    const made: string[] = [];
    for (const path of ['a', 'b', 'c']) {
      const { id } = await client.createSchedule({ url: `${site.url}${path}`, cron: '0 3 * * *' });
      made.unshift(id);
    }
    const first = await client.schedules({ limit: 2 });
    const second = await client.schedules({ limit: 2, cursor: first.next ?? '' });
    expect([first, second].map(({ schedules }) => schedules.map(({ id }) => id))).toEqual([
      made.slice(0, 2),
      made.slice(2),
    ]);
    expect(second.next).toBeNull();
    await expect(
      client.schedules({ cursor: (await client.list({ limit: 1 })).next ?? 'AA' }),
    ).rejects.toThrow('400 invalid: cursor: not one of this list');
    for (const id of made) await client.removeSchedule(id);
  });

  test('scans when the time has come, and tells a changed verdict with a signature, again until it is taken', async () => {
    answers = [500, 302, 204];
    hooks.length = 0;
    const made = await client.createSchedule({ url: site.url, cron: '0 3 * * *', webhook: { url: hookUrl } });
    expect(made.webhookSecret).toMatch(/^whsec_[\w+/]{32}$/);
    const { webhookSecret, ...shown } = made;
    expect(await client.schedules()).toEqual({ schedules: [shown], next: null });
    const first = await scanAfter(made.id, null);
    expect([first.verdict, first.schedule, first.previous]).toEqual(['fail', made.id, null]);
    site.weak = false;
    const second = await scanAfter(made.id, first.id);
    site.weak = true;
    expect([second.verdict, second.previous]).toEqual(['warn', first.id]);
    await expect.poll(() => hooks.length, { timeout: 15_000 }).toBe(1);
    // The queue waits seconds between tries.
    for (const tries of [2, 3]) {
      const triedBy = async (): Promise<number> => {
        // Again and again: the try before may not have been noted yet when its request has come.
        await server.engine.database.query(
          `UPDATE pgboss.job SET start_after = now() WHERE name = 'webhooks'`,
        );
        return hooks.length;
      };
      await expect.poll(triedBy, { timeout: 10_000 }).toBe(tries);
    }
    await expect
      .poll(async () => (await client.schedule(made.id)).deliveries, { timeout: 15_000 })
      .toEqual([
        {
          id: expect.any(String),
          status: 'delivered',
          attempts: 3,
          problem: null,
          createdAt: expect.any(String),
        },
      ]);
    for (const { headers, body } of hooks) {
      expect(JSON.parse(body)).toEqual({
        type: 'scan.verdict-changed',
        timestamp: expect.any(String),
        data: { schedule: made.id, scan: second.id, url: site.url, verdict: 'warn', previousVerdict: 'fail' },
      });
      const key = Buffer.from((webhookSecret ?? '').slice('whsec_'.length), 'base64');
      const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
      expect(headers['webhook-signature']).toBe(
        `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
      );
      expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    }
    expect(new Set(hooks.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const same = await scanAfter(made.id, second.id).then((scan) => scan.verdict);
    expect(same).toBe('fail');
    await client.removeSchedule(made.id);
    await expect(client.schedule(made.id)).rejects.toMatchObject({ status: 404 });
  }, 60_000);

  test('an unchanged verdict tells nobody', async () => {
    hooks.length = 0;
    const made = await client.createSchedule({
      url: `${site.url}same`,
      cron: '0 3 * * *',
      webhook: { url: hookUrl },
    });
    const first = await scanAfter(made.id, null);
    const second = await scanAfter(made.id, first.id);
    expect([first.verdict, second.verdict]).toEqual(['fail', 'fail']);
    expect((await client.schedule(made.id)).deliveries).toEqual([]);
    await client.removeSchedule(made.id);
  }, 60_000);

  test.each([
    [{ cron: '0 0 30 2 *' }, ['cron: this cron expression never fires']],
    [
      { cron: 'soon' },
      ['cron: not a cron expression of five fields, like "0 6 * * 1": minute hour day month weekday'],
    ],
    [{ timezone: 'Mars/Base' }, ['timezone: not a time zone like Europe/Berlin']],
    [{ webhook: { url: 'ftp://x.example/' } }, ['webhook.url: not an http or https URL']],
    [
      { webhook: { url: 'https://x.example/', secret: 'short' } },
      ['webhook.secret: not whsec_ and base64 of 24 bytes or more'],
    ],
    [
      { url: 'x', cron: 'x', more: 1 },
      [
        'url: not a URL: give one like https://shop.example/',
        'cron: not a cron expression of five fields, like "0 6 * * 1": minute hour day month weekday',
        'more: there is no such option',
      ],
    ],
  ])('bad input: %j', async (wrong, reasons) => {
    const request = { url: 'https://x.example/', cron: '0 3 * * *', ...wrong };
    await expect(client.createSchedule(request)).rejects.toMatchObject({ status: 400, answer: { reasons } });
  });
});

describeOnBoth('a server for the public', (start) => {
  let kind: Kind;
  let server: Server;
  let client: WssureClient;
  beforeAll(async () => {
    kind = await start();
    server = await testServer(await kind.fresh(), {}, { allowPrivate: false });
    client = new WssureClient(server.origin);
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await kind.stop();
  });

  test('takes no webhook and no scan to a private address', async () => {
    const schedule = { url: 'https://x.example/', cron: '0 3 * * *' };
    const answer = (host: string) => ({
      status: 400,
      answer: {
        reasons: [
          `${host} is not a public address, and this server reaches no private one (unless it is started with WSSURE_ALLOW_PRIVATE=1)`,
        ],
      },
    });
    await expect(
      client.createSchedule({ ...schedule, webhook: { url: 'http://169.254.169.254/latest' } }),
    ).rejects.toMatchObject(answer('webhook.url: 169.254.169.254'));
    await expect(client.createSchedule({ ...schedule, url: 'http://[::1]/' })).rejects.toMatchObject(
      answer('url: [::1]'),
    );
    await expect(client.scan({ url: `${server.origin}/` })).rejects.toMatchObject(answer('url: 127.0.0.1'));
  });

  test('nor reaches one by a name or by what was stored before', async () => {
    const { id } = await client.createSchedule({
      url: 'https://x.invalid/',
      cron: '0 3 * * *',
      webhook: { url: 'https://x.invalid/' },
    });
    const { database } = server.engine;
    await database.query(
      'UPDATE schedules SET webhook_url = $2, target = $2, last_verdict = $3, next_at = now() WHERE id = $1',
      [id, `${server.origin}/metrics`, 'pass'],
    );
    await expect
      .poll(async () => (await client.schedule(id)).deliveries[0]?.problem, { timeout: 20_000 })
      .toBe(
        `${server.origin.slice('http://'.length)} is not a public address, and private ones are not scanned here`,
      );
    const { lastScan } = await client.schedule(id);
    const { report } = await client.get(lastScan ?? '');
    expect([report?.verdict, report?.error?.code]).toEqual(['error', 'private-address']);
  }, 30_000);
});

describe('the signature', () => {
  test('is that of the Standard Webhooks specification', () => {
    // The example of the specification's reference implementations.
    const headers = signedHeaders(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      new Date(1_614_265_330_000),
      '{"test": 2432232314}',
    );
    expect(headers).toEqual([
      ['webhook-id', 'msg_p5jXN8AQM9LWM0D4loKWxJek'],
      ['webhook-timestamp', '1614265330'],
      ['webhook-signature', 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='],
    ]);
  });
});
