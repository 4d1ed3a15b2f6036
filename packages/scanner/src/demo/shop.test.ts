import { X509Certificate } from 'node:crypto';
import { Agent, get } from 'node:https';
import type { LookupFunction } from 'node:net';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { demoCa, demoCertificate } from './certificate.ts';
import { startShop, type Shop, type ShopOptions } from './shop.ts';

const running: Shop[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((shop) => shop.close()));
});

async function open(options?: ShopOptions): Promise<Shop> {
  const shop = await startShop(options);
  running.push(shop);
  return shop;
}

/** Every name of the shop, pinned as the scan's `resolve` option does. */
const lookup: LookupFunction = (_name, { all }, done) =>
  all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
const pinned = { ca: demoCa, lookup };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

function fetchText(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, pinned, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    }).on('error', reject);
  });
}

const session = { cookie: 'lang=en; shop_session=4f1c0de7' };

/** What a handshake with that Origin gets: the refusal's status, the first message, or the close code. */
function handshake(url: string, origin: string, headers = session): Promise<number | string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { ...pinned, origin, headers });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('message', (data: Buffer) => {
      resolve(data.toString());
      socket.close();
    });
    socket.on('close', (code) => resolve(code));
    socket.on('error', () => resolve('error'));
  });
}

const foreign = 'https://wssure-probe.example';

function pricesOf(page: string): string {
  return /"prices": "([^"]+)"/.exec(page)?.[1] ?? '';
}

async function answers(shop: Shop): Promise<Record<string, readonly (number | string)[]>> {
  const origin = new URL(shop.url).origin;
  const socketOrigin = origin.replace('https', 'wss');
  const { text } = await fetchText(shop.url);
  const urls: Record<string, string> = {
    chat: `${socketOrigin}/chat`,
    orders: `${socketOrigin}/orders`,
    account: `${socketOrigin}/account`,
    prices: pricesOf(text),
    support: `${socketOrigin.replace('shop.test', 'live.helpdesk.test')}/widget`,
    nothing: `${socketOrigin}/nothing`,
  };
  const asked = Object.entries(urls).map(
    async ([name, url]) => [name, [await handshake(url, origin), await handshake(url, foreign)]] as const,
  );
  return Object.fromEntries(await Promise.all(asked));
}

const chat = '{"text":"Welcome back, Anna! Your parcel leaves today."}';

describe('the demo shop', () => {
  test('as it stands, answers other origins at its chat, its prices and nowhere else', async () => {
    expect(await answers(await open())).toEqual({
      chat: [chat, chat],
      orders: ['{"open":1}', 403],
      account: ['{"name":"Anna"}', 1008],
      prices: ['{"kettle":"39.00"}', '{"kettle":"39.00"}'],
      support: ['{"agents":2}', '{"agents":2}'],
      nothing: [404, 404],
    });
  });

  test('fixed, answers its own page alone, and everything over TLS', async () => {
    const shop = await open({ fixed: true });
    expect(await answers(shop)).toEqual({
      chat: [chat, 403],
      orders: ['{"open":1}', 403],
      account: ['{"name":"Anna"}', 1008],
      prices: ['{"kettle":"39.00"}', 403],
      support: ['{"agents":2}', '{"agents":2}'],
      nothing: [404, 404],
    });
    expect(pricesOf((await fetchText(shop.url)).text)).toBe(`wss://${new URL(shop.url).host}/prices`);
  });

  test('fixed, knows its visitors by their session', async () => {
    const { url } = await open({ fixed: true });
    const asked = ['chat', 'orders', 'account', 'prices'].map((name) =>
      handshake(`${url.replace('https', 'wss')}${name}`, new URL(url).origin, {
        cookie: 'shop_session=guess',
      }),
    );
    expect(await Promise.all(asked)).toEqual([403, 403, 403, 403]);
  });

  test.each([
    [false, "default-src 'self'; connect-src 'self' ws: wss:", 'None'],
    [true, "default-src 'self'; connect-src 'self' wss://live.helpdesk.test:PORT", 'Strict'],
  ])('sends its policy and its session cookie (fixed: %s)', async (fixed, policy, sameSite) => {
    const shop = await open({ fixed });
    const { headers } = await fetchText(shop.url);
    expect([headers['content-security-policy'], headers['set-cookie']]).toEqual([
      policy.replace('PORT', new URL(shop.url).port),
      [`shop_session=4f1c0de7; Path=/; Secure; HttpOnly; SameSite=${sameSite}`],
    ]);
  });

  test('serves every script that the page names', async () => {
    const shop = await open();
    const { text } = await fetchText(shop.url);
    const paths = [...text.matchAll(/<script src="([^"]+)"/g)].map((match) => match[1] ?? '');
    const files = await Promise.all(paths.map((path) => fetchText(new URL(path, shop.url).href)));
    expect(paths).toHaveLength(7);
    expect(files.map(({ status, headers }) => [status, headers['content-type']])).toEqual(
      paths.map(() => [200, 'text/javascript; charset=utf-8']),
    );
    expect((await fetchText(`${shop.url}nothing`)).status).toBe(404);
  });

  test.each([
    [false, [{ items: 3 }, { items: 3 }]],
    [true, [{ items: 3 }, 'websocket error']],
  ])('speaks Socket.IO with the real client (fixed: %s)', async (fixed, expected) => {
    const shop = await open({ fixed });
    const origin = new URL(shop.url).origin;
    expect([await basket(shop.url, origin), await basket(shop.url, foreign)]).toEqual(expected);
  });

  test('refuses a Socket.IO namespace that it does not have', async () => {
    const shop = await open();
    expect(await basket(`${shop.url}admin`, new URL(shop.url).origin)).toBe('Invalid namespace');
  });

  test('takes the wanted ports, and others where they are taken', async () => {
    const first = await open();
    const secure = Number(new URL(first.url).port);
    const second = await open({ ports: { secure, plain: 0 } });
    expect(Number(new URL(second.url).port)).not.toBe(secure);
    await Promise.all(running.splice(0).map((shop) => shop.close()));
    expect((await open({ ports: { secure, plain: 0 } })).url).toBe(first.url);
  });

  test('closes with sockets open', async () => {
    const shop = await startShop();
    const socket = new WebSocket(`${shop.url.replace('https', 'wss')}chat`, pinned);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.on('message', resolve));
    await shop.close();
    expect(await closed).toBe(1006);
  });
});

function basket(url: string, origin: string): Promise<unknown> {
  const client = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { ...session, origin },
    transportOptions: { websocket: { ca: demoCa, agent: new Agent(pinned) } },
  });
  return new Promise((resolve) => {
    client.on('basket', resolve);
    client.on('connect_error', (error) => resolve(error.message));
  }).finally(() => client.close());
}

describe('the demo certificate', () => {
  const leaf = new X509Certificate(demoCertificate);
  const ca = new X509Certificate(demoCa);

  test('is signed by the demo CA, for names that never reach the internet, for long', () => {
    expect({
      signed: leaf.verify(ca.publicKey),
      names: leaf.subjectAltName,
      from: leaf.validFrom,
      to: leaf.validTo,
    }).toEqual({
      signed: true,
      names: 'DNS:shop.test, DNS:*.shop.test, DNS:*.helpdesk.test, DNS:localhost',
      from: 'Jan  1 00:00:00 2020 GMT',
      to: 'Jan  1 00:00:00 2120 GMT',
    });
  });
});
