import { createServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Endpoint } from '../artifacts.ts';
import { Clock } from '../clock.ts';
import { openNetwork } from '../net/open.ts';
import { serverKey, shopCertificate } from '../net/testing/certificates.ts';
import { portOf } from '../net/testing/servers.ts';
import { resolveOptions, type ScanOptions } from '../options.ts';
import { rules } from '../rules/list.ts';
import { probeEndpoints } from './run.ts';
import { pageOrigin } from './testing/servers.ts';
import { wantedTransports } from './transports.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A real `wss` server, and how many TLS connections came to it. */
async function secureServer(options: TlsOptions = {}): Promise<{ port: number; connections: () => number }> {
  let connections = 0;
  const server = createServer({ cert: shopCertificate, key: serverKey, ...options });
  server.on('connection', () => (connections += 1));
  new WebSocketServer({ server }).on('connection', (socket) => socket.send('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: portOf(server), connections: () => connections };
}

/** The endpoints at these paths, after the control's handshake and the offer of old TLS versions. */
async function probe(
  { port }: { readonly port: number },
  paths: readonly string[] = ['/live'],
  options: ScanOptions = {},
): Promise<Endpoint[]> {
  const settings = resolveOptions({ timeoutMs: 2_000, resolve: [`shop.test:${port}:127.0.0.1`], ...options });
  const network = openNetwork(settings);
  network.setPage({ url: `${pageOrigin}/`, address: '127.0.0.1' });
  closers.push(network.close);
  return probeEndpoints({
    endpoints: paths.map((path) => ({
      url: `wss://shop.test:${port}${path}`,
      library: 'websocket',
      protocols: [],
      party: 'first',
      references: [],
      observations: [],
    })),
    pageOrigin,
    options: settings,
    network,
    clock: new Clock(settings.limits.scanMs),
    wanted: new Set(['control']),
    transports: new Set(['tlsVersions']),
  });
}

const obsolete: TlsOptions = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };

describe('TLS versions', () => {
  test('that a server accepts are told with their cipher', async () => {
    const [endpoint] = await probe(await secureServer(obsolete));
    expect(endpoint?.tlsVersions).toEqual([
      { version: 'TLSv1', outcome: 'accepted', cipher: 'ECDHE-ECDSA-AES256-SHA', error: null },
      { version: 'TLSv1.1', outcome: 'accepted', cipher: 'ECDHE-ECDSA-AES256-SHA', error: null },
    ]);
    expect(endpoint?.observations[0]?.tls?.protocol).toBe('TLSv1.3');
  });

  test('that it refuses are told as refused', async () => {
    const [endpoint] = await probe(await secureServer());
    expect(endpoint?.tlsVersions?.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['rejected', 'refused'],
      ['rejected', 'refused'],
    ]);
  });

  test('are offered once to one place, whatever number of endpoints is there', async () => {
    const server = await secureServer(obsolete);
    const endpoints = await probe(server, ['/a', '/b', '/c']);
    expect(endpoints.map(({ tlsVersions }) => tlsVersions?.map(({ outcome }) => outcome))).toEqual(
      Array.from({ length: 3 }, () => ['accepted', 'accepted']),
    );
    expect(server.connections()).toBe(3 + 2);
  });

  test('are not offered once the handshakes of the endpoint are used up', async () => {
    const server = await secureServer(obsolete);
    const [endpoint] = await probe(server, ['/live'], { limits: { handshakes: 1 } });
    expect(endpoint?.tlsVersions?.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['unreachable', 'limit'],
      ['unreachable', 'limit'],
    ]);
    expect(server.connections()).toBe(1);
  });

  test('are not offered at basic depth', async () => {
    const server = await secureServer(obsolete);
    const [endpoint] = await probe(server, ['/live'], { depth: 'basic' });
    expect([endpoint?.tlsVersions, server.connections()]).toEqual([undefined, 1]);
  });
});

test('the rules ask for every transport between them, and no rules for none', () => {
  expect([wantedTransports(rules), wantedTransports([])]).toEqual([
    new Set(['plaintext', 'tlsVersions', 'http2', 'fallbacks']),
    new Set(),
  ]);
});
