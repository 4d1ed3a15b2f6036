import { describe, expect, test } from 'vitest';
import { reconnectingWebsocket } from './reconnecting-websocket.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('in a bundle, $minify', ({ minify }) => {
  test.each(['reconnecting-websocket', 'partysocket/ws'])(
    '%s dials where the real one dials',
    async (name) => {
      const entry = `
      import ReconnectingWebSocket from '${name}';
      const socket = new ReconnectingWebSocket('wss://rt.shop.test/live', ['a', 'b'], { maxRetries: 3 });
      socket.addEventListener('message', () => {});
      new ReconnectingWebSocket('ws://' + location.host + '/live');
    `;
      expect(await compare(reconnectingWebsocket, { entry, minify })).toEqual(
        agreed('wss://rt.shop.test/live a b', 'ws://shop.test/live'),
      );
    },
  );

  test('sockette dials where the real one dials', async () => {
    const entry = `
      import Sockette from 'sockette';
      new Sockette('wss://rt.shop.test/live', { protocols: 'chat', onmessage() {} });
      Sockette('/other');
    `;
    expect(await compare(reconnectingWebsocket, { entry, minify })).toEqual(
      agreed('wss://rt.shop.test/live chat', 'wss://shop.test/other'),
    );
  });

  test('websocket-as-promised dials where the real one dials', async () => {
    const entry = `
      import WebSocketAsPromised from 'websocket-as-promised';
      new WebSocketAsPromised('wss://rt.shop.test/live').open();
    `;
    expect(await compare(reconnectingWebsocket, { entry, minify })).toEqual(
      agreed('wss://rt.shop.test/live'),
    );
  });

  test('takes a function for the URL that it gives', async () => {
    const entry = `
      import ReconnectingWebSocket from 'reconnecting-websocket';
      const base = 'wss://' + location.host;
      new ReconnectingWebSocket(() => base + '/given');
      new ReconnectingWebSocket(async () => { await null; return base + '/promised'; });
    `;
    expect(await compare(reconnectingWebsocket, { entry, minify })).toEqual(
      agreed('wss://shop.test/given', 'wss://shop.test/promised'),
    );
  });

  test('tells nothing of sockets that are never made', async () => {
    const entry = `
      import ReconnectingWebSocket from 'reconnecting-websocket';
      import PartyWebSocket from 'partysocket/ws';
      import Sockette from 'sockette';
      import WebSocketAsPromised from 'websocket-as-promised';
      import useWebSocket from 'react-use-websocket';
      window.kinds = [ReconnectingWebSocket, PartyWebSocket, Sockette, WebSocketAsPromised, useWebSocket].map((kind) => typeof kind);
    `;
    expect(await compare(reconnectingWebsocket, { entry, minify })).toEqual(agreed());
  });
});

test.each([true, false])('from a CDN, read: %s', async (scriptsAreRead) => {
  const url =
    'https://cdn.jsdelivr.net/npm/reconnecting-websocket@4.4.0/dist/reconnecting-websocket-iife.min.js';
  const page = {
    scripts: { [url]: 'reconnecting-websocket/dist/reconnecting-websocket-iife.min.js' },
    inline: `const socket = new ReconnectingWebSocket('ws://rt.shop.test/live');`,
    scriptsAreRead,
  };
  expect(await compare(reconnectingWebsocket, page)).toEqual(agreed('ws://rt.shop.test/live'));
});
