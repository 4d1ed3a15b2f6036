import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { analyse, told } from './testing/analyse.ts';

const require = createRequire(import.meta.url);
const files = {
  'socket.io': ['socket.io.js', 'socket.io.min.js', 'socket.io.esm.min.js', 'socket.io.msgpack.min.js'].map(
    (name) => inPackage('socket.io-client', `dist/${name}`),
  ),
  sockjs: ['sockjs.js', 'sockjs.min.js'].map((name) => inPackage('sockjs-client', `dist/${name}`)),
  signalr: ['signalr.js', 'signalr.min.js'].map((name) =>
    inPackage('@microsoft/signalr', `dist/browser/${name}`),
  ),
  'engine.io': ['engine.io.js', 'engine.io.min.js', 'engine.io.esm.min.js'].map((name) =>
    inPackage('engine.io-client', `dist/${name}`),
  ),
};

function inPackage(name: string, path: string): { readonly name: string; readonly text: string } {
  const root = require.resolve(`${name}/package.json`).replace(/package\.json$/, '');
  return { name: path, text: readFileSync(root + path, 'utf8') };
}

async function lines(html: string, scripts: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return (await analyse(html, scripts)).references.map(told);
}

describe('a library that a page loads and does not use', () => {
  for (const { name, text } of Object.values(files).flat()) {
    it(`says nothing of ${name}, under any name`, async () => {
      const type = name.includes('.esm.') ? 'type="module"' : '';
      expect(await lines(`<script ${type} src="/vendor.js"></script>`, { '/vendor.js': text })).toEqual([]);
    });
  }
});

const calls: readonly (readonly [library: keyof typeof files, code: string, ...told: string[]])[] = [
  ['socket.io', `io()`, 'connects socket.io wss://shop.example/socket.io/?EIO=4&transport=websocket'],
  [
    'socket.io',
    `io('/admin', { path: '/rt', transports: ['websocket'] })`,
    'connects socket.io wss://shop.example/rt/?EIO=4&transport=websocket',
  ],
  [
    'socket.io',
    `io({ query: { v: 1 } })`,
    'connects socket.io wss://shop.example/socket.io/?v=1&EIO=4&transport=websocket',
  ],
  [
    'socket.io',
    `io('ws://api.example:8080/ns?t=1')`,
    'connects socket.io ws://api.example:8080/socket.io/?t=1&EIO=4&transport=websocket',
  ],
  [
    'socket.io',
    `io('api.example')`,
    'connects socket.io wss://api.example/socket.io/?EIO=4&transport=websocket',
  ],
  [
    'socket.io',
    `const m = new io.Manager('https://m.example'); m.socket('/x')`,
    'connects socket.io wss://m.example/socket.io/?EIO=4&transport=websocket',
  ],
  ['sockjs', `new SockJS('/echo')`, 'connects sockjs wss://shop.example/echo/000/wssure00/websocket'],
  [
    'sockjs',
    `const s = new SockJS('https://s.example/a/'); s.onmessage = e => new WebSocket('/late')`,
    'connects sockjs wss://s.example/a/000/wssure00/websocket',
    'connects wss://shop.example/late',
  ],
  [
    'signalr',
    `new signalR.HubConnectionBuilder().withUrl('/chatHub').withAutomaticReconnect().build().start()`,
    'connects signalr wss://shop.example/chatHub',
  ],
  [
    'signalr',
    `const b = new signalR.HubConnectionBuilder(); b.configureLogging(1).withUrl('https://h.example/x?y=1', { skipNegotiation: true })`,
    'connects signalr wss://h.example/x?y=1',
  ],
];

describe('a library that a page calls', () => {
  for (const [library, code, ...wanted] of calls) {
    for (const { name, text } of files[library].filter((file) => !file.name.includes('.esm.'))) {
      it(`${code} of ${name}`, async () => {
        expect(
          await lines(`<script src="/vendor.js"></script><script>${code}</script>`, { '/vendor.js': text }),
        ).toEqual(wanted);
      });
    }
  }

  const urls = {
    'socket.io': 'https://cdn.socket.io/4.7.5/socket.io.min.js',
    sockjs: 'https://cdn.jsdelivr.net/npm/sockjs-client@1/dist/sockjs.min.js',
    signalr: 'https://cdnjs.cloudflare.com/ajax/libs/microsoft-signalr/8.0.0/signalr.min.js',
  };
  for (const [library, code, ...wanted] of calls) {
    if (library === 'engine.io') continue;
    it(`${code} of a file that is not read`, async () => {
      expect(await lines(`<script src="${urls[library]}"></script><script>${code}</script>`)).toEqual(wanted);
    });
  }

  it('is recognised behind an import that is not read', async () => {
    const code = `import { io } from 'socket.io-client'; import S from 'https://esm.sh/sockjs-client@1.6.1'; io('/n'); new S('/e')`;
    expect(await lines(`<script type="module">${code}</script>`)).toEqual([
      'connects socket.io wss://shop.example/socket.io/?EIO=4&transport=websocket',
      'connects sockjs wss://shop.example/e/000/wssure00/websocket',
    ]);
  });

  it('is dialled in its own generation', async () => {
    const html = `<script src="https://cdn.socket.io/2.3.0/socket.io.js"></script><script>io()</script>`;
    expect(await lines(html)).toEqual([
      'connects socket.io wss://shop.example/socket.io/?EIO=3&transport=websocket',
    ]);
  });
});

describe("classes between a library's own and the one that a page makes", () => {
  const layers = `
    class Opening { constructor(uri, opts) { this.opts = { rememberUpgrade: false, timestampParam: 't', perMessageDeflate: {}, ...opts } } }
    class Upgrading extends Opening { constructor() { super(...arguments); this.upgrades = [] } }
    class Socket extends Upgrading { constructor(uri, opts = {}) { super(uri, { ...opts, upgrade: true }) } }`;

  it("do not make the library's own sockets the page's", async () => {
    const manager = `
      class Manager {
        constructor(uri, opts) { this.opts = { reconnectionDelayMax: 5, randomizationFactor: 1, path: '/socket.io', ...opts } }
        open(skipReconnect) { return this.state === 'opening' ? null : new Socket(this.uri, this.opts) }
        reconnect() { this.open(true) }
      }`;
    expect(await lines(`<script>${layers}${manager}</script>`)).toEqual([]);
  });

  it("add none beside the client that the page asks for, where the library's own call is out of sight", async () => {
    const library = `
      class Opening { constructor(uri, opts) { this.opts = { rememberUpgrade: false, timestampParam: 't', perMessageDeflate: {}, ...opts } } }
      class Socket extends Opening {
        constructor(uri, opts = {}) {
          const bare = typeof uri === 'object', own = bare ? { ...uri } : { ...opts };
          if (!own.transports || typeof own.transports[0] === 'string') own.transports = ['polling', 'websocket', 'webtransport'];
          super(bare ? own : uri, own);
        }
      }
      function lookup(uri, opts = {}) { return opts.multiplex || opts['force new connection'] ? null : managers.get(uri, opts.queryKey) }`;
    expect(
      await lines(`<script>${library} window.rooms = { join: (name) => lookup('/' + name) }</script>`),
    ).toEqual(['connects socket.io wss://shop.example/socket.io/?EIO=4&transport=websocket']);
  });

  it('leave the socket where the page makes it', async () => {
    const { references } = await analyse(
      `<script>${layers}</script>\n<script>new Socket('https://rt.example')</script>`,
    );
    expect(references.map((reference) => [told(reference), reference.expression])).toEqual([
      [
        'connects engine.io wss://rt.example/engine.io/?EIO=4&transport=websocket',
        "new Socket('https://rt.example')",
      ],
    ]);
  });
});

it('a client that a minifier has put where it is made is followed as the code that it is', async () => {
  const inlined = `const client = (function () {
    const { url, lazy = true, connectionAckWaitTimeout: wait = 0, lazyCloseTimeout: close = 0, retryAttempts: tries = 5 } =
      { url: location.origin.replace('http', 'ws') + '/graphql', lazy: false };
    const connect = () => new WebSocket(url, 'graphql-transport-ws');
    if (!lazy) connect();
    return { connect, wait, close, tries };
  })();`;
  expect(await lines(`<script>${inlined}</script>`)).toEqual(['connects wss://shop.example/graphql']);
});
