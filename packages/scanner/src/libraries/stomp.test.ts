import { describe, expect, test } from 'vitest';
import { stomp } from './stomp.ts';
import { sockjs } from './sockjs.ts';
import { agreed, compare } from './testing/dialled.ts';

const newest = 'v12.stomp v11.stomp v10.stomp';
const oldest = 'v10.stomp v11.stomp v12.stomp';

const answer = ({ url }: { url: string }): string | undefined =>
  url.includes('/info')
    ? '{"websocket":true,"origins":["*:*"],"cookie_needed":false,"entropy":1}'
    : undefined;

describe.each([{ minify: false }, { minify: true }])('STOMP in a bundle, $minify', ({ minify }) => {
  test('dials where the real @stomp/stompjs dials', async () => {
    const entry = `
      import { Client, Stomp } from '@stomp/stompjs';
      new Client({ brokerURL: 'wss://mq.shop.test:15674/ws', connectHeaders: { login: 'a' } }).activate();
      new Client({ brokerURL: '/ws/websocket' }).activate();
      const set = new Client();
      set.brokerURL = 'wss://set.shop.test/ws';
      set.activate();
      const configured = new Client();
      configured.configure({ brokerURL: 'ws://configured.shop.test/ws' });
      configured.activate();
      Stomp.client('wss://old.shop.test/ws').connect({}, () => {});
      Stomp.client('wss://older.shop.test/ws', ['v11.stomp']).connect({}, () => {});
    `;
    expect(await compare(stomp, { entry, minify })).toEqual(
      agreed(
        `wss://mq.shop.test:15674/ws ${newest}`,
        `wss://shop.test/ws/websocket ${newest}`,
        `wss://set.shop.test/ws ${newest}`,
        `ws://configured.shop.test/ws ${newest}`,
        `wss://old.shop.test/ws ${newest}`,
        'wss://older.shop.test/ws v11.stomp',
      ),
    );
  });

  test('leaves the socket to the factory of the page', async () => {
    const entry = `
      import { Client, Stomp } from '@stomp/stompjs';
      import SockJS from 'sockjs-client';
      Stomp.over(() => new SockJS('/sockjs')).connect({}, () => {});
      const client = new Client({ brokerURL: 'wss://unused.shop.test/ws', webSocketFactory: () => new SockJS('https://api.shop.test/ws') });
      client.activate();
    `;
    const { others, ...same } = await compare(sockjs, { entry, minify, answer });
    expect(same).toEqual({
      dialled: [
        'wss://api.shop.test/ws/000/wssure00/websocket',
        'wss://shop.test/sockjs/000/wssure00/websocket',
      ],
      found: [
        'wss://api.shop.test/ws/000/wssure00/websocket',
        'wss://shop.test/sockjs/000/wssure00/websocket',
      ],
    });
    expect(others).toEqual(['text names wss://unused.shop.test/ws in wss://unused.shop.test/ws']);
  });

  test('dials where the real webstomp-client dials', async () => {
    const entry = `
      import webstomp from 'webstomp-client';
      webstomp.client('wss://mq.shop.test/ws');
      webstomp.client('/stomp', { protocols: ['v12.stomp'] });
    `;
    expect(await compare(stomp, { entry, minify })).toEqual(
      agreed(`wss://mq.shop.test/ws ${oldest}`, 'wss://shop.test/stomp v12.stomp'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `
      import { Client, Stomp } from '@stomp/stompjs';
      import webstomp from 'webstomp-client';
      window.kinds = [typeof Client, typeof Stomp, typeof webstomp];
    `;
    expect(await compare(stomp, { entry, minify })).toEqual(agreed());
  });
});

test.each([true, false])('STOMP from a CDN, read: %s', async (scriptsAreRead) => {
  const page = {
    scripts: {
      'https://cdn.jsdelivr.net/npm/@stomp/stompjs@7.5.0/bundles/stomp.umd.min.js':
        '@stomp/stompjs/bundles/stomp.umd.min.js',
    },
    inline: `
      const client = new StompJs.Client({ brokerURL: 'ws://' + location.hostname + ':15674/ws' });
      client.activate();
      const set = new StompJs.Client();
      set.brokerURL = '/stomp';
      set.activate();
    `,
    scriptsAreRead,
  };
  expect(await compare(stomp, page)).toEqual(
    agreed(`ws://shop.test:15674/ws ${newest}`, `wss://shop.test/stomp ${newest}`),
  );
});
