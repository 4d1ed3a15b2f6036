import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TlsFacts } from '../artifacts.ts';
import type { DialRequest, Network } from './network.ts';
import {
  expiredCertificate,
  selfSignedCertificate,
  serverKey,
  shopCertificate,
  testCa,
} from './testing/certificates.ts';
import { failure, publicPageNetwork, testNetwork } from './testing/networks.ts';
import { httpServer, httpsServer, tcpServer, type TestServer } from './testing/servers.ts';

let plain: TestServer;
let silent: TestServer;
const tlsServers: Record<string, TestServer> = {};

beforeAll(async () => {
  plain = await httpServer((_request, response) => response.end('hello'));
  silent = await tcpServer(() => {});
  const certificates = { shop: shopCertificate, expired: expiredCertificate, self: selfSignedCertificate };
  for (const [name, cert] of Object.entries(certificates)) {
    tlsServers[name] = await httpsServer((_request, response) => response.end('hello'), {
      cert,
      key: serverKey,
    });
  }
});

afterAll(() => {
  for (const server of [plain, silent, ...Object.values(tlsServers)]) server.close();
});

function to(hostname: string, port: number, more: Partial<DialRequest> = {}): DialRequest {
  return { hostname, port, tls: false, allowInvalidCertificate: false, timeoutMs: 2_000, ...more };
}

async function dialled(
  network: Network,
  request: DialRequest,
): Promise<{ address: string | null; alpn: string | null; tls: TlsFacts | null }> {
  const { stream, ...facts } = await network.dial(request);
  stream.destroy();
  return facts;
}

describe('names and addresses', () => {
  test('an address is dialled as it is', async () => {
    expect(await dialled(testNetwork(), to('127.0.0.1', plain.port))).toEqual({
      address: '127.0.0.1',
      alpn: null,
      tls: null,
    });
  });

  test('localhost and what is below it is loopback, without asking anybody', async () => {
    const network = testNetwork({ lookup: () => Promise.reject(new Error('asked')) });
    expect((await dialled(network, to('shop.localhost', plain.port))).address).toBe('127.0.0.1');
  });

  test('a name is looked up once in a scan', async () => {
    const asked: string[] = [];
    const lookup = (name: string): Promise<string[]> => {
      asked.push(name);
      return Promise.resolve(['127.0.0.1']);
    };
    const network = testNetwork({ lookup });
    await dialled(network, to('shop.test', plain.port));
    await dialled(network, to('SHOP.test.', plain.port));
    expect(asked).toEqual(['shop.test']);
  });

  test('the next address is tried where the first refuses', async () => {
    const lookup = answering(['::1', '127.0.0.1']);
    expect((await dialled(testNetwork({ lookup }), to('shop.test', plain.port))).address).toBe('127.0.0.1');
  });

  test('pins take the place of names', async () => {
    const network = testNetwork({
      resolve: [`pinned.test:${plain.port}:127.0.0.1`],
      connectTo: [`shop.test:443:pinned.test:${plain.port}`],
    });
    expect((await dialled(network, to('shop.test', 443))).address).toBe('127.0.0.1');
  });
});

describe('the guard looks at what a name resolves to', () => {
  const table: [string, string[], string][] = [
    [
      'a private address',
      ['10.1.2.3'],
      "private-address: rebind.example:80 (10.1.2.3) is not a public address, and a public page's references must not reach it: allow that with --allow-private",
    ],
    [
      'loopback',
      ['127.0.0.1'],
      "private-address: rebind.example:80 (127.0.0.1) is not a public address, and a public page's references must not reach it: allow that with --allow-private",
    ],
    [
      'nothing but private ones',
      ['fd00::1', '::ffff:10.0.0.1'],
      "private-address: rebind.example:80 (fd00::1) is not a public address, and a public page's references must not reach it: allow that with --allow-private",
    ],
  ];
  test.each(table)('%s', async (_what, addresses, expected) => {
    const network = publicPageNetwork({ lookup: () => Promise.resolve(addresses) });
    expect(await failure(network.dial(to('rebind.example', 80)))).toBe(expected);
  });

  test('a second answer is never asked for (DNS rebinding)', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const network = testNetwork({ lookup: () => Promise.resolve(answers.shift() ?? []) });
    await dialled(network, to('rebind.example', plain.port));
    network.setPage({ url: 'https://shop.example/', address: '93.184.215.14' });
    expect(await failure(network.dial(to('rebind.example', plain.port)))).toMatch(
      /^private-address: .*127\.0\.0\.1/,
    );
  });

  test('a private page may reach everything', async () => {
    const network = testNetwork();
    network.setPage({ url: 'http://192.168.1.5/', address: '192.168.1.5' });
    expect((await dialled(network, to('localhost', plain.port))).address).toBe('127.0.0.1');
  });

  test('--allow-private lets a public page’s references through', async () => {
    const network = publicPageNetwork({ allowPrivate: true });
    expect((await dialled(network, to('127.0.0.1', plain.port))).address).toBe('127.0.0.1');
  });

  test('what the user pinned may be private', async () => {
    const network = publicPageNetwork({ resolve: [`api.example:${plain.port}:127.0.0.1`] });
    expect((await dialled(network, to('api.example', plain.port))).address).toBe('127.0.0.1');
  });

  test.each([
    ['the target', {}],
    ['a pinned name', { resolve: ['shop.test:80:127.0.0.1'] }],
    ['--allow-private', { allowPrivate: true }],
  ])('forbidPrivate also forbids %s', async (_what, options) => {
    const network = testNetwork({
      ...options,
      lookup: () => Promise.resolve(['10.0.0.1']),
      forbidPrivate: true,
    });
    expect(await failure(network.dial(to('shop.test', 80)))).toMatch(
      /^private-address: shop\.test:80 \([\d.]+\) is not a public address, and private ones are not scanned here$/,
    );
  });
});

const valid: TlsFacts = {
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  authorized: true,
  error: null,
  subject: 'shop.test',
  issuer: 'wssure test authority',
  validFrom: '2020-01-01T00:00:00.000Z',
  validTo: '2120-01-01T00:00:00.000Z',
  altNames: ['shop.test', '*.shop.test', 'localhost'],
};

describe('TLS', () => {
  const table: [
    server: string,
    hostname: string,
    ca: string | undefined,
    facts: Partial<TlsFacts>,
    message: string | null,
  ][] = [
    ['shop', 'shop.test', testCa, valid, null],
    ['shop', 'www.shop.test', testCa, valid, null],
    [
      'shop',
      'shop.test',
      undefined,
      { authorized: false, error: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      'does not verify (UNABLE_TO_VERIFY_LEAF_SIGNATURE): trust its authority with --ca <pem>, or go on with --insecure',
    ],
    [
      'shop',
      'other.test',
      testCa,
      { authorized: false, error: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      'is for shop.test, *.shop.test, localhost, not for other.test: check the address, or go on with --insecure',
    ],
    [
      'shop',
      '127.0.0.1',
      testCa,
      { authorized: false, error: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      'is for shop.test, *.shop.test, localhost, not for 127.0.0.1: check the address, or go on with --insecure',
    ],
    [
      'expired',
      'shop.test',
      testCa,
      { authorized: false, error: 'CERT_HAS_EXPIRED', validTo: '2021-01-01T00:00:00.000Z' },
      'expired on 2021-01-01: renew it, or go on with --insecure',
    ],
    [
      'self',
      'shop.test',
      undefined,
      { authorized: false, error: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      'is self-signed: trust it with --ca <pem>, or go on with --insecure',
    ],
    ['self', 'shop.test', selfSignedCertificate, { authorized: true, error: null }, null],
  ];
  test.each(table)('%s certificate for %s', async (name, hostname, ca, facts, message) => {
    const port = tlsServers[name]?.port ?? 0;
    const network = testNetwork({ resolve: [`${hostname}:${port}:127.0.0.1`], ...(ca && { ca }) });
    const request = to(hostname, port, { tls: true, allowInvalidCertificate: true });
    expect((await dialled(network, request)).tls).toMatchObject(facts);
    // The second connection resumes the session, which verifies nothing by itself.
    expect((await dialled(network, request)).tls).toMatchObject(facts);
    const strict = dialled(network, { ...request, allowInvalidCertificate: false });
    const outcome = await strict.then(
      () => null,
      (error: unknown) => failure(Promise.reject(error)),
    );
    expect(outcome).toBe(
      message === null ? null : `tls-certificate: the certificate of ${hostname}:${port} ${message}`,
    );
  });

  test('all facts of a valid one', async () => {
    const port = tlsServers['shop']?.port ?? 0;
    const network = testNetwork({ resolve: [`shop.test:${port}:127.0.0.1`], ca: testCa });
    const request = to('shop.test', port, { tls: true, alpn: ['h2', 'http/1.1'] });
    expect(await dialled(network, request)).toEqual({ address: '127.0.0.1', alpn: 'http/1.1', tls: valid });
  });
});

describe('failures name the place and say what to do', () => {
  test('no such name', async () => {
    const lookup = failing('ENOTFOUND');
    expect(await failure(testNetwork({ lookup }).dial(to('shop.test', 443)))).toBe(
      'name-not-resolved: shop.test does not resolve: check the spelling, or pin it with --resolve shop.test:443:<address>',
    );
  });

  test('no name server', async () => {
    const lookup = failing('EAI_AGAIN');
    expect(await failure(testNetwork({ lookup }).dial(to('shop.test', 443)))).toBe(
      'name-not-resolved: shop.test could not be looked up, no name server answered: check the network, or pin it with --resolve shop.test:443:<address>',
    );
  });

  test('a refused connection, also of several addresses', async () => {
    const port = await closedPort();
    const lookup = answering(['127.0.0.1', '::1']);
    const expected = (host: string): string =>
      `connection-refused: ${host}:${port} refused the connection: check that a server listens there`;
    expect(await failure(testNetwork().dial(to('127.0.0.1', port)))).toBe(expected('127.0.0.1'));
    expect(await failure(testNetwork({ lookup }).dial(to('shop.test', port)))).toBe(expected('shop.test'));
  });

  test('TLS where there is none', async () => {
    expect(await failure(testNetwork().dial(to('127.0.0.1', plain.port, { tls: true })))).toBe(
      `tls-handshake: 127.0.0.1:${plain.port} does not answer with TLS: try http:// (or ws://), or check the port`,
    );
  });

  test('TLS that stalls', async () => {
    const request = to('127.0.0.1', silent.port, { tls: true, timeoutMs: 150 });
    expect(await failure(testNetwork().dial(request))).toBe(
      `timeout: 127.0.0.1:${silent.port} did not answer within 0.15 s: check that it is up, or allow more with --timeout`,
    );
  });

  test('TLS that is broken off', async () => {
    const server = await tcpServer((socket) => socket.destroy());
    expect(await failure(testNetwork().dial(to('127.0.0.1', server.port, { tls: true })))).toBe(
      `connection-reset: 127.0.0.1:${server.port} closed the connection before it answered: check that it speaks https there`,
    );
    server.close();
  });

  test('a server that speaks HTTP/2 alone', async () => {
    const http2 = await httpsServer(() => {}, { ALPNProtocols: ['h2'] });
    const dialling = testNetwork().dial(
      to('127.0.0.1', http2.port, { tls: true, alpn: ['http/1.1'], allowInvalidCertificate: true }),
    );
    expect(await failure(dialling)).toBe(
      `tls-handshake: 127.0.0.1:${http2.port} offers HTTP/2 alone: let it offer HTTP/1.1 too, over which pages are read and most WebSockets opened`,
    );
    http2.close();
  });

  test('a look-up that never ends', async () => {
    const network = testNetwork({ lookup: () => new Promise(() => {}) });
    expect(await failure(network.dial(to('shop.test', 80, { timeoutMs: 50 })))).toMatch(
      /^timeout: shop\.test:80 /,
    );
  });

  test('a caller who gives up gets their own reason', async () => {
    const controller = new AbortController();
    const dialling = testNetwork().dial(
      to('127.0.0.1', silent.port, { tls: true, signal: controller.signal }),
    );
    controller.abort(new Error('enough'));
    expect(await failure(dialling)).toBe('enough');
    expect(
      await failure(testNetwork().dial(to('127.0.0.1', plain.port, { signal: controller.signal }))),
    ).toBe('enough');
  });
});

function answering(addresses: readonly string[]): () => Promise<readonly string[]> {
  return () => Promise.resolve(addresses);
}

function failing(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error('no'), { code }));
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
