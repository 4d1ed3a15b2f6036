import { describe, expect, test } from 'vitest';
import { centrifugo } from './centrifugo.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('centrifuge in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { Centrifuge } from 'centrifuge';
      const centrifuge = new Centrifuge('wss://rt.shop.test/connection/websocket', { token: 't' });
      centrifuge.newSubscription('news').subscribe();
      centrifuge.connect();
      new Centrifuge('/relative/websocket').connect();
      new Centrifuge([
        { transport: 'websocket', endpoint: 'wss://first.shop.test/connection/websocket' },
        { transport: 'http_stream', endpoint: 'https://first.shop.test/connection/http_stream' },
      ]).connect();
    `;
    expect(await compare(centrifugo, { entry, minify })).toEqual(
      agreed(
        'wss://rt.shop.test/connection/websocket',
        'wss://shop.test/relative/websocket',
        'wss://first.shop.test/connection/websocket',
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { Centrifuge } from 'centrifuge'; window.has = typeof Centrifuge;`;
    expect(await compare(centrifugo, { entry, minify })).toEqual(agreed());
  });
});

describe('centrifuge from a CDN', () => {
  const scripts = {
    'https://unpkg.com/centrifuge@5.8.0/dist/centrifuge.js': 'centrifuge/dist/centrifuge.js',
  };

  test.each([{ scriptsAreRead: true }, { scriptsAreRead: false }])(
    'is known, $scriptsAreRead',
    async (read) => {
      const inline = `const centrifuge = new Centrifuge('wss://rt.shop.test/connection/websocket'); centrifuge.connect();`;
      expect(await compare(centrifugo, { scripts, inline, ...read })).toEqual(
        agreed('wss://rt.shop.test/connection/websocket'),
      );
    },
  );
});
