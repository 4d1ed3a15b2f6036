import { describe, expect, test } from 'vitest';
import { engineIo } from './engine-io.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([
  { name: 'engine.io-client', revision: '4', make: 'new Socket' },
  { name: 'engine.io-client-3', revision: '3', make: 'Socket' },
])('$name', ({ name, revision, make }) => {
  test.each([{ minify: false }, { minify: true }])(
    'dials where the real client dials, $minify',
    async ({ minify }) => {
      const entry = `
      import * as library from '${name}';
      const Socket = library.Socket ?? library.default;
      const transports = ['websocket'];
      ${make}({ transports });
      ${make}('ws://rt.shop.test:8080', { transports, path: '/rt' });
      ${make}('wss://rt.shop.test', { transports, query: { token: 't' } });
      ${make}({ transports, hostname: 'named.shop.test', port: 8443, secure: true });
    `;
      const tail = `EIO=${revision}&transport=websocket`;
      expect(await compare(engineIo, { entry, minify })).toEqual(
        agreed(
          `wss://shop.test/engine.io/?${tail}`,
          `ws://rt.shop.test:8080/rt/?${tail}`,
          `wss://rt.shop.test/engine.io/?token=t&${tail}`,
          `wss://named.shop.test:8443/engine.io/?${tail}`,
        ),
      );
    },
  );
});

test('tells nothing of a client that is never made', async () => {
  const entry = `import { Socket } from 'engine.io-client'; window.kind = typeof Socket;`;
  expect(await compare(engineIo, { entry, minify: true })).toEqual(agreed());
});

test('a file from a CDN is known by its URL', async () => {
  const scripts = {
    'https://cdn.jsdelivr.net/npm/engine.io-client@6.6.8/dist/engine.io.min.js':
      'engine.io-client/dist/engine.io.min.js',
  };
  const inline = `eio('wss://rt.shop.test', { transports: ['websocket'] });`;
  expect(await compare(engineIo, { scripts, inline, scriptsAreRead: false })).toEqual(
    agreed('wss://rt.shop.test/engine.io/?EIO=4&transport=websocket'),
  );
});
