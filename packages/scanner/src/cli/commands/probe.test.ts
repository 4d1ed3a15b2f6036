import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Report } from '../../report.ts';
import { runCli } from '../testing/capture.ts';
import { listen } from '../testing/site.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const page = 'https://shop.test/cart';

/** A real `ws` server that greets; with an allow-list, it answers other Origins with 403. */
async function open(allowed?: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  servers.push(server);
  const sockets = new WebSocketServer({
    server,
    handleProtocols: (offered) => [...offered][0] ?? false,
    ...(allowed !== undefined && {
      verifyClient: ({ origin }: { origin: string }, done: (ok: boolean, code?: number) => void) =>
        done(origin === allowed, 403),
    }),
  });
  sockets.on('connection', (socket) => socket.send(`hello ${socket.protocol}`));
  return (await listen(server, 'ws')).replace(/\/$/, '/live');
}

async function probed(...argv: string[]): Promise<{ status: number; stderr: string; report: Report }> {
  const { status, stdout, stderr } = await runCli(['probe', ...argv, '--format', 'json']);
  const report: Report = JSON.parse(stdout);
  return { status, stderr, report };
}

describe('wssure probe', () => {
  test('compares what the page gets with what another origin gets', async () => {
    const weak = await open();
    const sound = await open('https://shop.test');
    const { status, stderr, report } = await probed(
      weak,
      sound,
      '--page',
      page,
      '--first-party',
      '127.0.0.1',
    );
    expect({ status, stderr, target: report.target, page: report.page }).toEqual({
      status: 1,
      stderr: '',
      target: page,
      page: null,
    });
    expect(report.endpoints.map(({ url, originPolicy }) => [url, originPolicy])).toEqual([
      [weak, 'missing'],
      [sound, 'enforced'],
    ]);
  });

  test('asks every endpoint that is named, however many, of whichever party', async () => {
    const sound = await open('https://shop.test');
    const urls = Array.from({ length: 60 }, (_item, index) => `${sound}?n=${index}`);
    for (const firstParty of ['127.0.0.1', 'shop.test']) {
      const { report } = await probed(
        ...urls,
        '--page',
        page,
        '--depth',
        'basic',
        '--first-party',
        firstParty,
      );
      expect(report.endpoints.map(({ url, originPolicy }) => [url, originPolicy])).toEqual(
        urls.map((url) => [url, 'enforced']),
      );
    }
  });

  test('takes http URLs as the WebSocket constructor does', async () => {
    const sound = await open('https://shop.test');
    const { report } = await probed(
      sound.replace('ws:', 'http:'),
      '--page',
      page,
      '--first-party',
      '127.0.0.1',
    );
    expect(report.endpoints.map(({ url }) => url)).toEqual([sound]);
  });

  test('offers the given subprotocols', async () => {
    const { report } = await probed(
      await open(),
      '--page',
      page,
      '--subprotocol',
      'graphql-ws',
      '--first-party',
      '127.0.0.1',
    );
    expect(report.endpoints[0]?.protocols).toEqual(['graphql-ws']);
    expect(report.endpoints[0]?.probes[0]?.firstMessage).toBe('hello graphql-ws');
  });

  test('prints the terminal report with the command that runs it again', async () => {
    const url = await open('https://shop.test');
    const { status, stdout } = await runCli(['probe', url, '--page', page, '--first-party', '127.0.0.1']);
    expect([status, stdout.split('\n')[0]?.includes(page)]).toEqual([0, true]);
    expect(
      stdout.endsWith(`Run it again:\n  wssure probe ${url} --page ${page} --first-party 127.0.0.1\n`),
    ).toBe(true);
  });

  test.each([
    [['ftp://shop.test/', '--page', page], 'invalid-url'],
    [['wss://shop.test/live', '--page', 'shop'], 'invalid-url'],
    [['wss://shop.test/live', '--page', 'wss://shop.test/'], 'unsupported-scheme'],
  ])('%j is a report whose verdict is error', async (argv, code) => {
    const { status, report } = await probed(...argv);
    expect([status, report.verdict, report.error?.code]).toEqual([2, 'error', code]);
  });
});
