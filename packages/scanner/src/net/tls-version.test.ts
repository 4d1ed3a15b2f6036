import { createServer, type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import type { TlsVersionObservation } from '../artifacts.ts';
import { selfSignedCertificate, serverKey, shopCertificate } from './testing/certificates.ts';
import { publicPageNetwork, testNetwork } from './testing/networks.ts';
import { httpProxy } from './testing/proxies.ts';
import { portOf, tcpServer } from './testing/servers.ts';
import { observeTlsVersion, type ObsoleteVersion } from './tls-version.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A real TLS server on loopback, and the server names that clients asked it for. */
async function tlsServer(options: TlsOptions): Promise<{ port: number; names: (string | false | null)[] }> {
  const names: (string | false | null)[] = [];
  const server = createServer({ cert: shopCertificate, key: serverKey, ...options }, (socket) => {
    names.push(socket.servername);
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { port: portOf(server), names };
}

const obsolete: TlsOptions = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };

function observe(
  port: number,
  version: ObsoleteVersion = 'TLSv1',
  more: Partial<Parameters<typeof observeTlsVersion>[0]> = {},
): Promise<TlsVersionObservation> {
  const network = testNetwork({ resolve: [`shop.test:${port}:127.0.0.1`] });
  return observeTlsVersion({ hostname: 'shop.test', port, version, timeoutMs: 1_000, ...more }, network);
}

describe('a server that accepts', () => {
  test.each(['TLSv1', 'TLSv1.1'] as const)('%s is caught at it, by name', async (version) => {
    const { port, names } = await tlsServer(obsolete);
    expect(await observe(port, version)).toEqual({
      version,
      outcome: 'accepted',
      cipher: 'ECDHE-ECDSA-AES256-SHA',
      error: null,
    });
    expect(names).toEqual(['shop.test']);
  });

  test('TLS 1.1 and not 1.0 is told apart', async () => {
    const { port } = await tlsServer({ ...obsolete, minVersion: 'TLSv1.1' });
    expect([(await observe(port, 'TLSv1')).outcome, (await observe(port, 'TLSv1.1')).outcome]).toEqual([
      'rejected',
      'accepted',
    ]);
  });

  test('with a certificate that does not verify is caught all the same', async () => {
    const { port } = await tlsServer({ ...obsolete, cert: selfSignedCertificate });
    expect(await observe(port)).toMatchObject({ outcome: 'accepted' });
  });
});

test('a proxy is asked for the way, and the handshake goes through it', async () => {
  const { port } = await tlsServer(obsolete);
  const proxy = await httpProxy({ to: port });
  closers.push(proxy.close);
  const network = testNetwork({ proxy: `http://127.0.0.1:${proxy.port}` });
  const request = { hostname: 'shop.test', port: 443, version: 'TLSv1', timeoutMs: 1_000 } as const;
  expect(await observeTlsVersion(request, network)).toMatchObject({ outcome: 'accepted' });
  expect(proxy.asked).toEqual(['CONNECT shop.test:443']);
});

describe('a server that refuses', () => {
  test.each([
    ['TLSv1', 'TLS 1.0'],
    ['TLSv1.1', 'TLS 1.1'],
  ] as const)('%s by an alert', async (version, name) => {
    const { port } = await tlsServer({ minVersion: 'TLSv1.2' });
    expect(await observe(port, version)).toEqual({
      version,
      outcome: 'rejected',
      cipher: null,
      error: { code: 'refused', message: `shop.test:${port} refused ${name}: tlsv1 alert protocol version` },
    });
  });

  test('by closing the connection', async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.destroy()));
    closers.push(server.close);
    expect(await observe(server.port)).toEqual({
      version: 'TLSv1',
      outcome: 'rejected',
      cipher: null,
      error: {
        code: 'closed',
        message: `shop.test:${server.port} closed the connection when it was offered TLS 1.0`,
      },
    });
  });

  test('with an answer that is no TLS', async () => {
    const server = await tcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    closers.push(server.close);
    expect(await observe(server.port)).toMatchObject({ outcome: 'rejected', error: { code: 'refused' } });
  });
});

describe('nothing is concluded', () => {
  test.each([
    // Newer versions of OpenSSL say of the first two that there are no protocols.
    ['sends no hello', 'TLS_AES_128_GCM_SHA256', 'no (?:ciphers|protocols) available'],
    ['breaks off', 'DEFAULT@SECLEVEL=1', 'legacy sigalg disallowed or unsupported|no protocols available'],
    ['knows none of the ciphers', 'NONE-OF-THEM', 'no cipher match'],
  ])('where the OpenSSL here %s', async (_, ciphers, reason) => {
    const { port } = await tlsServer(obsolete);
    expect(await observe(port, 'TLSv1', { ciphers })).toEqual({
      version: 'TLSv1',
      outcome: 'unreachable',
      cipher: null,
      error: {
        code: 'unsupported-here',
        message: expect.stringMatching(
          String.raw`^whether shop\.test:${port} accepts TLS 1\.0 cannot be told: the OpenSSL of this Node does not complete it \((?:${reason})\)$`,
        ),
      },
    });
  });

  test('where the server says nothing, in time', async () => {
    const server = await tcpServer(() => {});
    closers.push(server.close);
    const started = performance.now();
    expect(await observe(server.port, 'TLSv1', { timeoutMs: 200 })).toMatchObject({
      outcome: 'unreachable',
      error: { code: 'timeout' },
    });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('where nobody listens', async () => {
    const server = await tcpServer(() => {});
    server.close();
    expect(await observe(server.port)).toMatchObject({
      outcome: 'unreachable',
      error: { code: 'connection-refused' },
    });
  });

  test('where the guard forbids the address', async () => {
    const { port, names } = await tlsServer(obsolete);
    const request = { hostname: '127.0.0.1', port, version: 'TLSv1', timeoutMs: 1_000 } as const;
    expect(await observeTlsVersion(request, publicPageNetwork())).toMatchObject({
      outcome: 'unreachable',
      error: { code: 'private-address' },
    });
    expect(names).toEqual([]);
  });

  test('where the scan was stopped', async () => {
    const server = await tcpServer(() => {});
    closers.push(server.close);
    const signal = AbortSignal.timeout(50);
    expect(await observe(server.port, 'TLSv1', { signal })).toMatchObject({ outcome: 'unreachable' });
  });
});
