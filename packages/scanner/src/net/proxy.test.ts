import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import type { Network } from './network.ts';
import { parseProxy } from './proxy.ts';
import { testCa } from './testing/certificates.ts';
import { failure, publicPageNetwork, testNetwork } from './testing/networks.ts';
import { httpProxy, socksProxy, type ProxyBehaviour, type TestProxy } from './testing/proxies.ts';
import { httpServer, httpsServer, tcpServer, type TestServer } from './testing/servers.ts';

let plain: TestServer;
let secure: TestServer;

beforeAll(async () => {
  plain = await httpServer((request, response) =>
    response.end(`plain ${request.headers.host} ${request.url}`),
  );
  secure = await httpsServer((request, response) =>
    response.end(`secure ${request.headers.host} ${request.url}`),
  );
});

afterAll(() => {
  plain.close();
  secure.close();
});

function shopAlone(name: string): Promise<string[]> {
  return name === 'shop.test'
    ? Promise.resolve(['10.0.0.5'])
    : Promise.reject(new Error(`asked for ${name}`));
}

async function read(network: Network, url: string): Promise<string> {
  const { body } = await network.fetch({ url, maxBytes: 1_000, redirects: 0 });
  network.close();
  return Buffer.from(body).toString();
}

describe('what a request looks like to the proxy', () => {
  const table: [string, (behaviour: ProxyBehaviour) => Promise<TestProxy>, string, string][] = [
    ['http', httpProxy, 'http://shop.test/a?b', 'GET http://shop.test/a?b'],
    ['http', httpProxy, 'https://shop.test/a?b', 'CONNECT shop.test:443'],
    ['socks5h', socksProxy, 'http://shop.test/a?b', 'socks5 shop.test:80'],
    ['socks5h', socksProxy, 'https://shop.test/a?b', 'socks5 shop.test:443'],
    ['socks5', socksProxy, 'http://shop.test/a?b', 'socks5 10.0.0.5:80'],
    ['socks4a', socksProxy, 'http://shop.test/a?b', 'socks4 shop.test:80'],
    ['socks4', socksProxy, 'http://shop.test/a?b', 'socks4 10.0.0.5:80'],
    ['socks4', socksProxy, 'https://shop.test/a?b', 'socks4 10.0.0.5:443'],
  ];
  test.each(table)('%s %#', async (kind, start, url, expected) => {
    const proxy = await start({ to: url.startsWith('https') ? secure.port : plain.port });
    const network = testNetwork({
      proxy: `${kind}://127.0.0.1:${proxy.port}`,
      ca: testCa,
      lookup: shopAlone,
    });
    expect(await read(network, url)).toBe(`${url.startsWith('https') ? 'secure' : 'plain'} shop.test /a?b`);
    expect(proxy.asked).toEqual([expected]);
    proxy.close();
  });

  test('a dialled connection is a tunnel, also without TLS', async () => {
    const proxy = await httpProxy({ to: plain.port });
    const network = testNetwork({ proxy: `http://127.0.0.1:${proxy.port}` });
    const request = {
      hostname: 'shop.test',
      port: 80,
      tls: false,
      allowInvalidCertificate: true,
      timeoutMs: 2_000,
    };
    const { stream, ...facts } = await network.dial(request);
    stream.destroy();
    expect(facts).toEqual({ tls: null, alpn: null, address: null });
    expect(proxy.asked).toEqual(['CONNECT shop.test:80']);
    proxy.close();
  });

  test.each([
    ['--resolve', { resolve: ['shop.test:80:10.0.0.5'] }, 'CONNECT 10.0.0.5:80'],
    ['--connect-to', { connectTo: ['shop.test:80:other.test:8080'] }, 'CONNECT other.test:8080'],
    [
      'forbidPrivate',
      { forbidPrivate: true, lookup: () => Promise.resolve(['93.184.215.14']) },
      'CONNECT 93.184.215.14:80',
    ],
  ])('%s is kept through a tunnel', async (_what, options, expected) => {
    const proxy = await httpProxy({ to: plain.port });
    // The proxy of this test is on loopback, which `forbidPrivate` does not concern: the user named it.
    const network = testNetwork({ ...options, proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await read(network, 'http://shop.test/')).toBe('plain shop.test /');
    expect(proxy.asked).toEqual([expected]);
    proxy.close();
  });

  test.each([
    ['https://shop.test/', 'CONNECT shop.test:443'],
    ['http://shop.test/', 'GET http://shop.test/'],
  ])('an https proxy for %s', async (url, expected) => {
    const proxy = await httpProxy({ to: url.startsWith('https') ? secure.port : plain.port, tls: true });
    const address = `https://localhost:${proxy.port}`;
    expect(await read(testNetwork({ proxy: address, ca: testCa }), url)).toMatch(/ shop\.test \/$/);
    expect(await failure(read(testNetwork({ proxy: address }), url))).toBe(
      `tls-certificate: the certificate of localhost:${proxy.port} does not verify (UNABLE_TO_VERIFY_LEAF_SIGNATURE): trust its authority with --ca <pem>, or go on with --insecure`,
    );
    expect(proxy.asked).toEqual([expected]);
    proxy.close();
  });
});

describe('credentials', () => {
  test.each([
    ['http', httpProxy, 'http://shop.test/'],
    ['http', httpProxy, 'https://shop.test/'],
    ['socks5h', socksProxy, 'https://shop.test/'],
  ])('%s for %#', async (kind, start, url) => {
    const proxy = await start({ login: 'me:p@ss', to: url.startsWith('https') ? secure.port : plain.port });
    const network = testNetwork({ proxy: `${kind}://me:p%40ss@127.0.0.1:${proxy.port}`, ca: testCa });
    expect(await read(network, url)).toMatch(/ shop\.test \/$/);
    proxy.close();
  });

  test.each([
    ['https://shop.test/', 443],
    ['http://shop.test/', 80],
  ])('wrong ones for %s are told without being shown', async (url, port) => {
    const proxy = await httpProxy({ login: 'me:right' });
    const network = testNetwork({ proxy: `http://me:canary@127.0.0.1:${proxy.port}` });
    expect(await failure(read(network, url))).toBe(
      `proxy: the proxy 127.0.0.1:${proxy.port} did not connect to shop.test:${port}: it answered 407: give its user name and password, like --proxy http://user:password@host:port`,
    );
    proxy.close();
  });

  test('nor are they in any field of a SOCKS failure', async () => {
    const proxy = await socksProxy({ login: 'me:right' });
    const network = testNetwork({ proxy: `socks5h://me:canary@127.0.0.1:${proxy.port}` });
    const error: unknown = await read(network, 'https://shop.test/').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'proxy' });
    expect(JSON.stringify(error, [...Object.getOwnPropertyNames(error), 'options', 'proxy'])).not.toContain(
      'canary',
    );
    expect(error).not.toHaveProperty('cause');
    proxy.close();
  });
});

describe('failures', () => {
  test('a proxy that is not there', async () => {
    const gone = await tcpServer(() => {});
    gone.close();
    expect(
      await failure(read(testNetwork({ proxy: `http://127.0.0.1:${gone.port}` }), 'https://shop.test/')),
    ).toBe(`proxy: the proxy 127.0.0.1:${gone.port} cannot be reached (ECONNREFUSED): check --proxy`);
  });

  test.each([
    ['http', httpProxy, 'it answered 502'],
    ['socks5h', socksProxy, 'Socks5 proxy rejected connection - ConnectionRefused'],
    ['socks4a', socksProxy, 'Socks4 Proxy rejected connection - (Failed)'],
  ])('a target that the %s proxy cannot reach', async (kind, start, reason) => {
    const gone = await tcpServer(() => {});
    gone.close();
    const proxy = await start({ to: gone.port });
    const network = testNetwork({ proxy: `${kind}://127.0.0.1:${proxy.port}` });
    expect(await failure(read(network, 'https://shop.test/'))).toBe(
      `proxy: the proxy 127.0.0.1:${proxy.port} did not connect to shop.test:443: ${reason}`,
    );
    proxy.close();
  });

  test.each(['http', 'socks5h', 'socks4a'])('a silent %s proxy', async (kind) => {
    const silent = await tcpServer(() => {});
    const network = testNetwork({ proxy: `${kind}://127.0.0.1:${silent.port}`, timeoutMs: 100 });
    expect(await failure(read(network, 'https://shop.test/'))).toMatch(
      /^timeout: shop\.test:443 did not answer within 0\.1 s/,
    );
    silent.close();
  });

  test('SOCKS4 and IPv6', async () => {
    const proxy = await socksProxy();
    const network = testNetwork({ proxy: `socks4://127.0.0.1:${proxy.port}` });
    expect(await failure(read(network, 'http://[2606:4700::1]/'))).toBe(
      `proxy: the proxy 127.0.0.1:${proxy.port} did not connect to [2606:4700::1]:80: SOCKS4 knows IPv4 only: use socks5://`,
    );
    proxy.close();
  });
});

describe('the guard, where a proxy resolves the names', () => {
  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/',
  ])('a public page’s reference to %s is not passed on', async (url) => {
    const proxy = await httpProxy({ to: plain.port });
    const network = publicPageNetwork({ proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await failure(read(network, url))).toMatch(/^private-address: /);
    expect(proxy.asked).toEqual([]);
    proxy.close();
  });

  test('a page whose name the proxy resolves counts as public', async () => {
    const proxy = await httpProxy({ to: plain.port });
    const network = testNetwork({ proxy: `http://127.0.0.1:${proxy.port}` });
    const page = await network.fetch({ url: 'http://shop.test/', maxBytes: 1_000, redirects: 0 });
    network.setPage(page);
    expect(page.address).toBeNull();
    expect(await failure(read(network, 'http://127.0.0.1/'))).toMatch(/^private-address: /);
    proxy.close();
  });
});

describe('parseProxy', () => {
  test.each([
    ['http://proxy.test', 'http proxy.test 80'],
    ['http://proxy.test:3128/', 'http proxy.test 3128'],
    ['https://proxy.test', 'https proxy.test 443'],
    ['socks5h://[::1]', 'socks5h [::1] 1080'],
    ['socks4://127.0.0.1:9', 'socks4 127.0.0.1 9'],
    ['proxy.test:3128', 'http proxy.test 3128'],
    ['127.0.0.1:3128', 'http 127.0.0.1 3128'],
  ])('%s', (text, expected) => {
    const { kind, hostname, port } = parseProxy(text);
    expect(`${kind} ${hostname} ${port}`).toBe(expected);
  });

  test.each([
    'ftp://proxy.test',
    'http://',
    '',
    'socks://x',
    'http://user:canary@',
    'constructor://x',
    'http://%:canary%zz@a b',
  ])('not %j', (text) => {
    expect(() => parseProxy(text)).toThrow(UsageError);
    expect(() => parseProxy(text)).not.toThrow(/canary/);
  });

  test('a percent sign in a password that encodes nothing', () => {
    expect(parseProxy('http://me:50%@proxy.test').password).toBe('50%');
  });
});

test('an aborted tunnel gives the reason of its signal', async () => {
  const silent = await tcpServer(() => {});
  const network = testNetwork({ proxy: `http://127.0.0.1:${silent.port}` });
  const controller = new AbortController();
  const fetching = network.fetch({
    url: 'https://shop.test/',
    maxBytes: 1,
    redirects: 0,
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(new Error('enough')), 20);
  expect(await failure(fetching)).toBe('enough');
  silent.close();
});
