import { describe, expect, test } from 'vitest';
import { told, withScript } from './testing/analyse-page.ts';

/** Real code that a search for `ws://` stumbles over, shortened; each with its package. */
describe('code of libraries that opens nothing', () => {
  test.each([
    [
      'sockjs-client 1.6.1',
      "function f(scheme){return scheme === 'http:' || scheme === 'ws:' || scheme === 'wss:'}f(x)",
      [],
    ],
    ['getstream 8.15.0', "var DEFAULT_PORTS = { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443 };", []],
    ['next 16.4.6', 'if (urlRecord.protocol !== "ws:" && urlRecord.protocol !== "wss:") { fail() }', []],
    [
      'ethers 6.17.0',
      '/**\n *  ``"ws:"`` or ``"wss:"``, a [[WebSocketProvider]] is returned backed\n */',
      [],
    ],
    [
      'livekit-client 2.23.0',
      "if (this.url.startsWith('ws:') || this.url.startsWith('http:')) { warn() }",
      [],
    ],
    [
      '@apollo/client 4.3.8',
      '/**\n *     url: "ws://localhost:3000/subscriptions",\n */',
      ['mentions (comment) ws://localhost:3000/subscriptions'],
    ],
    [
      'paho-mqtt 1.1.0, list',
      ' * WebSocket URIs (ws://iot.eclipse.org:80/ws), that are tried in order in place'
        .replace(/^/, '/**\n')
        .concat('\n*/'),
      ['mentions (comment) ws://iot.eclipse.org/ws'],
    ],
    ['paho-mqtt 1.1.0, note', '// host: must be full ws:// uri', []],
    [
      '@firebase/database 1.1.5, warning',
      'function f(){warn("wss:// URL used, but browser isn\'t known to support websockets.  Trying anyway.")}f()',
      [],
    ],
    ['appwrite 28.0.0', "endpoint = endpoint.replace('https://', 'wss://').replace('http://', 'ws://');", []],
    [
      'socket.io-client 4.8.4',
      String.raw`if (!/^(https?|wss?):\/\//.test(uri)) { uri = "https://" + uri }`,
      [],
    ],
    ['engine.io-client 6.6.8', 'var schema = this.opts.secure ? "wss" : "ws";', []],
    ['partysocket 1.3.0', String.raw`let host = rawHost.replace(/^(http|https|ws|wss):\/\//, "");`, []],
    ['ably 2.28.0', 'const wsScheme = options.tls ? "wss://" : "ws://";', []],
    ['signalr 2.4.3', 'connection.wsProtocol = connection.protocol === "https:" ? "wss://" : "ws://";', []],
    ['nats.ws 1.30.3', 'switch (url.protocol) { case "ws:": port = 80; break; case "wss:": port = 443 }', []],
    ['@rails/actioncable 8.1.400', 'if (url && !/^wss?:/i.test(url)) { resolve(url) }', []],
    [
      'a URL check',
      String.raw`const re = /^(https?|wss?|ftp):/; const strict = /^ws:\/\/[^/]+$/;`,
      ['mentions (pattern) unresolved: it is a pattern, no URL'],
    ],
  ])('%s', async (_, code, expected) => {
    expect(await told(withScript(code))).toEqual(expected);
  });
});

describe('what this page does not do', () => {
  test.each([
    ["// new WebSocket('ws://a.example')", ['mentions (comment) ws://a.example/']],
    [
      '/* ws://a.example */ <!-- ws://b.example',
      ['mentions (comment) ws://a.example/', 'mentions (comment) ws://b.example/'],
    ],
    ["if(false)new WebSocket('ws://a.example')", ['mentions (dead branch) ws://a.example/']],
    [
      "if(location.protocol==='http:')new WebSocket('ws://a.example')",
      ['mentions (dead branch) ws://a.example/'],
    ],
    [
      "const u=true?'wss://a.example':'ws://a.example'",
      ['names (code) wss://a.example/', 'mentions (dead branch) ws://a.example/'],
    ],
    ["throw new Error('Cannot connect to ws://a.example')", ['mentions (message) ws://a.example/']],
    ["console.log('ws://a.example')", ['mentions (message) ws://a.example/']],
    [
      "const help='Enter an address such as ws://a.example and press OK'",
      ['mentions (prose) ws://a.example/'],
    ],
    ["const u='ws://your-domain.com/ws'", ['mentions (placeholder) unresolved: its host is a placeholder']],
    ["const s=['ws://','wss://','ws:','wss:']", []],
    ['const csp="connect-src \'self\' ws://a.example"', ['mentions (prose) ws://a.example/']],
  ])('%s', async (code, expected) => {
    expect(await told(withScript(code))).toEqual(expected);
  });
});

describe('what may be used', () => {
  test.each([
    ["const api={url:'ws://a.example/x'}", ['names (code) ws://a.example/x']],
    ["function f(){return 'ws://a.example'}", ['names (code) ws://a.example/']],
    ["chains({webSocket:['wss://api.mainnet.abs.xyz/ws']})", ['names (code) wss://api.mainnet.abs.xyz/ws']],
    ["const u='ws://localhost:8080'", ['names (code) ws://localhost:8080/']],
    [String.raw`push([1,"{\"url\":\"ws:\\/\\/a.example\\/x\"}"])`, ['names (code) ws://a.example/x']],
    ['const = "ws://a.example"', ['names (unparsed script) ws://a.example/']],
    [
      'const = "ws://a.example" // ws://b.example',
      ['names (unparsed script) ws://a.example/', 'mentions (comment) ws://b.example/'],
    ],
  ])('%s', async (code, expected) => {
    expect(await told(withScript(code))).toEqual(expected);
  });
});
