import { expect, test } from 'vitest';
import { canonicalUrl } from './canonical-url.ts';
import { libraryOfUrl } from './of-url.ts';

test.each([
  ['wss://shop.test/socket.io/?EIO=4&transport=websocket', { library: 'socket.io', dialect: { eio: '4' } }],
  ['wss://shop.test/rt/?EIO=3&transport=websocket', { library: 'socket.io', dialect: { eio: '3' } }],
  ['wss://shop.test/rt/?EIO=4&transport=polling', { library: 'websocket' }],
  ['wss://shop.test/echo/123/abcdefgh/websocket', { library: 'sockjs' }],
  ['wss://shop.test/live/socket/websocket', { library: 'websocket' }],
  ['wss://shop.test/live', { library: 'websocket' }],
])('%s speaks for its library', (url, expected) => {
  expect(libraryOfUrl(url)).toEqual(expected);
});

test.each([
  [['graphql-transport-ws'], 'graphql-ws'],
  [['other', 'mqtt'], 'mqtt'],
  [['v12.stomp', 'v11.stomp'], 'stomp'],
  [['xmpp'], 'xmpp'],
  [['toString'], 'websocket'],
])('the subprotocols %s speak for %s', (protocols, library) => {
  expect(libraryOfUrl('wss://shop.test/live', protocols)).toEqual({ library });
  expect(libraryOfUrl('wss://shop.test/echo/123/abcdefgh/websocket', protocols)).toEqual({
    library: 'sockjs',
  });
});

test('what is random in a library URL is the same in every scan', () => {
  expect(canonicalUrl('sockjs', 'wss://shop.test/echo/123/abcdefgh/websocket')).toBe(
    'wss://shop.test/echo/000/wssure00/websocket',
  );
  expect(canonicalUrl('websocket', 'wss://shop.test/echo/123/abcdefgh/websocket')).toBe(
    'wss://shop.test/echo/123/abcdefgh/websocket',
  );
});
