import { describe, expect, it } from 'vitest';
import { analysePage, told } from './testing/analyse-page.ts';

const htmx = '<script src="https://unpkg.com/htmx.org@1.9.12"></script>';
const extension = '<script src="https://unpkg.com/htmx-ext-ws@2.0.4"></script>';
const turbo = '<script type=module src="https://cdn.example/@hotwired/turbo@8.0.23/+esm"></script>';

/** How htmx's extension `ws` 2.0.4 opens a socket. */
const opening = `(function () {
  var api;
  htmx.defineExtension('ws', {
    init: function (apiRef) {
      api = apiRef;
      if (!htmx.createWebSocket) htmx.createWebSocket = createWebSocket;
    },
    onEvent: function (name, event) {
      var source = api.getAttributeValue(event.target, 'ws-connect');
      if (source.indexOf('/') === 0) source = 'wss://' + location.hostname + source;
      if (name === 'htmx:beforeProcessNode') htmx.createWebSocket(source);
    },
  });
  function createWebSocket(url) {
    var socket = new WebSocket(url, []);
    socket.binaryType = htmx.config.wsBinaryType;
    return socket;
  }
})();`;

describe('sockets that markup declares', () => {
  const cases: readonly (readonly [what: string, html: string, lines: readonly string[]])[] = [
    [
      "htmx's extension",
      `${extension}<div hx-ext="ws" ws-connect="/chat"></div>`,
      ['connects wss://shop.example/chat'],
    ],
    [
      'with a whole URL, told once',
      `${extension}<body hx-ext="sse, ws"><i data-ws-connect="ws://chat.example/x"></i>`,
      ['connects ws://chat.example/x'],
    ],
    [
      'by the page, whatever its base is',
      `<base href="https://base.example/b/">${extension}<div hx-ext=ws><i ws-connect=/chat></i><i ws-connect=room></i></div>`,
      ['connects wss://shop.example/chat', 'connects wss://base.example/b/room'],
    ],
    [
      'where the extension is off',
      `${extension}<div hx-ext=ws><p hx-ext="ignore:ws"><i ws-connect="wss://off.example"></i></p></div>`,
      ['names (attribute) wss://off.example/'],
    ],
    [
      'where nothing opens it',
      `<div hx-ext="ws" ws-connect="ws://chat.example/x"></div>`,
      ['names (attribute) ws://chat.example/x'],
    ],
    ['htmx 1', `${htmx}<div hx-ws="connect:/news send"></div>`, ['connects wss://shop.example/news']],
    [
      'htmx 2 has it no more',
      `<script src="https://unpkg.com/htmx.org@2.0.4"></script><div hx-ws="connect:/news"></div>`,
      [],
    ],
    ['htmx without a socket', `${htmx}${extension}<div hx-ext="ws"></div>`, []],
    [
      'Turbo',
      `${turbo}<turbo-stream-source src="wss://stream.example/s"></turbo-stream-source>`,
      ['connects wss://stream.example/s'],
    ],
    ['Turbo over server-sent events', `${turbo}<turbo-stream-source src="/s"></turbo-stream-source>`, []],
    ['in a template', `${extension}<template><div hx-ext="ws" ws-connect="/chat"></div></template>`, []],
  ];
  it.each(cases)('%s', async (_what, html, lines) => {
    expect(await told(html)).toEqual(lines);
  });

  const files = { 'https://shop.example/ws.js': opening };

  it("are opened by the extension's own code, which is not told besides", async () => {
    const html = `<script src="/ws.js"></script><div hx-ext="ws" ws-connect="/chat"></div>`;
    const { references } = await analysePage({ html, files });
    expect(references).toEqual([
      {
        id: 'r1',
        library: 'websocket',
        role: 'connects',
        expression: 'ws-connect="/chat"',
        url: 'wss://shop.example/chat',
        protocols: [],
        location: { source: 'https://shop.example/app/', line: 1, column: 60, snippet: html },
      },
    ]);
  });

  it('say nothing where no attribute does', async () => {
    expect(await told({ html: '<script src="/ws.js"></script>', files })).toEqual([]);
  });
});
