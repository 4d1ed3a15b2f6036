import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webSocketUrl } from './websocket-url.ts';

const page = 'https://shop.example/app/';

describe('the URL that a browser dials', () => {
  test.each([
    ['/ws', 'wss://shop.example/ws'],
    ['ws', 'wss://shop.example/app/ws'],
    ['../ws', 'wss://shop.example/ws'],
    ['//rt.shop.example/ws', 'wss://rt.shop.example/ws'],
    ['https://api.shop.example/ws', 'wss://api.shop.example/ws'],
    ['http://api.shop.example/ws', 'ws://api.shop.example/ws'],
    ['http://api.shop.example:443/ws', 'ws://api.shop.example:443/ws'],
    ['https://api.shop.example:80/ws', 'wss://api.shop.example:80/ws'],
    ['wss:/rt.shop.example/ws', 'wss://rt.shop.example/ws'],
    ['ws:rt.shop.example/x', 'ws://rt.shop.example/x'],
    ['WSS://H.Example:443/ws', 'wss://h.example/ws'],
    ['ws://h.example:443/ws', 'ws://h.example:443/ws'],
    ['ws://h.example:80/ws', 'ws://h.example/ws'],
    ['wss://h.example', 'wss://h.example/'],
    ['', 'wss://shop.example/app/'],
    ['?a=1', 'wss://shop.example/app/?a=1'],
    ['undefined', 'wss://shop.example/app/undefined'],
    [' \n wss://h.example/w\ts\n', 'wss://h.example/ws'],
    ['wss:\\\\h.example\\ws', 'wss://h.example/ws'],
    ['wss://user:secret@h.example/', 'wss://user:secret@h.example/'],
    ['wss://bücher.example/', 'wss://xn--bcher-kva.example/'],
    ['wss://[::1]:3000/a b', 'wss://[::1]:3000/a%20b'],
    ['ws://2130706433/', 'ws://127.0.0.1/'],
    ['wss://h.example/%23', 'wss://h.example/%23'],
  ])('%j is %s', (input, url) => {
    expect(webSocketUrl(input, page)).toEqual({ url });
  });

  test('a page without TLS dials without it', () => {
    expect(webSocketUrl('/ws', 'http://shop.example:8080/')).toEqual({ url: 'ws://shop.example:8080/ws' });
  });

  test.each([
    ['wss://h.example/ws#x', '"wss://h.example/ws#x" has a fragment'],
    ['wss://h.example/ws#', '"wss://h.example/ws#" has a fragment'],
    ['#', '"#" has a fragment'],
    ['ftp://x/ws', 'the scheme of "ftp://x/ws" is ftp:, not ws: or wss:'],
    ['blob:https://shop.example/1', 'the scheme of "blob:https://shop.example/1" is blob:, not ws: or wss:'],
    ['localhost:8080/ws', 'the scheme of "localhost:8080/ws" is localhost:, not ws: or wss:'],
    ['wss://', '"wss://" is not a URL'],
    ['wss://h.example:99999/', '"wss://h.example:99999/" is not a URL'],
    ['ws://a b/', '"ws://a b/" is not a URL'],
    [`ws://${'a'.repeat(300)} /`, `"ws://${'a'.repeat(94)}…" is not a URL`],
    ['ws://\u001b[31m/', '"ws://\\u001b[31m/" is not a URL'],
  ])('%j throws', (input, error) => {
    expect(webSocketUrl(input, page)).toEqual({ error });
  });

  test('a base that is no URL leaves absolute URLs alone', () => {
    expect(webSocketUrl('wss://h.example/', 'nowhere')).toEqual({ error: '"wss://h.example/" is not a URL' });
    expect(webSocketUrl('wss://h.example/', 'about:blank')).toEqual({ url: 'wss://h.example/' });
    expect(webSocketUrl('/ws', 'about:blank')).toEqual({ error: '"/ws" is not a URL' });
  });
});

describe('against the URL parser', () => {
  const parts = fc.constantFrom(
    'ws:',
    'wss:',
    'http:',
    'https:',
    'ftp:',
    '/',
    '\\',
    '#',
    '?',
    '@',
    ':80',
    ':443',
    '.',
    'é',
  );
  const input = fc.oneof(
    fc.array(fc.oneof(parts, fc.string({ maxLength: 4 }))).map((list) => list.join('')),
    fc.webUrl(),
  );

  test.each([page, 'http://shop.example:443/a/b?c'])('any text with base %s', (base) => {
    fc.assert(
      fc.property(input, (text) => {
        expect('url' in webSocketUrl(text, base) ? webSocketUrl(text, base) : null).toEqual(
          byString(text, base),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

/** The same steps on the serialised URL: in the special schemes `http` and `ws` keep every other part. */
function byString(input: string, base: string): { url: string } | null {
  const href = URL.parse(input, base)?.href.replace(/^http(?=s?:)/, 'ws');
  return href !== undefined && /^wss?:[^#]*$/.test(href) ? { url: href } : null;
}
