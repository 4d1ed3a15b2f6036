import { expect, test } from 'vitest';
import { agreed, compare } from './testing/dialled.ts';
import { wamp } from './wamp.ts';

test.each([
  { file: 'autobahn.min.js', scriptsAreRead: true },
  { file: 'autobahn.min.js', scriptsAreRead: false },
  { file: 'autobahn.js', scriptsAreRead: false },
])('Autobahn from a CDN: $file, read: $scriptsAreRead', async ({ file, scriptsAreRead }) => {
  const page = {
    scripts: {
      [`https://cdn.jsdelivr.net/npm/autobahn-browser@22.11.1/${file}`]: `autobahn-browser/${file}`,
    },
    inline: `
      new autobahn.Connection({ url: 'wss://rt.shop.test/ws', realm: 'realm1' }).open();
      const url = (location.protocol === 'http:' ? 'ws:' : 'wss:') + '//' + location.host + '/ws';
      new autobahn.Connection({ transports: [{ type: 'websocket', url, protocols: ['wamp.2.json'] }], realm: 'realm1' }).open();
    `,
    scriptsAreRead,
  };
  expect(await compare(wamp, page)).toEqual(
    agreed('wss://rt.shop.test/ws wamp.2.json wamp.2.msgpack', 'wss://shop.test/ws wamp.2.json'),
  );
});

test('tells nothing of a client that is never made', async () => {
  const scripts = { 'https://shop.test/vendor.js': 'autobahn-browser/autobahn.min.js' };
  expect(await compare(wamp, { scripts, inline: 'window.kind = typeof autobahn' })).toEqual(agreed());
});
