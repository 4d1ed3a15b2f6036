import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanText } from './text.ts';

/** URL and offset of what is found, or the raw text of what is no URL. */
function found(text: string): readonly (readonly [number, string])[] {
  return scanText(text).urls.map(({ offset, raw, url, kind }) => [offset, url ?? `${kind}: ${raw}`]);
}

describe('URLs with a host', () => {
  test.each([
    ['ws://a.example/x', [[0, 'ws://a.example/x']]],
    ['see wss://a.example/x.', [[4, 'wss://a.example/x']]],
    ['(ws://a.example/x)', [[1, 'ws://a.example/x']]],
    ['ws://a.example/(x)', [[0, 'ws://a.example/(x)']]],
    ['**ws://a.example/x**', [[2, 'ws://a.example/x']]],
    [
      '[ws://a.example](ws://b.example)',
      [
        [1, 'ws://a.example/'],
        [17, 'ws://b.example/'],
      ],
    ],
    ['`ws://a.example:8080`', [[1, 'ws://a.example:8080/']]],
    ['WS://A.Example:80/Q?a=1#frag', [[0, 'ws://a.example/Q?a=1']]],
    ['ws://a.example?x', [[0, 'ws://a.example/?x']]],
    ['ws://user:secret@a.example/', [[0, 'ws://user:secret@a.example/']]],
    ['ws://[::1]:3000/', [[0, 'ws://[::1]:3000/']]],
    ['ws://192.168.0.1:80/x', [[0, 'ws://192.168.0.1/x']]],
    ['ws://backend:8080/', [[0, 'ws://backend:8080/']]],
    ['ws://my_service:8080/', [[0, 'ws://my_service:8080/']]],
    ['ws://例え.jp/x。', [[0, 'ws://xn--r8jz45g.jp/x']]],
    ['url=ws://a.example&y', [[4, 'ws://a.example/']]],
    [
      'ws://a.example,wss://b.example/;ws://c.example',
      [
        [0, 'ws://a.example/'],
        [15, 'wss://b.example/'],
        [32, 'ws://c.example/'],
      ],
    ],
    [
      'ws://a.example ws://a.example',
      [
        [0, 'ws://a.example/'],
        [15, 'ws://a.example/'],
      ],
    ],
    ['wss://a.example/?next=ws://b.example', [[0, 'wss://a.example/?next=ws://b.example']]],
    ['<p>ws://a.example</p>', [[3, 'ws://a.example/']]],
    ['x=&quot;ws://a.example/x&quot;', [[8, 'ws://a.example/x']]],
    ['ws://a.example/rooms/{id}', [[0, 'ws://a.example/rooms/']]],
    ['`ws://a.example/${room}/x`', [[1, 'ws://a.example/']]],
    ['\u202Ews://a.example/\u202Ex', [[1, 'ws://a.example/']]],
    ['ws://a.example/\uD83Dx', [[0, 'ws://a.example/']]],
    ['ws://a.example\u0000/x', [[0, 'ws://a.example/']]],
    ['ws://localhost:3000', [[0, 'ws://localhost:3000/']]],
  ] as const)('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('escapes of string literals', () => {
  test.each([
    [String.raw`"ws:\/\/a.example\/x\u0026y=1"`, 'ws://a.example/x&y=1'],
    [String.raw`ws:\u002F\u002fa.example\u002fx`, 'ws://a.example/x'],
    [String.raw`ws\u003A//a.example`, 'ws://a.example/'],
    [String.raw`ws\x3a\x2f\x2Fa.example/\x41`, 'ws://a.example/A'],
    [String.raw`"{\"url\":\"ws:\\/\\/a.example\\/x\"}"`, 'ws://a.example/x'],
    [String.raw`"\nws://a.example\n"`, 'ws://a.example/'],
    [String.raw`"\u0022ws://a.example\u0022"`, 'ws://a.example/'],
    [String.raw`ws://a.example/\u{1F600}x`, 'ws://a.example/'],
    ['%22ws://a.example/x%22', 'ws://a.example/x%22'],
  ])('%s', (text, url) => {
    expect(scanText(text).urls.map((found) => found.url)).toEqual([url]);
  });
});

describe('what is no URL with a host', () => {
  test.each([
    'ws://',
    '"ws://"+host',
    "'wss:' + '//' + host",
    'ws: wss: ws:/x',
    'ws:///path',
    '/^wss?:\\/\\//',
    '/^ws:\\/\\//i.test(x)',
    '(ws|wss)://host.example',
    'news://a.example',
    'git+ws://a.example',
    'x-ws://a.example',
    'ws://10.0.0.1:99999/',
    'ws://%/',
    'ws://"',
    '<b>ws://</b>',
    'WebSocket',
    '',
  ])('%j', (text) => {
    expect(scanText(text)).toEqual({ urls: [], complete: true });
  });
});

describe('hosts that are to be filled in, and patterns', () => {
  test.each([
    ['ws://<host>:<port>/x y', 'placeholder: ws://<host>:<port>/x'],
    ['ws://<your host>/', 'placeholder: ws://<your host>/'],
    ['ws://[host]/x', 'placeholder: ws://[host]/x'],
    ['ws://{host}/x', 'placeholder: ws://{host}/x'],
    ['`ws://${location.host}/x`', 'placeholder: ws://${location.host}/x'],
    ['ws://localhost:${port}/', 'placeholder: ws://localhost:${port}/'],
    ['"ws://#{host}/"', 'placeholder: ws://#{host}/'],
    ['ws://$HOST/x', 'placeholder: ws://$HOST/x'],
    ['ws://%s:%d/', 'placeholder: ws://%s:%d/'],
    ['ws://your-domain.com/ws', 'placeholder: ws://your-domain.com/ws'],
    ['ws://host:port/', 'placeholder: ws://host:port/'],
    ['ws://HOST/', 'placeholder: ws://HOST/'],
    ['ws://...', 'placeholder: ws://...'],
    ['ws://…', 'placeholder: ws://…'],
    ['"ws://api."+domain', 'placeholder: ws://api.'],
    [String.raw`/ws:\/\/[^/]+/`, String.raw`pattern: ws:\/\/[^/]+/`],
    [String.raw`/ws:\/\/(.*)/`, String.raw`pattern: ws:\/\/(.*)/`],
    [String.raw`/ws:\/\/.+/`, String.raw`pattern: ws:\/\/.+/`],
    [String.raw`/^ws:\/\/example\.com/`, String.raw`pattern: ws:\/\/example\.com/`],
    [String.raw`/ws:\/\/localhost:\d+/`, String.raw`pattern: ws:\/\/localhost:\d+/`],
    ['connect-src ws://*.a.example;', 'pattern: ws://*.a.example'],
    ['ws://localhost:*', 'pattern: ws://localhost:*'],
  ])('%s', (text, expected) => {
    expect(found(text).map(([, what]) => what)).toEqual([expected]);
  });
});

describe('hostile texts', () => {
  test('no more than the limit, and it says so', () => {
    const text = 'ws://a.example '.repeat(20);
    expect(scanText(text, 3)).toEqual({
      urls: [0, 15, 30].map((offset) => ({
        offset,
        raw: 'ws://a.example',
        url: 'ws://a.example/',
        kind: 'url',
      })),
      complete: false,
    });
    expect(scanText(text, 20).complete).toBe(true);
  });

  test('an endless URL is cut', () => {
    const { urls } = scanText(`ws://a.example/${'x'.repeat(5000)}`);
    expect(urls.map(({ url }) => url?.length)).toEqual([2014]);
  });

  test.each([
    'ws://%/',
    'ws://',
    'ws://,',
    'ws://<',
    'ws://{',
    'ws:\\/',
    '\\',
    '\\\\u002f',
    'ws://a.b/)',
    'ws://a(',
    'w',
    'ws://a.b/&',
    'ws://𝒳',
  ])('a megabyte of %j takes no long', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const started = process.cpuUsage();
    scanText(text);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1500);
  });

  test('what is found stands where it is said to stand, and is a URL', () => {
    const piece = fc.constantFrom(
      'ws://',
      'wss:\\/\\/',
      'a.example',
      '/',
      '\\',
      '"',
      ' ',
      '.',
      ':80',
      '{',
      '<',
      '😀',
      '&quot;',
      '%',
      '[',
      ')',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const { offset, raw, url } of scanText(text).urls) {
          expect(offset).toBeGreaterThanOrEqual(end);
          expect(text.startsWith(raw, offset)).toBe(true);
          expect(url === null ? null : URL.parse(url)?.href).toBe(url);
          end = offset + raw.length;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
