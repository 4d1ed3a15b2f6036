import { withHeaders } from '../answers.ts';
import { live, livePage, type Family, type HostileCase } from '../case.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const page = (name: string, ...parts: readonly (string | readonly number[])[]): HostileCase => ({
  name,
  page: withHeaders({ 'content-type': 'text/html; charset=utf-8' }, bytes(...parts, livePage)),
  finds: ['/live'],
});
const socket = (name: string, expression: string): HostileCase => ({
  name,
  page: `<script>new WebSocket(${expression})</script>${livePage}`,
  finds: ['/live'],
});

export const badUtf8: Family = {
  name: 'bad UTF-8',
  cases: [
    page(
      'overlong forms',
      '<script>/*',
      [0xc0, 0xaf, 0xe0, 0x80, 0xaf, 0xf0, 0x80, 0x80, 0xaf],
      '*/</script>',
    ),
    page('surrogates in bytes', '<script>a="', [0xed, 0xa0, 0x80, 0xed, 0xbf, 0xbf], '"</script>'),
    page('characters past the last', '<p a="', [0xf4, 0x90, 0x80, 0x80, 0xf8, 0x88, 0x80, 0x80, 0x80], '">'),
    page('continuations without a start', [...Buffer.alloc(5000, 0x80)]),
    page(
      'in the address of a socket',
      '<script>new WebSocket("ws://127.0.0.1:9/',
      [0xff, 0xfe, 0xc3, 0x28],
      '")</script>',
    ),
    page('in the host of a socket', '<script>new WebSocket("ws://', [0xff, 0xc3], '.test/")</script>'),
    page('in names of scripts', '<script src="/', [0xff, 0xe2, 0x28, 0xa1], '.js"></script>'),
    page('cut in the middle of a character', '<title>', [0xe2, 0x82]),
    {
      name: 'in headers and a redirect',
      raw: (tcp) =>
        void tcp.once('data', () =>
          tcp.end(
            bytes(
              'HTTP/1.1 302 Found\r\nLocation: /',
              [0xff, 0xfe, 0xc3],
              '\r\nX-Y: ',
              [0x80, 0xff],
              '\r\nContent-Length: 0\r\n\r\n',
            ),
          ),
        ),
      status: 2,
    },
    {
      name: 'in JSON and in a source map',
      page: `<script src=/a.js></script>`,
      files: {
        '/a.js': `${live}\n//# sourceMappingURL=a.map`,
        '/a.map': bytes('{"version":3,"sources":["', [0xff, 0xc0], '"],"mappings":"AAAA"}'),
      },
      finds: ['/live'],
    },
  ],
};

export const surrogates: Family = {
  name: 'lone surrogates',
  cases: [
    socket('in the path', String.raw`'ws://127.0.0.1:9/\ud800/\udc00'`),
    socket('in the host', String.raw`'ws://a\ud800.test/'`),
    socket('in the query and the fragment', String.raw`'ws://127.0.0.1:9/?a=\udfff#\ud800'`),
    socket('in the subprotocols', String.raw`'ws://127.0.0.1:9/', ['\ud800', 'a\udc00']`),
    socket(
      'made by cutting a pair',
      `'ws://127.0.0.1:9/' + '😀'[0] + '😀'.slice(1) + '😀'.split('').reverse().join('')`,
    ),
    socket(
      'made by code',
      `'ws://127.0.0.1:9/' + String.fromCharCode(0xd800) + encodeURI(String.fromCodePoint(0xdfff))`,
    ),
    {
      name: 'in JSON',
      page: String.raw`<script type=application/json>{"\ud800":"wss://h.test/\udc00","u":"ws://\ud800.test"}</script>${livePage}`,
      finds: ['/live'],
    },
    {
      name: 'as character references',
      page: `<p data-u="ws://a.test/&#xD800;&#xDFFF;&#55296;&#0;&#x110000;">${livePage}`,
      finds: ['/live'],
    },
    {
      name: 'in the names of a source map',
      page: '<script src=/a.js></script>',
      files: {
        '/a.js': `${live}\n//# sourceMappingURL=a.map`,
        '/a.map': String.raw`{"version":3,"sources":["\ud800\udfff\udc00"],"names":["\ud800"],"sourceRoot":"\udc00","mappings":"AAAAA"}`,
      },
      finds: ['/live'],
    },
    {
      name: 'as names of variables and members',
      page:
        String.raw`<script>const o = { '\ud800': 'ws://127.0.0.1:9/a', '\udc00': 1 }; for (const k in o) new WebSocket(o[k] + k); JSON.stringify(o)</script>` +
        livePage,
      finds: ['/live'],
    },
  ],
};

const invisible = '\u202e\u2066\u200b\u200d\u00ad\u2060\ufeff\u180e\u{e0041}\u034f';

export const bidi: Family = {
  name: 'bidirectional and invisible characters',
  cases: [
    socket('in the path', `'ws://127.0.0.1:9/${invisible}/live'`),
    socket('in the host', `'ws://bank${invisible}.test/'`),
    socket('in the user name', `'ws://${invisible}@127.0.0.1:9/'`),
    socket('in the query', `'ws://127.0.0.1:9/?q=${invisible}'`),
    socket('in the subprotocols', `'ws://127.0.0.1:9/', '${invisible}'`),
    {
      name: 'in the code around',
      page: `<script>/*${invisible}*/ var a\u200d = '${invisible}'; ${live} // ${invisible} ws://a${invisible}.test</script>`,
      finds: ['/live'],
    },
    {
      name: 'in names of files',
      page: `<script src="/${invisible}.js"></script><iframe src="/${invisible}"></iframe><script src="//${invisible}.test/a.js"></script>${livePage}`,
      files: () => `new WebSocket(location.origin.replace('http', 'ws') + '/${invisible}')`,
      finds: ['/live'],
    },
    {
      name: 'in attributes and JSON',
      page: `<p data-${invisible}="ws://a.test/${invisible}"><script type=application/json>{"${invisible}":"wss://a.test/${invisible}"}</script>${livePage}`,
      finds: ['/live'],
    },
    {
      name: 'as separators of lines',
      page: `<script>a\u2028b\u2029${live}\u2028c</script>`,
      finds: ['/live'],
    },
  ],
};
