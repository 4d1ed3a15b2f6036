import { describe, expect, test } from 'vitest';
import { meteor } from './meteor.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('simpleddp in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import simpleDDP from 'simpleddp';
      const server = new simpleDDP({ endpoint: 'wss://ddp.shop.test/websocket', SocketConstructor: WebSocket });
      server.connect();
      new simpleDDP({ endpoint: 'ws://localhost:3000/websocket', SocketConstructor: WebSocket, reconnectInterval: 5000 });
    `;
    expect(await compare(meteor, { entry, minify })).toEqual(
      agreed('wss://ddp.shop.test/websocket', 'ws://localhost:3000/websocket'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import simpleDDP from 'simpleddp'; window.has = typeof simpleDDP;`;
    expect(await compare(meteor, { entry, minify })).toEqual(agreed());
  });
});

describe('the stream of a Meteor page', () => {
  const stream = meteor.client?.entries.find(({ path }) => path === 'ClientStream');
  const page = {
    baseUrl: 'https://shop.test/app/',
    pageUrl: 'https://shop.test/app/',
    version: null,
    receiver: null,
    meta: () => null,
  };

  test.each([
    ['/', 'wss://shop.test/sockjs/000/wssure00/websocket'],
    ['https://api.shop.test', 'wss://api.shop.test/sockjs/000/wssure00/websocket'],
    ['api.shop.test/', 'ws://api.shop.test/sockjs/000/wssure00/websocket'],
    ['ddp+sockjs://ddp--**-shop.test/sockjs', 'wss://ddp--00-shop.test/sockjs/000/wssure00/websocket'],
  ])('goes from %s to SockJS', (target, url) => {
    expect(stream?.dials({ ...page, args: [target] })).toEqual([{ url }]);
  });
});
