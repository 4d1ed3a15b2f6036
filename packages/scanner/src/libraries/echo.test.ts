import { describe, expect, test } from 'vitest';
import { echo } from './echo.ts';
import { agreed, compare } from './testing/dialled.ts';

const query = '?protocol=7&client=js&version=8.6.0&flash=false';

describe.each([{ minify: false }, { minify: true }])('Laravel Echo in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import Echo from 'laravel-echo';
      import Pusher from 'pusher-js';
      window.Pusher = Pusher;
      window.Echo = new Echo({ broadcaster: 'reverb', key: 'k1', wsHost: 'reverb.shop.test', wsPort: 80, wssPort: 8443, forceTLS: true, enabledTransports: ['ws', 'wss'] });
      new Echo({ broadcaster: 'pusher', key: 'k2', cluster: 'eu' });
      new Echo({ broadcaster: 'ably', key: 'k3', wsHost: 'realtime-pusher.ably.io', wsPort: 443, disableStats: true });
      new Echo({ broadcaster: 'null' });
    `;
    expect(await compare(echo, { entry, minify })).toEqual(
      agreed(
        `wss://reverb.shop.test:8443/app/k1${query}`,
        `wss://ws-eu.pusher.com/app/k2${query}`,
        `wss://realtime-pusher.ably.io/app/k3${query}`,
      ),
    );
  });

  test('leaves a client that the page made to that client', async () => {
    const entry = `
      import Echo from 'laravel-echo';
      import Pusher from 'pusher-js';
      new Echo({ broadcaster: 'pusher', client: new Pusher('k1', { cluster: 'eu' }) });
    `;
    const { dialled, found, others } = await compare(echo, { entry, minify });
    expect({ dialled, found }).toEqual({ dialled: [`wss://ws-eu.pusher.com/app/k1${query}`], found: [] });
    expect(others).toEqual([expect.stringContaining('pusher connects wss://ws-eu.pusher.com/app/k1')]);
  });

  test('dials with Socket.IO', async () => {
    const entry = `
      import Echo from 'laravel-echo';
      import { io } from 'socket.io-client';
      window.io = io;
      new Echo({ broadcaster: 'socket.io', host: location.hostname + ':6001', transports: ['websocket'] });
    `;
    const { dialled, found, others } = await compare(echo, { entry, minify });
    expect({ dialled, found, others }).toEqual({
      dialled: ['wss://shop.test:6001/socket.io/?EIO=4&transport=websocket'],
      found: ['wss://shop.test:6001/socket.io/?EIO=3&transport=websocket'],
      others: [],
    });
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import Echo from 'laravel-echo'; import Pusher from 'pusher-js'; window.has = [typeof Echo, typeof Pusher];`;
    expect(await compare(echo, { entry, minify })).toEqual(agreed());
  });
});

describe('Laravel Echo from a CDN', () => {
  const scripts = {
    'https://js.pusher.com/8.6.0/pusher.min.js': 'pusher-js/dist/web/pusher.min.js',
    'https://unpkg.com/laravel-echo@2.5.0/dist/echo.iife.js': 'laravel-echo/dist/echo.iife.js',
  };

  test.each([{ scriptsAreRead: true }, { scriptsAreRead: false }])(
    'is known, $scriptsAreRead',
    async (read) => {
      const inline = `window.Echo = new Echo.default({ broadcaster: 'reverb', key: 'k', wsHost: 'rt.shop.test' });`;
      expect(await compare(echo, { scripts, inline, ...read })).toEqual(
        agreed(`wss://rt.shop.test/app/k${query}`),
      );
    },
  );
});
