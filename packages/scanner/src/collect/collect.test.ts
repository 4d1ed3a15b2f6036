import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { failure } from '../net/testing/networks.ts';
import { listed, visit } from './testing/site.ts';

const script = (url: string): string => `<script src="${url}"></script>`;

/** The record of a source that was read as a whole. */
function read(path: string, kind: string, text: string, line?: number): object {
  return {
    url: `http://shop.test${path}`,
    kind,
    bytes: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
    status: 'read',
    ...(line !== undefined && { line }),
  };
}

function late(text: string, ms: number): RequestListener {
  return (_request, response) => void setTimeout(() => response.end(text), ms);
}

/** A page and a frame with a policy. */
const secured: RequestListener = (request, response) => {
  response.setHeader('content-type', 'text/html');
  response.setHeader('content-security-policy', "script-src 'nonce-a' 'strict-dynamic'; frame-src 'self'");
  const frame = request.url === '/' ? '<iframe src=/frame></iframe>' : '';
  response.end(`${script('b.js')}<script nonce=a src=a.js></script>\n<script>1</script>${frame}`);
};

describe('a page and what belongs to it', () => {
  test('is read as a whole', async () => {
    const html = `<!doctype html><meta http-equiv=Content-Security-Policy content="img-src *">
<script>let a</script><button onclick="go()"></button>
<script type=application/json>{"b":1}</script>
${script('app.js')}<script type=module src=/main.mjs></script>`;
    const { page, sources, gaps, requests, analysis } = await visit({
      '/': (_request, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.setHeader('content-security-policy', "default-src 'self' 'unsafe-inline', connect-src ws:");
        response.setHeader('content-security-policy-report-only', 'connect-src *');
        response.setHeader('set-cookie', 'sid=canary; Path=/; HttpOnly');
        response.sendDate = false;
        response.end(html);
      },
      '/app.js': "import('./chunk.js')",
      '/chunk.js': '1',
      '/main.mjs': "import './live.mjs'",
      '/live.mjs': "import './main.mjs'",
    });
    expect(page).toEqual({
      url: 'http://shop.test/',
      status: 200,
      contentType: 'text/html; charset=utf-8',
      headers: [
        ['content-type', 'text/html; charset=utf-8'],
        ['content-security-policy', "default-src 'self' 'unsafe-inline', connect-src ws:"],
        ['content-security-policy-report-only', 'connect-src *'],
        ['set-cookie', 'sid=***; Path=/; HttpOnly'],
        ['Connection', 'keep-alive'],
        ['Keep-Alive', 'timeout=5'],
        ['Content-Length', String(html.length)],
      ],
      redirects: [],
      csp: [
        { text: "default-src 'self' 'unsafe-inline'", from: 'header', reportOnly: false },
        { text: 'connect-src ws:', from: 'header', reportOnly: false },
        { text: 'connect-src *', from: 'header', reportOnly: true },
        { text: 'img-src *', from: 'meta', reportOnly: false },
      ],
      cookies: [
        {
          name: 'sid',
          domain: null,
          path: '/',
          secure: false,
          httpOnly: true,
          sameSite: null,
          setBy: 'http://shop.test/',
        },
      ],
      tls: null,
      asksForPassword: false,
    });
    expect(sources).toEqual([
      read('/', 'page', html),
      read('/', 'inline', 'let a', 2),
      read('/', 'handler', 'go()', 2),
      read('/', 'json', '{"b":1}', 3),
      read('/app.js', 'script', "import('./chunk.js')"),
      read('/main.mjs', 'module', "import './live.mjs'"),
      read('/chunk.js', 'module', '1'),
      read('/live.mjs', 'module', "import './main.mjs'"),
    ]);
    expect(gaps).toEqual([]);
    expect(requests.toSorted()).toEqual(['/', '/app.js', '/chunk.js', '/live.mjs', '/main.mjs']);
    expect(JSON.stringify([page, sources, analysis])).not.toContain('canary');
  });

  test('is not asked for what its policy refuses, which is listed', async () => {
    const { sources, requests } = await visit({ '/': secured, '/frame': secured, '/a.js': 'let a' });
    const reason = "the page's Content-Security-Policy keeps browsers from running it";
    const unread = { bytes: 0, sha256: null, status: 'skipped', reason };
    expect(sources.filter(({ status }) => status !== 'read')).toEqual(
      ['/', '/frame'].flatMap((path) => [
        { url: 'http://shop.test/b.js', kind: 'script', ...unread },
        { url: `http://shop.test${path}`, kind: 'inline', ...unread, line: 2 },
      ]),
    );
    expect(requests.toSorted()).toEqual(['/', '/a.js', '/frame']);
  });

  test('hands each script to the analysis with what it needs to resolve URLs', async () => {
    const { analysis } = await visit({
      '/': `<base href="/static/">${script('a.js')}<script>new Worker('w.js')</script>`,
      '/static/a.js': '1',
      '/static/w.js': "importScripts('x.js')",
      '/static/x.js': '2',
    });
    const base = 'http://shop.test/static/';
    expect(analysis.scripts).toEqual([
      {
        url: `${base}a.js`,
        kind: 'script',
        goal: 'script',
        text: '1',
        baseUrl: base,
        realm: 'http://shop.test/',
      },
      {
        url: `${base}w.js`,
        kind: 'worker',
        goal: 'script',
        text: "importScripts('x.js')",
        baseUrl: `${base}w.js`,
        realm: `${base}w.js`,
      },
      {
        url: `${base}x.js`,
        kind: 'script',
        goal: 'script',
        text: '2',
        baseUrl: `${base}w.js`,
        realm: `${base}w.js`,
      },
    ]);
  });

  test('after redirects', async () => {
    const { page, analysis, requests } = await visit({
      'www.shop.test/en/': `${script('/a.js')}<iframe src="http://shop.test/"></iframe>`,
      'www.shop.test/a.js': '1',
      '/': (_request, response) => response.writeHead(301, { location: 'http://www.shop.test/en/#x' }).end(),
    });
    expect([page.url, page.redirects]).toEqual([
      'http://www.shop.test/en/',
      [{ from: 'http://shop.test/', status: 301, to: 'http://www.shop.test/en/' }],
    ]);
    expect(analysis.documents.map(({ url }) => url)).toEqual(['http://www.shop.test/en/']);
    expect(requests).toEqual(['/', 'www.shop.test/en/', 'www.shop.test/a.js']);
  });

  test('in the order in which the page names it, whatever comes first', async () => {
    const visited = await visit({
      '/': ['/1.js', '/2.js', '/3.js'].map(script).join(''),
      '/1.js': late("import('/1a.js')", 60),
      '/2.js': late("import('/2a.js')", 30),
      '/3.js': '3',
      '/1a.js': '1a',
      '/2a.js': '2a',
    });
    expect(listed(visited)).toEqual([
      'page / read',
      ...['1', '2', '3'].map((name) => `script /${name}.js read`),
      ...['1a', '2a'].map((name) => `module /${name}.js read`),
    ]);
    expect(visited.analysis.scripts.map(({ text }) => text)).toEqual([
      '3',
      "import('/2a.js')",
      '2a',
      "import('/1a.js')",
      '1a',
    ]);
  });
});

describe('no file is fetched twice', () => {
  test('named twice, imported in a cycle, wanted in two places', async () => {
    const { requests, analysis } = await visit({
      '/': `${script('/a.js')}${script('/a.js')}<script type=module src=/m.mjs></script><iframe src=/frame></iframe><iframe src="/frame#x"></iframe>`,
      '/a.js': '1',
      '/m.mjs': "import './n.mjs'\nimport './m.mjs'",
      '/n.mjs': "import './m.mjs'",
      '/frame': script('/a.js'),
    });
    expect(requests.toSorted()).toEqual(['/', '/a.js', '/frame', '/m.mjs', '/n.mjs']);
    // The frame has globals of its own: there the script is another one.
    expect(analysis.scripts.filter(({ url }) => url.endsWith('a.js')).map(({ realm }) => realm)).toEqual([
      'http://shop.test/',
      'http://shop.test/frame',
    ]);
  });

  test('a page that frames itself, and one that is its own script', async () => {
    const visited = await visit({ '/': `<iframe src="/"></iframe>${script('/')}` });
    expect(visited.requests).toEqual(['/']);
    expect(listed(visited)).toEqual(['page / read']);
  });
});

describe('frames', () => {
  test('are documents of their own', async () => {
    const visited = await visit({
      '/': '<iframe src=/inner/a></iframe><iframe src="http://ads.test/"></iframe><frame src=/no>',
      '/inner/a': "<script>import('./b.js')</script>",
      '/inner/b.js': '1',
    });
    expect(listed(visited)).toEqual([
      'page / read',
      'frame /inner/a read',
      'inline /inner/a:1 read',
      'frame http://ads.test/ skipped (a frame of another origin is a page of its own: scan it by itself)',
      'module /inner/b.js read',
    ]);
  });

  test('that turn out to be something else', async () => {
    const visited = await visit({
      '/': '<iframe src=/gone></iframe><iframe src=/a.json></iframe><iframe src=/away></iframe>',
      '/a.json': '{}',
      '/away': (_request, response) => response.writeHead(302, { location: 'http://www.shop.test/' }).end(),
      'www.shop.test/': 'elsewhere',
    });
    expect(listed(visited)).toEqual([
      'page / read',
      'frame /gone failed (it answered 404)',
      'frame /a.json failed (it is not an HTML page)',
      'frame /away skipped (the frame redirects to another origin: scan it by itself)',
    ]);
  });
});

describe('--scripts', () => {
  const files = {
    '/': ['/a.js', 'http://cdn.shop.test/b.js', 'http://cdn.other.test/c.js', 'http://cdn.mine.test/d.js']
      .map(script)
      .join(''),
    '/a.js': 'a',
    'cdn.shop.test/b.js': 'b',
    'cdn.other.test/c.js': 'c',
    'cdn.mine.test/d.js': 'd',
  };
  test.each([
    ['same-origin', ['a'], ['[--scripts same-site]', '[--scripts all]', '[--scripts same-site]']],
    ['same-site', ['a', 'b', 'd'], ['[--scripts all]']],
    ['all', ['a', 'b', 'c', 'd'], []],
  ] as const)('%s', async (scripts, texts, skipped) => {
    const visited = await visit(files, { scripts, firstParty: ['mine.test'] });
    expect(visited.analysis.scripts.map(({ text }) => text).toSorted()).toEqual(texts);
    expect(
      listed(visited).flatMap((line) => / skipped \(another [^)]*\) (.*)/.exec(line)?.[1] ?? []),
    ).toEqual(skipped);
    expect(visited.requests.length).toBe(texts.length + 1);
  });

  test('a module that was found elsewhere says where, for its imports', async () => {
    const { analysis } = await visit(
      {
        '/': '<script type=module src="http://cdn.test/lib"></script>',
        'cdn.test/lib': (_request, response) => response.writeHead(302, { location: '/lib@1/a.mjs' }).end(),
        'cdn.test/lib@1/a.mjs': '1',
      },
      { scripts: 'all' },
    );
    expect(analysis.scripts).toEqual([
      {
        url: 'http://cdn.test/lib',
        redirectedTo: 'http://cdn.test/lib@1/a.mjs',
        kind: 'module',
        goal: 'module',
        text: '1',
        baseUrl: 'http://shop.test/',
        realm: 'http://shop.test/',
      },
    ]);
  });
});

describe('what comes in place of a script', () => {
  test('is told', async () => {
    const html = 'HTML came in place of the script, as from a server that answers every path with its page';
    const visited = await visit(
      {
        '/': [
          '/gone.js',
          '/spa.js',
          '/typed',
          '/j.json',
          '/empty.js',
          '/loop',
          '/file',
          '/private.js',
          '/late.js',
        ]
          .map(script)
          .join(''),
        '/spa.js': ' <!-- app --><!doctype html><div id=app>',
        '/typed': 'var a',
        '/j.json': '{"url":"ws://a.test/"}',
        '/empty.js': ' \n',
        '/loop': (_request, response) => response.writeHead(302, { location: '/loop' }).end(),
        '/file': (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
        '/private.js': (_request, response) => response.destroy(),
        '/late.js': () => {},
      },
      { timeoutMs: 300 },
    );
    expect(listed(visited)).toEqual([
      'page / read',
      'script /gone.js failed (it answered 404)',
      `script /spa.js failed (${html})`,
      'script /typed read',
      'json /j.json read',
      'script /empty.js read',
      'script /loop failed (http://shop.test/loop redirects more than 10 times (last to http://shop.test/loop): check it for a loop, or give the final address)',
      'script /file failed (http://shop.test/file redirects to a place that is not read: file:/etc/passwd is not an http or https URL)',
      'script /private.js failed (shop.test:80 closed the connection before it answered: check that it speaks http there)',
      'script /late.js failed (shop.test:80 did not answer within 0.3 s: check that it is up, or allow more with --timeout) [--timeout]',
    ]);
    expect(visited.analysis.scripts.map(({ kind, text }) => [kind, text])).toEqual([
      ['script', 'var a'],
      ['json', '{"url":"ws://a.test/"}'],
    ]);
  });

  test('scripts are decoded as the page is, modules as UTF-8', async () => {
    const { analysis } = await visit({
      '/': (_request, response) =>
        response
          .setHeader('content-type', 'text/html; charset=koi8-r')
          .end(`${script('a.js')}<script type=module src=b.mjs></script>`),
      '/a.js': Buffer.from('\xd0', 'latin1'),
      '/b.mjs': 'п',
    });
    expect(analysis.scripts.map(({ text }) => text).toSorted()).toEqual(['п', 'п']);
  });
});

describe('a target that is no page', () => {
  test.each<[string, Parameters<typeof visit>[0], string]>([
    ['a 404', {}, 'http-status: http://shop.test/ answered 404: check the address'],
    [
      'a 403',
      { '/': (_request, response) => response.writeHead(403).end() },
      'http-status: http://shop.test/ answered 403: if it needs an account, give one with --cookie or --header; if it turns scanners away, try --user-agent',
    ],
    [
      'a 503',
      { '/': (_request, response) => response.writeHead(503).end() },
      'http-status: http://shop.test/ answered 503: the server is in trouble or busy: try again later',
    ],
    [
      'JSON',
      { '/': (_request, response) => response.setHeader('content-type', 'application/json').end('{}') },
      'not-html: http://shop.test/ is "application/json" and not an HTML page: give the page that opens the socket',
    ],
    [
      'nothing known',
      { '/': (_request, response) => response.end('%PDF-1.7') },
      'not-html: http://shop.test/ is something without a Content-Type and not an HTML page: give the page that opens the socket',
    ],
    [
      'a loop',
      { '/': (_request, response) => response.writeHead(302, { location: '/' }).end() },
      'too-many-redirects: http://shop.test/ redirects more than 10 times (last to http://shop.test/): check it for a loop, or give the final address',
    ],
  ])('%s', async (_what, files, expected) => {
    expect(await failure(visit(files))).toBe(expected);
  });

  test('an empty page is a page', async () => {
    expect(listed(await visit({ '/': '' }))).toEqual(['page / read']);
  });
});
