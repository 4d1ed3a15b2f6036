import { describe, expect, test } from 'vitest';
import { pusher } from './pusher.ts';
import { agreed, compare } from './testing/dialled.ts';

const query = '?protocol=7&client=js&version=8.6.0&flash=false';

describe.each([{ minify: false }, { minify: true }])('pusher-js in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import Pusher from 'pusher-js';
      new Pusher('k1', { cluster: 'eu' });
      new Pusher('k2', { cluster: 'mt1', wsHost: 'ws.shop.test', wsPort: 6001, wssPort: 6002, enabledTransports: ['ws', 'wss'] });
      new Pusher('k3', { cluster: '', wsHost: 'plain.shop.test', wsPath: '/rt', wsPort: 80, forceTLS: false });
      new Pusher('k4', { cluster: 'ap1', enabledTransports: ['wss'] });
      new Pusher('k5', { cluster: 'ap2', disabledTransports: ['ws'] });
    `;
    expect(await compare(pusher, { entry, minify })).toEqual(
      agreed(
        `wss://ws-eu.pusher.com/app/k1${query}`,
        `wss://ws.shop.test:6002/app/k2${query}`,
        `wss://plain.shop.test/rt/app/k3${query}`,
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import Pusher from 'pusher-js'; window.hasPusher = typeof Pusher;`;
    expect(await compare(pusher, { entry, minify })).toEqual(agreed());
  });
});

describe('pusher-js from its CDN', () => {
  const scripts = { 'https://js.pusher.com/8.6.0/pusher.min.js': 'pusher-js/dist/web/pusher.min.js' };

  test.each([{ scriptsAreRead: true }, { scriptsAreRead: false }])(
    'is known, $scriptsAreRead',
    async (read) => {
      const inline = `var pusher = new Pusher('k1', { cluster: 'eu' }); pusher.subscribe('news').bind('new', console.log);`;
      expect(await compare(pusher, { scripts, inline, ...read })).toEqual(
        agreed(`wss://ws-eu.pusher.com/app/k1${query}`),
      );
    },
  );

  test('dials without TLS from an http page that asks for it', async () => {
    const inline = `
      new Pusher('k1', { cluster: 'eu', forceTLS: false });
      new Pusher('k2', { cluster: 'eu' });
      new Pusher('k3', { cluster: 'mt1', wsHost: 'ws.shop.test', wsPort: 6001, forceTLS: false });
    `;
    expect(await compare(pusher, { scripts, inline, url: 'http://shop.test/' })).toEqual(
      agreed(
        `ws://ws-eu.pusher.com/app/k1${query}`,
        `wss://ws-eu.pusher.com/app/k2${query}`,
        `ws://ws.shop.test:6001/app/k3${query}`,
      ),
    );
  });
});

describe('older releases', () => {
  const [entry] = pusher.client?.entries ?? [];
  const call = {
    baseUrl: 'http://shop.test/',
    pageUrl: 'http://shop.test/',
    receiver: null,
    meta: () => null,
  };

  test.each([
    ['4.4.0', {}, 'ws://ws.pusherapp.com/app/k?protocol=7&client=js&version=4.4.0&flash=false'],
    [
      '5.1',
      { cluster: 'eu', forceTLS: true },
      'wss://ws-eu.pusher.com/app/k?protocol=7&client=js&version=5.1.0&flash=false',
    ],
    ['7.6.0', {}, 'wss://ws-mt1.pusher.com/app/k?protocol=7&client=js&version=7.6.0&flash=false'],
  ])('%s dials as its source says', (version, options, url) => {
    expect(entry?.dials({ ...call, version, args: ['k', options] })).toEqual([{ url }]);
  });

  test('the newest throws without a cluster', () => {
    expect(entry?.dials({ ...call, version: null, args: ['k', {}] })).toEqual([]);
  });
});
