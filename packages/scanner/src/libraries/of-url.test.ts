import { expect, test } from 'vitest';
import { canonicalUrl } from './shared-endpoint.ts';
import { isBare, libraryOfProtocols, likelyLibraries } from './of-url.ts';

const engine = (eio: string): unknown[] => [
  { library: 'socket.io', dialect: { eio } },
  { library: 'engine.io', dialect: { eio } },
];

test.each([
  ['wss://shop.test/socket.io/?EIO=4&transport=websocket', engine('4')],
  ['wss://shop.test/socket.io/?EIO=3&transport=websocket', engine('3')],
  ['wss://shop.test/rt/?EIO=3&transport=websocket', engine('3')],
  ['wss://shop.test/rt/?EIO=4&transport=polling', []],
  ['wss://shop.test/echo/123/abcdefgh/websocket', [{ library: 'sockjs' }]],
  ['wss://shop.test/echo/12/abcdefgh/websocket', []],
  [
    'wss://shop.test/signalr/connect?transport=webSockets&clientProtocol=2.1',
    [{ library: 'signalr-classic' }],
  ],
  ['wss://shop.test/live/reconnect?transport=webSockets', [{ library: 'signalr-classic' }]],
  ['wss://shop.test/live/connect?transport=longPolling', []],
  ['wss://shop.test/signalr', [{ library: 'signalr', dialect: { negotiate: 'no' } }]],
  ['wss://shop.test/signalr/chat', [{ library: 'signalr', dialect: { negotiate: 'no' } }]],
  ['wss://shop.test/signalring', []],
  ['wss://shop.test/cable', [{ library: 'actioncable' }]],
  ['wss://shop.test/cable/x', []],
  ['ws://shop.test:8080/livereload', [{ library: 'livereload' }]],
  ['wss://shop.test/live/socket/websocket?vsn=2.0.0', [{ library: 'phoenix' }]],
  ['wss://shop.test/live/socket/websocket', []],
  ['wss://shop.test/live', []],
])('%s may be', (url, expected) => {
  expect(likelyLibraries(url)).toEqual(expected);
});

test.each([
  [['graphql-transport-ws'], 'graphql-ws'],
  [['other', 'mqtt'], 'mqtt'],
  [['v12.stomp', 'v11.stomp'], 'stomp'],
  [['xmpp'], 'xmpp'],
  [['toString'], null],
  [[], null],
])('the subprotocols %s speak for %s', (protocols, library) => {
  expect(libraryOfProtocols(protocols)).toBe(library);
});

test('what only opens a socket tells nothing of what is said on it', () => {
  expect((['websocket', 'reconnecting-websocket', 'stomp', 'text'] as const).map(isBare)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('what is random in a library URL is the same in every scan', () => {
  expect(canonicalUrl('sockjs', 'wss://shop.test/echo/123/abcdefgh/websocket')).toBe(
    'wss://shop.test/echo/000/wssure00/websocket',
  );
  expect(canonicalUrl('websocket', 'wss://shop.test/echo/123/abcdefgh/websocket')).toBe(
    'wss://shop.test/echo/123/abcdefgh/websocket',
  );
});
