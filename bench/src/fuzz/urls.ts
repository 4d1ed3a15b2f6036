import * as fc from 'fast-check';
import { webSocketUrl } from '../../../packages/scanner/dist/extract/websocket-url.js';
import { isPublicAddress, bareHost } from '../../../packages/scanner/dist/net/addresses.js';
import { mutated } from './mutate.ts';
import { same, target, type Target } from './target.ts';

const seeds = [
  'ws://a.test/',
  'wss://a.test:8443/x?y=1',
  'http://[::ffff:127.0.0.1]:80/',
  'https://user:pw@a.test/',
  '/live',
  '//b.test/x',
  '../x',
  '?q',
  '#f',
  '',
  'wss:live',
  'WS://A.TEST',
  'ws://127.1/',
  'ws://0x7f.1',
  'ws://①②⑦.0.0.1',
  'ftp://a',
  'ws://a b',
  'wss://xn--nxasmq6b/',
  'ws:\\\\a.test\\x',
  'javascript:1',
  'ws://2130706433/',
  'ws://[64:ff9b::7f00:1]/',
  'blob:https://a.test/1',
  'ws://a.test:99999/',
  'ws://%61.test/',
  'wss://a.test./',
];
const bases = [
  'https://shop.test/app/page.html',
  'http://127.0.0.1:8080/',
  'file:///srv/index.html',
  'about:blank',
  'blob:https://a.test/1',
];
const input = fc.tuple(mutated(seeds), fc.constantFrom(...bases)).map((pair) => JSON.stringify(pair));

/** The steps of the WebSockets Standard, by Node's URL. */
function expected(text: string, base: string): string | null {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    return null;
  }
  const href = url.href.replace(/^http/, 'ws');
  if (!/^wss?:/.test(href) || url.hash !== '' || href.endsWith('#')) return null;
  return new URL(href).href;
}

export const urls: Target = target('addresses', 3_000, input, (pair) => {
  const [text, base] = JSON.parse(pair) as [string, string];
  const resolved = webSocketUrl(text, base);
  same('url' in resolved ? resolved.url : null, expected(text, base), 'the address');
  if (!('url' in resolved)) return;
  same(webSocketUrl(resolved.url, base), resolved, 'the address of the address');
  // What is no address at all is looked up; what is one must be judged as the one that is dialled.
  const host = bareHost(new URL(resolved.url).hostname);
  if (/^(?:127|10|0)\.|^::1$|^::ffff:/.test(host) && isPublicAddress(host))
    throw new Error(`${host} passes for public`);
});
