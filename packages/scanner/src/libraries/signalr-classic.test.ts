import { describe, expect, test } from 'vitest';
import type { Session } from './library.ts';
import { isClassicConnect, signalrClassic } from './signalr-classic.ts';
import { agreed, compare } from './testing/dialled.ts';

const negotiated = JSON.stringify({
  ConnectionToken: 'c',
  ConnectionId: 'c',
  KeepAliveTimeout: 20,
  DisconnectTimeout: 30,
  TryWebSockets: true,
  ProtocolVersion: '2.1',
  TransportConnectTimeout: 5,
});

function answer({ url }: { readonly url: string }): string | undefined {
  const { pathname } = new URL(url);
  if (!pathname.endsWith('/negotiate')) return undefined;
  return negotiated.replace('{', `{"Url":${JSON.stringify(pathname.replace(/\/negotiate$/, ''))},`);
}

const hub = (name: string): string => `connectionData=${encodeURIComponent(JSON.stringify([{ name }]))}`;
const connect = 'connect?transport=webSockets&clientProtocol=2.1';

const hubs = `
  var chat = $.hubConnection();
  chat.createHubProxy('chatHub').on('message', function (text) { console.log(text); });
  chat.start().done(function () { console.log('connected'); });
  var rates = $.hubConnection('https://rt.shop.test/live', { useDefaultPath: false, qs: { v: 1 } });
  rates.createHubProxy('ratesHub').on('changed', function () {});
  rates.start({ transport: ['webSockets', 'longPolling'] });
  var polled = $.hubConnection('/polled', { useDefaultPath: false });
  polled.start({ transport: 'longPolling' });
`;
const dialledByHubs = [
  `wss://shop.test/signalr/${connect}&${hub('chathub')}`,
  `wss://rt.shop.test/live/${connect}&v=1&${hub('rateshub')}`,
];

describe.each([{ minify: false }, { minify: true }])(
  'SignalR for ASP.NET in a bundle, $minify',
  ({ minify }) => {
    const imports = `import $ from 'jquery'; window.jQuery = $; const signalr = import('signalr');`;

    test('dials where the real client dials', async () => {
      const entry = `${imports} signalr.then(() => {
      ${hubs}
      $.connection('/echo', 'a=b').start();
    });`;
      expect(await compare(signalrClassic, { entry, minify, answer })).toEqual(
        agreed(...dialledByHubs, `wss://shop.test/echo/${connect}&a=b`),
      );
    });

    test('tells nothing of a connection that is never started', async () => {
      const entry = `${imports} signalr.then(() => { window.chat = $.hubConnection('/chat'); });`;
      expect(await compare(signalrClassic, { entry, minify, answer })).toEqual(agreed());
    });
  },
);

describe('SignalR for ASP.NET beside jQuery', () => {
  test.each(['', '.min'])('dials where the real client dials, %s', async (min) => {
    const scripts = {
      'https://shop.test/Scripts/jquery.js': `jquery/dist/jquery${min}.js`,
      'https://shop.test/Scripts/jquery.signalR.js': `signalr/jquery.signalR${min}.js`,
    };
    const inline = `$(function () { ${hubs} });`;
    expect(await compare(signalrClassic, { scripts, inline, answer })).toEqual(agreed(...dialledByHubs));
  });

  test('follows the proxies that the server generates', async () => {
    const scripts = {
      'https://shop.test/Scripts/jquery.js': 'jquery/dist/jquery.min.js',
      'https://shop.test/Scripts/jquery.signalR.js': 'signalr/jquery.signalR.min.js',
    };
    const inline = `
      (function ($, window) {
        var signalR = $.signalR;
        $.hubConnection.prototype.createHubProxies = function () {
          var proxies = {};
          proxies['stockHub'] = this.createHubProxy('stockHub');
          proxies['stockHub'].client = {};
          proxies['stockHub'].server = { open: function () {} };
          return proxies;
        };
        signalR.hub = $.hubConnection('/signalr', { useDefaultPath: false });
        $.extend(signalR, signalR.hub.createHubProxies());
      }(window.jQuery, window));
      $(function () {
        var stock = $.connection.stockHub;
        stock.on('update', function () {});
        $.connection.hub.url = 'https://hubs.shop.test/signalr';
        $.connection.hub.start();
      });
    `;
    expect(await compare(signalrClassic, { scripts, inline, answer })).toEqual(
      agreed(`wss://hubs.shop.test/signalr/${connect}&${hub('stockhub')}`),
    );
  });
});

describe('the negotiation', () => {
  const url =
    'wss://shop.test/signalr/connect?transport=webSockets&clientProtocol=2.1&connectionToken=old&tid=1';

  test('is a GET beside the transport, without what is its answer', () => {
    const { method, url: negotiate } = signalrClassic.negotiation ?? {};
    expect([method, negotiate?.(url, {})]).toEqual([
      'GET',
      'https://shop.test/signalr/negotiate?clientProtocol=2.1',
    ]);
    expect(negotiate?.('wss://shop.test/live', {})).toBe(null);
  });

  test('hands out the token that the handshake carries', () => {
    const dialled = signalrClassic.negotiation?.dialUrl(url, '{"ConnectionToken":"a+/b=="}') ?? '';
    const { searchParams } = new URL(dialled);
    expect(searchParams.getAll('connectionToken')).toEqual(['a+/b==']);
    expect(searchParams.getAll('tid')).toEqual([expect.stringMatching(/^(?:\d|10)$/)]);
    expect(searchParams.get('transport')).toBe('webSockets');
  });

  test.each(['', 'null', '{"ConnectionToken":7}', '{"Error":"no"}'])('is refused with %s', (answer) => {
    expect(signalrClassic.negotiation?.dialUrl(url, answer)).toBe(null);
  });
});

const said = (data: string) => ({ data, binary: false, bytes: data.length, atMs: 0 });

describe('what the server says', () => {
  const session: Session = { url: 'wss://shop.test/', protocol: null, dialect: {} };
  test.each([
    ['{"C":"d-1","S":1,"M":[]}', 'open', true],
    ['{"C":"d-1","S":1,"M":[{"H":"Chat","M":"hi","A":[]}]}', 'open', false],
    ['{"C":"d-2","G":"x","M":[]}', 'waiting', true],
    ['{}', 'waiting', true],
    ['{"C":"d-3","M":[{"H":"Chat","M":"hi","A":[]}]}', 'waiting', false],
    ['{"D":1}', 'refused', false],
    ['{"E":"failed"}', 'refused', false],
    ['{"I":"0","E":"no such method"}', 'waiting', false],
    ['{"type":"hello"}', 'waiting', false],
    ['hello', 'waiting', false],
  ])('%s', (data, verdict, isOwn) => {
    const { read, isOwn: ownOf, reply } = signalrClassic.conversation ?? {};
    expect(read?.([said(data)], session)).toBe(verdict);
    expect(ownOf?.(said(data), session)).toBe(isOwn);
    expect(reply?.([said(data)], 0, session)).toBe(null);
  });
});

test.each([
  ['wss://shop.test/signalr/connect?transport=webSockets', true],
  ['wss://shop.test/a/b/reconnect?Transport=x&transport=websockets', true],
  ['wss://shop.test/signalr/connect?transport=serverSentEvents', false],
  ['wss://shop.test/signalr?transport=webSockets', false],
])('%s is its transport: %s', (url, expected) => {
  expect(isClassicConnect(new URL(url))).toBe(expected);
});
