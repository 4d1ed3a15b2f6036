import { describe, expect, test } from 'vitest';
import { socketio } from './socketio.ts';
import { agreed, compare } from './testing/dialled.ts';

const session = JSON.stringify({
  sid: 'abc',
  upgrades: ['websocket'],
  pingInterval: 25000,
  pingTimeout: 20000,
});
const answer = ({ url }: { url: string }): string | undefined =>
  url.includes('sid=') ? undefined : `0${session}`;

describe.each([{ minify: false }, { minify: true }])('Socket.IO 4 in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { io } from 'socket.io-client';
      io();
      io('/admin', { transports: ['websocket'], path: '/rt' });
      io('ws://api.shop.test:8080/ns', { transports: ['websocket'] });
      io('//api.shop.test', { query: { token: 't' }, transports: ['websocket'] });
    `;
    expect(await compare(socketio, { entry, minify, answer })).toEqual(
      agreed(
        'wss://shop.test/socket.io/?EIO=4&transport=websocket',
        'wss://shop.test/rt/?EIO=4&transport=websocket',
        'ws://api.shop.test:8080/socket.io/?EIO=4&transport=websocket',
        'wss://api.shop.test/socket.io/?token=t&EIO=4&transport=websocket',
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    expect(
      await compare(socketio, {
        entry: `import { io } from 'socket.io-client'; window.connectLater = typeof io;`,
        minify,
      }),
    ).toEqual(agreed());
  });
});

test.each([
  ['/', ['40']],
  ['/,/admin', ['40', '40/admin,']],
  ['/odd,name,/a', ['40/odd,', '40/a,']],
  [['/a', '/b', '/c', '/d', '/e', '/f'].join(), ['40/a,', '40/b,', '40/c,', '40/d,']],
])('a connection for %s joins each in turn, after the greeting', (namespace, joined) => {
  const session = {
    url: 'wss://shop.test/socket.io/?EIO=4',
    protocol: null,
    dialect: { eio: '4', namespace },
  };
  const greeting = { data: '0{"sid":"x"}', binary: false, bytes: 12, atMs: 1 };
  const said = (received: readonly (typeof greeting)[], sent: number) =>
    socketio.conversation?.reply(received, sent, session);
  expect(said([], 0)).toBeNull();
  expect(joined.map((_, sent) => said([greeting], sent))).toEqual(joined);
  expect(said([greeting], joined.length)).toBeNull();
});
