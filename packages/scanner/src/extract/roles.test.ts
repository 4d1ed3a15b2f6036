import { describe, expect, it } from 'vitest';
import { toldOf } from './testing/analyse.ts';

/** Code in which no socket is opened, and what is told of it. */
const quiet: readonly (readonly [code: string, ...told: string[]])[] = [
  // Quotes of published packages, after the notes on false positives of a naive search.
  [`if (scheme === 'ws:' || scheme === 'wss:') ok()`],
  [`const D = { DEFAULT_PORTS: { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443 } }`],
  [`if (urlRecord.protocol !== "ws:" && urlRecord.protocol !== "wss:") { throw new E() }`],
  [`const anvil = { webSocket: ['ws://127.0.0.1:8545'] }`, 'names ws://127.0.0.1:8545/ (code)'],
  [
    `const abstract = { webSocket: ['wss://api.mainnet.abs.xyz/ws'] }`,
    'names wss://api.mainnet.abs.xyz/ws (code)',
  ],
  ['/**\n *  ``"ws:"`` or ``"wss:"``, a [[WebSocketProvider]] is returned backed\n */'],
  [`function f(){ if (this.url.startsWith('ws:') || this.url.startsWith('http:')) { warn() } }`],
  [
    `/**\n *     url: "ws://localhost:3000/subscriptions",\n */`,
    'mentions ws://localhost:3000/subscriptions (comment)',
  ],
  ['/**\n * \t\t`ws://localhost:8545`,\n */', 'mentions ws://localhost:8545/ (comment)'],
  [`function g(repoInfo){ return (repoInfo.secure ? 'wss://' : 'ws://') + repoInfo.internalHost + '/.ws?' }`],
  [`warn("wss:// URL used, but browser isn't known to support websockets.  Trying anyway.")`],
  [
    '/* WebSocket URIs (ws://iot.eclipse.org:80/ws), that are tried in order in place */',
    'mentions ws://iot.eclipse.org/ws (comment)',
  ],
  ['// host: must be full ws:// uri'],
  [
    `class R { constructor(webSocketFactory, address = "ws://localhost:8080") { this.a = address } } new R(1, 'x')`,
    'mentions ws://localhost:8080/ (dead branch)',
  ],
  [
    `const e = typeof window !== 'undefined' ? location.origin : "ws://127.0.0.1:2567"`,
    'mentions ws://127.0.0.1:2567/ (dead branch)',
  ],
  [`function h(e){ return e.replace('https://', 'wss://').replace('http://', 'ws://') }`],
  [`function r(region){ return region ? "wss://" + region + ".vss.twilio.com/signaling" : "" }`],
  [String.raw`if (!/^(https?|wss?):\/\//.test(uri)) { x() }`],
  [`var schema = opts.secure ? "wss" : "ws";`],
  [String.raw`let host = rawHost.replace(/^(http|https|ws|wss):\/\//, "");`],
  [`const wsScheme = options.tls ? "wss://" : "ws://";`],
  [`connection.wsProtocol = connection.protocol === "https:" ? "wss://" : "ws://";`],
  [`switch (u.protocol) { case "ws:": case "wss:": go() }`],
  [String.raw`if (url && !/^wss?:/i.test(url)) { a() }`],
  // A name, where the use is not known.
  [`window.cfg = { socket: 'ws://legacy.example/chat' }`, 'names ws://legacy.example/chat (code)'],
  ['const t = id => `wss://h.example/room/${id}`', 'names wss://h.example/room/ (code)'],
  // Words.
  [`throw new Error('cannot reach ws://h.example/x')`, 'mentions ws://h.example/x (message)'],
  [`console.log('ws://h.example/x')`, 'mentions ws://h.example/x (message)'],
  [`if (u === 'wss://h.example/x') y()`, 'mentions wss://h.example/x (comparison)'],
  [`const hint = 'Use ws://h.example/x to connect'`, 'mentions ws://h.example/x (prose)'],
  [`const rule = { bad: "new WebSocket('ws://h.example/x')" }`, 'mentions ws://h.example/x (code in a text)'],
  [`run({ code: "go('ws://h.example/x')" })`, 'names ws://h.example/x (code)'],
  // Dead code.
  [`if (false) new WebSocket('ws://dead.example')`, 'mentions ws://dead.example/ (dead branch)'],
  [
    `const DEBUG = 0; DEBUG && new WebSocket('ws://dead.example')`,
    'mentions ws://dead.example/ (dead branch)',
  ],
  [
    `function f(){ return 1; new WebSocket('ws://dead.example') } f()`,
    'mentions ws://dead.example/ (dead branch)',
  ],
  // What is not set is part of a URL where that is sure, and else not known.
  [`new WebSocket('/' + ({}).x)`, 'connects wss://shop.example/undefined'],
  [
    `class Live { connect() { new WebSocket(this.url + '/x?room=' + this.room) } } register(Live)`,
    'connects ? the URL is not set in what was read',
  ],
  [
    `class Live { connect() { new WebSocket('/room/' + {}) } } register(Live)`,
    'connects ? the URL is not set in what was read',
  ],
  // Names that look like libraries and are not.
  [`function io(x){ return x } io('/chat'); const SockJS = class {}; new SockJS('/echo')`],
  [`function WebSocket(){} new WebSocket('/x')`],
];

describe('what a script only says', () => {
  for (const [code, ...told] of quiet) {
    it(`is no more than said: ${code}`, async () => {
      expect(await toldOf(code)).toEqual(told);
    });
  }
});
