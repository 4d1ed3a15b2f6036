import { afterAll, describe, expect, test } from 'vitest';
import { variantIds } from '../artifacts.ts';
import { gistOf, probeAndJudge } from './testing/probing.ts';
import { serve, type Behaviour, type TestServer } from './testing/servers.ts';
import { tokenChanges } from './tokens.ts';

const shape = (text: string): string =>
  text.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '0');

describe('a secret is found in', () => {
  test.each([
    [
      'a query',
      'wss://shop.test/?token=VUNlbYEJ0lVV',
      'wss://shop.test/',
      'wss://shop.test/?token=AAAaaAAA0aAA',
    ],
    [
      'a query without a telling name',
      'wss://shop.test/?q=k3J9x0Pq2L&room=lobby',
      'wss://shop.test/?room=lobby',
      'wss://shop.test/?q=a0A0a0Aa0A&room=aaaaa',
    ],
    [
      'a path',
      'wss://shop.test/ws/a1b2c3d4e5f6a7b8/in',
      'wss://shop.test/ws/in',
      'wss://shop.test/ws/a0a0a0a0a0a0a0a0/in',
    ],
  ])('%s', (_name, url, without, other) => {
    const [first, second] = tokenChanges(url, []);
    expect(first).toEqual({ variant: 'without-token', url: without, protocols: [] });
    expect(second?.variant).toBe('other-token');
    expect(second?.url).not.toBe(url);
    expect(shape(second?.url ?? '')).toBe(shape(other));
  });

  test('the subprotocols', () => {
    const [first, second] = tokenChanges('wss://shop.test/live', ['v1.chat', 'bearer', 's3cr3tV4lu3x9Y7z']);
    expect(first).toEqual({
      variant: 'without-token',
      url: 'wss://shop.test/live',
      protocols: ['v1.chat', 'bearer'],
    });
    expect(second?.protocols.slice(0, 2)).toEqual(['v1.chat', 'bearer']);
    expect(shape(second?.protocols[2] ?? '')).toBe(shape('s3cr3tV4lu3x9Y7z'));
  });

  test('no other place', () => {
    for (const url of [
      'wss://shop.test/socket.io/?EIO=4&transport=websocket&sid=abc',
      'wss://shop.test/echo/000/wssure00/websocket',
      'wss://shop.test/hub?id=VUNlbYEJ0lVVa1',
      'wss://shop.test/live/socket/websocket?vsn=2.0.0',
      'wss://shop.test/notifications?lang=en-GB&channel=announcements',
    ])
      expect(tokenChanges(url, ['graphql-transport-ws', 'vite-hmr', 'mqtt'])).toEqual([]);
  });

  test('a UUID stays hexadecimal', () => {
    const [, other] = tokenChanges('wss://shop.test/?session=3f2504e0-4f89-41d3-9a0c-0305e82c3301', []);
    expect(new URL(other?.url ?? '').searchParams.get('session')).toMatch(
      /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
    );
  });
});

const servers: TestServer[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

const token = 'VUNlbYEJ0lVV';

/** A server that decides by the request's URL. */
function deciding(admits: (query: URLSearchParams) => boolean): Behaviour {
  return {
    handshake: (_origin, _count, _open, url) => admits(new URL(url, 'http://localhost').searchParams) || 401,
    connected: (socket) => socket.send('hi'),
  };
}

describe('a server that', () => {
  test.each([
    [
      'asks for the token',
      (query: URLSearchParams) => query.get('token') === token,
      'token-gated',
      ['without-token rejected 401', 'other-token rejected 401'],
    ],
    [
      'asks for any token',
      (query: URLSearchParams) => query.has('token'),
      'missing',
      ['without-token rejected 401', 'other-token accepted 101'],
    ],
    [
      'takes a session without one',
      (query: URLSearchParams) => [null, token].includes(query.get('token')),
      'missing',
      ['without-token accepted 101', 'other-token rejected 401'],
    ],
    ['ignores it', () => true, 'missing', ['without-token accepted 101', 'other-token accepted 101']],
  ])('%s', async (_name, admits, policy, gist) => {
    const server = await serve(deciding(admits));
    servers.push(server);
    const judged = await probeAndJudge({ url: `${server.url}?token=${token}` }, { wanted: variantIds });
    expect([judged.originPolicy, ...gistOf(judged.endpoint)]).toEqual([
      policy,
      'control accepted 101',
      'foreign accepted 101',
      ...gist,
      'control-again accepted 101',
    ]);
    expect(judged.endpoint.observations.map(({ url }) => url?.replace(/=.*/, '=') ?? null)).toEqual([
      null,
      null,
      server.url,
      `${server.url}?token=`,
      null,
    ]);
  });
});
