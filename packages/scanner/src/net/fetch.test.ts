import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure, testNetwork } from './testing/networks.ts';
import { httpServer, type TestServer } from './testing/servers.ts';

let server: TestServer;
let handler: RequestListener;
let seen: string[];

beforeEach(async () => {
  seen = [];
  handler = (_request, response) => response.end();
  server = await httpServer((request, response) => {
    seen.push(`${request.method} ${request.headers.host?.replace(/:\d+$/, '')}${request.url}`);
    handler(request, response);
  });
});
afterEach(() => server.close());

/** Redirects each path to where `map` says; others are the end. */
function redirecting(map: Record<string, string>, status = 302): RequestListener {
  return (request, response) => {
    const location = map[request.url ?? ''];
    if (location === undefined) response.end(`end ${request.url}`);
    else response.writeHead(status, { location }).end('moved');
  };
}

describe('redirects', () => {
  test('are followed and listed', async () => {
    handler = redirecting({ '/a': '/b?q', '/b?q': 'c/d', '/c/d': `${server.origin}/e#f` });
    const network = testNetwork();
    const { url, redirects, body } = await network.fetch({
      url: `${server.origin}/a`,
      maxBytes: 100,
      redirects: 5,
    });
    expect({ url, redirects, body: Buffer.from(body).toString() }).toEqual({
      url: `${server.origin}/e`,
      redirects: [
        { from: `${server.origin}/a`, status: 302, to: `${server.origin}/b?q` },
        { from: `${server.origin}/b?q`, status: 302, to: `${server.origin}/c/d` },
        { from: `${server.origin}/c/d`, status: 302, to: `${server.origin}/e` },
      ],
      body: 'end /e',
    });
    expect(server.connections()).toBe(1);
    network.close();
  });

  test.each([
    [0, 'handed back', '302 /a'],
    [
      1,
      'one too many',
      'too-many-redirects: ORIGIN/a redirects more than 1 times (last to ORIGIN/c): check it for a loop, or give the final address',
    ],
    [2, 'enough', '200 /c'],
  ])('of which %s are allowed: %s', async (redirects, _what, expected) => {
    handler = redirecting({ '/a': '/b', '/b': '/c' });
    const network = testNetwork();
    const outcome = await network.fetch({ url: `${server.origin}/a`, maxBytes: 100, redirects }).then(
      ({ status, url }) => `${status} ${new URL(url).pathname}`,
      (error: unknown) => failure(Promise.reject(error)),
    );
    expect(outcome.replaceAll(server.origin, 'ORIGIN')).toBe(expected);
    network.close();
  });

  test('in a loop', async () => {
    handler = redirecting({ '/a': '/b', '/b': '/a' });
    expect(
      await failure(testNetwork().fetch({ url: `${server.origin}/a`, maxBytes: 100, redirects: 10 })),
    ).toMatch(/^too-many-redirects: /);
    expect(seen.length).toBe(11);
  });

  test.each([
    ['file:///etc/passwd', 'unsupported-scheme', 'file:/etc/passwd is not an http or https URL'],
    ['data:text/html,x', 'unsupported-scheme', 'data:text/html,x is not an http or https URL'],
    ['javascript:alert(1)', 'unsupported-scheme', 'javascript:alert(1) is not an http or https URL'],
    ['ws://127.0.0.1/', 'unsupported-scheme', 'ws://127.0.0.1/ is not an http or https URL'],
    ['ftp://127.0.0.1/', 'unsupported-scheme', 'ftp://127.0.0.1/ is not an http or https URL'],
    ['gopher://127.0.0.1:70/_x', 'unsupported-scheme', 'gopher:/_x is not an http or https URL'],
    ['http://[', 'invalid-url', '"http://[" is not a URL'],
    ['http://a b/', 'invalid-url', '"http://a b/" is not a URL'],
  ])('to %s are refused', async (location, code, reason) => {
    handler = redirecting({ '/': location });
    const failed = await failure(
      testNetwork().fetch({ url: `${server.origin}/`, maxBytes: 100, redirects: 5 }),
    );
    expect(failed).toBe(`${code}: ${server.origin}/ redirects to a place that is not read: ${reason}`);
  });

  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [303, 'OPTIONS', 'GET'],
    [302, 'OPTIONS', 'OPTIONS'],
  ] as const)('%s changes %s to %s', async (status, method, then) => {
    handler = redirecting({ '/a': '/b' }, status);
    const network = testNetwork();
    await network.fetch({ url: `${server.origin}/a`, method, body: 'x', maxBytes: 100, redirects: 5 });
    expect(seen).toEqual([`${method} 127.0.0.1/a`, `${then} 127.0.0.1/b`]);
    network.close();
  });

  test.each([
    ['without a Location', 302, {}],
    ['that is none', 304, { location: '/b' }],
    ['that is none', 300, { location: '/b' }],
  ])('%s', async (_what, status, headers) => {
    handler = (_request, response) => response.writeHead(status, headers).end();
    const network = testNetwork();
    const result = await network.fetch({ url: `${server.origin}/a`, maxBytes: 100, redirects: 5 });
    expect([result.status, result.redirects]).toEqual([status, []]);
    network.close();
  });

  test('a Location is read as UTF-8', async () => {
    handler = (request, response) => {
      if (request.url === '/a')
        response.socket?.end('HTTP/1.1 302 Found\r\nLocation: /é\r\nContent-Length: 0\r\n\r\n');
      else response.end();
    };
    const network = testNetwork();
    expect((await network.fetch({ url: `${server.origin}/a`, maxBytes: 9, redirects: 1 })).url).toBe(
      `${server.origin}/%C3%A9`,
    );
    network.close();
  });

  test('a redirect whose content never ends does not hold the scan up', async () => {
    handler = (request, response) => {
      if (request.url === '/a') response.writeHead(302, { location: '/b' }).write('x');
      else response.end('end');
    };
    const network = testNetwork();
    const started = performance.now();
    expect((await network.fetch({ url: `${server.origin}/a`, maxBytes: 9, redirects: 1 })).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(1_000);
    network.close();
  });
});

describe('redirects and the guard', () => {
  const page = { url: 'https://shop.example/', address: '93.184.215.14' };

  test('a public reference cannot be redirected to a private address', async () => {
    handler = redirecting({ '/': 'http://10.0.0.1/' });
    // The user pinned the first place, so only the second is under the guard.
    const network = testNetwork({ resolve: [`cdn.example:${server.port}:127.0.0.1`] });
    network.setPage(page);
    const failed = await failure(
      network.fetch({ url: `http://cdn.example:${server.port}/`, maxBytes: 9, redirects: 5 }),
    );
    expect(failed).toMatch(/^private-address: 10\.0\.0\.1:80 is not a public address/);
    network.close();
  });

  test('a private target may redirect to another', async () => {
    const other = await httpServer((_request, response) => response.end('other'));
    handler = redirecting({ '/': `http://localhost:${other.port}/` });
    const network = testNetwork();
    const { url } = await network.fetch({ url: `${server.origin}/`, maxBytes: 9, redirects: 5 });
    expect(url).toBe(`http://localhost:${other.port}/`);
    network.close();
    other.close();
  });

  test('a connection that the target could use is not lent to a public page', async () => {
    const network = testNetwork();
    await network.fetch({ url: `${server.origin}/`, maxBytes: 9, redirects: 5 });
    network.setPage(page);
    expect(await failure(network.fetch({ url: `${server.origin}/`, maxBytes: 9, redirects: 5 }))).toMatch(
      /^private-address: /,
    );
    network.close();
  });
});

describe('credentials', () => {
  const shop = 'shop.test';
  const options = { cookies: ['sid=1; theme=dark'], headers: [['X-Key', 'k']] as const };
  let credentials: (string | undefined)[];

  beforeEach(() => {
    credentials = [];
    handler = (request, response) => {
      const { host, cookie, authorization } = request.headers;
      credentials.push(
        `${host?.replace(/:\d+$/, '')} ${cookie ?? '-'} ${String(request.headers['x-key'] ?? '-')} ${authorization ?? '-'}`,
      );
      const to = /\?to=(.*)/.exec(request.url ?? '')?.[1];
      if (to) response.writeHead(302, { location: `http://${to}:${server.port}/` }).end();
      else response.end();
    };
  });

  async function visit(
    url: string,
    more: Parameters<typeof testNetwork>[0] = {},
    page?: string,
  ): Promise<void> {
    const network = testNetwork({ ...options, lookup: () => Promise.resolve(['127.0.0.1']), ...more });
    if (page) network.setPage({ url: page, address: '127.0.0.1' });
    await network.fetch({ url, maxBytes: 9, redirects: 5 });
    network.close();
  }

  test('go to the target and its site', async () => {
    await visit(`http://${shop}:${server.port}/?to=www.shop.test`);
    expect(credentials).toEqual(['shop.test sid=1; theme=dark k -', 'www.shop.test sid=1; theme=dark k -']);
  });

  test('do not follow a redirect to another site', async () => {
    await visit(`http://${shop}:${server.port}/?to=login.test`);
    expect(credentials).toEqual(['shop.test sid=1; theme=dark k -', 'login.test - - -']);
  });

  test('go to what --first-party names', async () => {
    await visit(`http://${shop}:${server.port}/?to=api.login.test`, { firstParty: ['login.test'] });
    expect(credentials[1]).toBe('api.login.test sid=1; theme=dark k -');
  });

  test('do not go to a third party’s script', async () => {
    await visit(`http://cdn.test:${server.port}/x.js`, {}, 'http://shop.test/');
    expect(credentials).toEqual(['cdn.test - - -']);
  });

  test('of a request in another page’s name are those of that page, and what it sets is not kept', async () => {
    const network = testNetwork({ ...options, lookup: () => Promise.resolve(['127.0.0.1']) });
    network.setPage({ url: `http://${shop}/`, address: '127.0.0.1' });
    const inner = handler;
    handler = (request, response) => {
      response.setHeader('Set-Cookie', 'given=1');
      inner(request, response);
    };
    const url = `http://${shop}:${server.port}/`;
    const limits = { maxBytes: 9, redirects: 1 };
    await network.fetch({ url: `${url}?to=login.test`, ...limits, credentials: [['Cookie', 'travels=1']] });
    await network.fetch({ url, ...limits, credentials: [] });
    expect(network.cookieHeader(url)).toBe('sid=1; theme=dark');
    await network.fetch({ url, ...limits });
    expect(network.cookieHeader(url)).toBe('sid=1; theme=dark; given=1');
    expect(credentials).toEqual([
      'shop.test travels=1 - -',
      'login.test - - -',
      'shop.test - - -',
      'shop.test sid=1; theme=dark k -',
    ]);
    network.close();
  });

  test('of the target’s URL go to its origin alone, and into no result', async () => {
    const network = testNetwork({ lookup: () => Promise.resolve(['127.0.0.1']) });
    const target = `http://me:p%40ss@${shop}:${server.port}/?to=www.shop.test`;
    const result = await network.fetch({ url: target, maxBytes: 9, redirects: 5 });
    const login = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    expect(credentials).toEqual([`shop.test - - ${login}`, 'www.shop.test - - -']);
    expect(JSON.stringify(result)).not.toMatch(/p@ss|p%40ss/);
    expect(network.userHeaders(`ws://${shop}:${server.port}/live`)).toEqual([['Authorization', login]]);
    expect(network.userHeaders(`ws://www.${shop}:${server.port}/live`)).toEqual([]);
    network.close();
  });

  test('of a URL that a page names are dropped', async () => {
    await visit(`http://a:b@${shop}:${server.port}/`, {}, 'http://shop.test/');
    expect(credentials).toEqual(['shop.test sid=1; theme=dark k -']);
  });
});

test.each([
  ['', 'invalid-url: "" is not a URL'],
  ['shop.test', 'invalid-url: "shop.test" is not a URL'],
  ['ftp://shop.test/?key=canary', 'unsupported-scheme: ftp://shop.test/ is not an http or https URL'],
])('%j is not fetched', async (url, expected) => {
  expect(await failure(testNetwork().fetch({ url, maxBytes: 9, redirects: 5 }))).toBe(expected);
});
