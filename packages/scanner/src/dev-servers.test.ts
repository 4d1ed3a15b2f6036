import { describe, expect, test } from 'vitest';
import { devServerOfScript, devServerOfSocket, devServerOfText, type SocketFacts } from './dev-servers.ts';

function socket(url: string, over: Partial<SocketFacts> = {}): string {
  const told = devServerOfSocket({ url, protocols: [], messages: [], references: [], ...over });
  return told ? `${told.server.id} by ${told.by}` : 'none';
}

const says = (...texts: string[]): Partial<SocketFacts> => ({
  messages: texts.map((data) => ({ data, binary: false, bytes: data.length, atMs: 1 })),
});

function opened(expression: string, source = 'https://a.test/app.js'): SocketFacts['references'] {
  return [{ expression, source }];
}

describe('a socket', () => {
  test.each<[string, Partial<SocketFacts>, string]>([
    ['ws://a.test/', { protocols: ['vite-hmr'] }, 'vite by its subprotocol vite-hmr'],
    [
      'ws://a.test:8080/ws',
      says('{"type":"liveReload"}'),
      'webpack-dev-server by what it says after the handshake',
    ],
    [
      'ws://a.test/ws',
      says('{"type":"error","data":"Invalid Host/Origin header"}'),
      'webpack-dev-server by what it says after the handshake',
    ],
    [
      'ws://a.test/sockjs-node/000/wssure00/websocket',
      {},
      'webpack-dev-server by its path /sockjs-node/000/wssure00/websocket',
    ],
    ['ws://a.test/ng-cli-ws', {}, 'webpack-dev-server by its path /ng-cli-ws'],
    ['ws://a.test/docs/_next/webpack-hmr', {}, 'next by its path /docs/_next/webpack-hmr'],
    ['ws://a.test/_next/hmr?id=1', {}, 'next by its path /_next/hmr'],
    ['ws://a.test:35729/livereload', {}, 'livereload by its path /livereload'],
    [
      'ws://a.test:1313/livereload',
      says('{"command":"hello","protocols":["http://livereload.com/protocols/official-7"]}'),
      'livereload by what it says after the handshake',
    ],
    [
      'ws://a.test:3000/browser-sync/socket.io/?EIO=4&transport=websocket',
      {},
      'browser-sync by its path /browser-sync/socket.io/',
    ],
    ['ws://a.test//ws', says('connected'), 'live-server by what it says after the handshake'],
    ['ws://a.test/a.html/ws', says('connected'), 'live-server by what it says after the handshake'],
    [
      'ws://a.test/ws',
      says('{"type":"progress","data":true}'),
      'webpack-dev-server by what it says after the handshake',
    ],
    [
      'ws://a.test/phoenix/live_reload/socket/websocket?vsn=2.0.0',
      {},
      'phoenix-live-reload by its path /phoenix/live_reload/socket/websocket',
    ],
    [
      'ws://a.test:1234/',
      {
        references: opened("new WebSocket(protocol + '://' + hostname + (port ? ':' + port : '') + '/')"),
      },
      'parcel by the call that opens it',
    ],
    [
      'ws://a.test:9876/socket.io/?EIO=4&transport=websocket',
      { references: opened("io(location.host, { path: KARMA_PROXY_PATH + 'socket.io' })") },
      'karma by the call that opens it',
    ],
    [
      'ws://a.test/wds',
      { references: opened('new WebSocket(u)', 'http://a.test/__web-dev-server__web-socket.js') },
      'web-dev-server by the script that opens it',
    ],
    [
      'ws://a.test/',
      { references: opened('new WebSocket(u)', 'http://a.test/reload/reload.js') },
      'reload by the script that opens it',
    ],
    ['ws://a.test/fsws', {}, 'five-server by its path /fsws'],
    ['ws://a.test/_observablehq', {}, 'observable by its path /_observablehq'],
    ['ws://a.test/cdn-cgi/mf/reload', {}, 'miniflare by its path /cdn-cgi/mf/reload'],
    [
      'ws://a.test/',
      says('{"type":"eleventy.status","status":"connected"}'),
      'eleventy by what it says after the handshake',
    ],
    // A hot update brings the page's own code too.
    [
      'ws://a.test/live',
      { references: opened('new WebSocket(u)', 'http://a.test/main.4f1c.hot-update.js') },
      'none',
    ],
    ['ws://a.test/live', { references: opened('new WebSocket(u)', 'not a URL') }, 'none'],
    ['ws://a.test/ws', says('{"type":"ok","user":1}', '{"type":"hotel"}', 'connected!'), 'none'],
    ['ws://a.test/ws', says('connected', '{"type":"progress","data":{"percent":3}}'), 'none'],
    ['ws://a.test/livereload', {}, 'none'],
    ['ws://a.test/next/hmr', {}, 'none'],
    ['ws://a.test/live', { ...says('{"type":"hot"}'), protocols: ['chat'] }, 'none'],
  ])('%s %j: %s', (url, over, expected) => {
    expect(socket(url, over)).toBe(expected);
  });
});

describe('a client', () => {
  test.each([
    ['https://a.test/@vite/client', 'vite'],
    ['https://a.test/base/@vite/client?t=1', 'vite'],
    ['https://a.test/webpack-dev-server.js', 'webpack-dev-server'],
    ['https://a.test/main.4f1c.hot-update.js', 'webpack-dev-server'],
    ['https://a.test/_next/static/development/_buildManifest.js', 'next'],
    ['https://a.test/_next/static/chunks/webpack.js?v=17', 'next'],
    ['https://a.test/browser-sync/browser-sync-client.js?v=3.0.4', 'browser-sync'],
    ['http://a.test:35729/livereload.js?snipver=1', 'livereload'],
    ['https://a.test/phoenix/live_reload/frame', 'phoenix-live-reload'],
    ['http://a.test/__web-dev-server__web-socket.js', 'web-dev-server'],
    ['http://a.test/fiveserver.js', 'five-server'],
    ['http://a.test/.11ty/reload-client.js?reloadPort=8081', 'eleventy'],
    ['http://a.test/reload/reload.js', 'reload'],
    ['https://a.test/_next/static/chunks/webpack-4f1c.js', null],
    ['https://a.test/vite/client.js', null],
    ['data:text/javascript,1', null],
    ['not a URL', null],
  ])('%s: %s', (url, id) => {
    expect(devServerOfScript(url)?.id ?? null).toBe(id);
  });

  test.each([
    ["new WebSocket(u, 'vite-hmr'); console.debug('[vite] connecting...')", 'vite'],
    ['eval("log.info(\\"Disconnected!\\"); // webpack-dev-server/client/index.js")', 'webpack-dev-server'],
    ["console.log('Live reload enabled.'); if (m == 'refreshcss') r()", 'live-server'],
    ['var HMR_HOST = null, HMR_PORT = 1234; function hmrApply() {}', 'parcel'],
    ["this.PROTOCOL_7 = 'http://livereload.com/protocols/official-7'", 'livereload'],
    ['window.___browserSync___ = {}', 'browser-sync'],
    ["var KARMA_URL_ROOT = constants.KARMA_URL_ROOT, path = KARMA_PROXY_PATH + 'x'", 'karma'],
    ["console.log('Disconnected!')", null],
    ['', null],
  ])('%s: %s', (text, id) => {
    expect(devServerOfText(Buffer.from(`(function () { ${text} })()`))).toBe(id);
  });

  test('is looked for in time that is linear', () => {
    const started = performance.now();
    expect(devServerOfText(Buffer.alloc(20_000_000, 'vite-hm[vit'))).toBeNull();
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
