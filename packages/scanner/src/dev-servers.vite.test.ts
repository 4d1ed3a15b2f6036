import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createViteServer } from 'vitest/node';
import { scan } from './scan.ts';

/** The development server that these tests run in, as a developer starts it. */
let server: Awaited<ReturnType<typeof createViteServer>>;
let url = '';

beforeAll(async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'wssure-vite-'));
  writeFileSync(path.join(root, 'index.html'), '<!doctype html><title>shop</title><h1>shop</h1>');
  server = await createViteServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0, watch: null },
    cacheDir: path.join(root, 'cache'),
  });
  await server.listen();
  const address = server.httpServer?.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
});
afterAll(() => server.close());

test('the socket of a real Vite is told from the page’s own', async () => {
  const report = await scan(url, { timeoutMs: 3_000 });
  const about = report.findings.filter(({ rule }) => rule === 'dev-server-socket');
  expect(about).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      severity: 'info',
      evidence: {
        server: 'Vite',
        recognisedBy: 'its subprotocol vite-hmr',
        clients: [`${url}@vite/client`],
        local: true,
      },
    }),
  );
  expect(
    report.sources.filter(({ devServer }) => devServer).map((source) => [source.url, source.devServer]),
  ).toEqual([[`${url}@vite/client`, 'vite']]);
  // Its ping is written into a worker too: known there, it is not unknown at the same place.
  expect(report.references.filter(({ url: address }) => address === null)).toEqual([]);
  const others = report.findings.map(({ rule }) => rule);
  expect(others).not.toContain('token-in-url');
  expect(others).not.toContain('session-unauthenticated');
});
