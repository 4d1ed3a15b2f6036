import { describe, expect, test } from 'vitest';
import { signalrClassic } from './signalr-classic.ts';
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
