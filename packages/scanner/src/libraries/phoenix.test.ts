import { describe, expect, test } from 'vitest';
import { liveview } from './liveview.ts';
import { phoenix } from './phoenix.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('Phoenix in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { Socket } from 'phoenix';
      new Socket('/socket', { params: { token: 't', nested: { a: 1 } } }).connect();
      new Socket('wss://rt.shop.test/socket').connect();
      const socket = new Socket('//rt.shop.test/other?v=1', { vsn: '1.0.0' });
      socket.connect();
      socket.channel('room:lobby').join();
      new Socket('/auth', { authToken: 'abc' }).connect();
    `;
    expect(await compare(phoenix, { entry, minify })).toEqual(
      agreed(
        'wss://shop.test/socket/websocket?token=t&nested%5Ba%5D=1&vsn=2.0.0',
        'wss://rt.shop.test/socket/websocket?vsn=2.0.0',
        'wss://rt.shop.test/other?v=1/websocket&vsn=1.0.0',
        'wss://shop.test/auth/websocket?vsn=2.0.0 phoenix base64url.bearer.phx.YWJj',
      ),
    );
  });

  test('LiveView dials where the real client dials', async () => {
    const entry = `
      import { Socket } from 'phoenix';
      import { LiveSocket } from 'phoenix_live_view';
      const token = document.querySelector("meta[name='csrf-token']").getAttribute('content');
      const liveSocket = new LiveSocket('/live', Socket, { longPollFallbackMs: 2500, params: { _csrf_token: token } });
      liveSocket.connect();
      window.liveSocket = liveSocket;
    `;
    const head = '<meta name="csrf-token" content="c">';
    const body = '<div data-phx-main data-phx-session="s" data-phx-static="" id="phx-1"></div>';
    expect(await compare(liveview, { entry, minify, head, body })).toEqual(
      agreed('wss://shop.test/live/websocket?_csrf_token=c&vsn=2.0.0'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `
      import { Socket } from 'phoenix';
      import { LiveSocket } from 'phoenix_live_view';
      window.kinds = [typeof Socket, typeof LiveSocket];
    `;
    expect(await compare(phoenix, { entry, minify })).toEqual(agreed());
  });
});

test.each([true, false])('Phoenix from a CDN, read: %s', async (scriptsAreRead) => {
  const scripts = {
    'https://cdn.jsdelivr.net/npm/phoenix@1.8.16/priv/static/phoenix.min.js':
      'phoenix/priv/static/phoenix.min.js',
  };
  const inline = `new Phoenix.Socket('/socket').connect();`;
  expect(await compare(phoenix, { scripts, inline, scriptsAreRead })).toEqual(
    agreed('wss://shop.test/socket/websocket?vsn=2.0.0'),
  );
});
