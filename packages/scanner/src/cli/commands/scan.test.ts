import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { startShop } from '../../demo/shop.ts';
import type { Report } from '../../report.ts';
import { runCli } from '../testing/capture.ts';
import { openSite, type Page, type Site } from '../testing/site.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function site(pages: Readonly<Record<string, Page>>): Promise<Site> {
  const opened = await openSite(pages);
  servers.push(opened.server);
  return opened;
}

/** A port that nothing listens on: one that was free a moment ago. */
async function closedPort(): Promise<string> {
  const { url, server } = await openSite({});
  await new Promise((resolve) => server.close(resolve));
  return url;
}

function reportIn(text: string): Report {
  const report: Report = JSON.parse(text);
  return report;
}

async function errorOf(
  target: string,
  ...argv: string[]
): Promise<readonly [number, string, string | undefined]> {
  const plain = await runCli([target, ...argv]);
  const json = await runCli([target, ...argv, '--format', 'json']);
  const report = reportIn(json.stdout);
  expect([plain.stdout, plain.stderr, report.verdict, report.target]).toEqual([
    '',
    json.stderr,
    'error',
    target,
  ]);
  const message = report.error?.message ?? '';
  expect(json.stderr).toBe(`wssure: ${message.startsWith(target) ? '' : `${target}: `}${message}\n`);
  expect(json.stderr.trimEnd()).not.toMatch(/\n|\bat .*:\d+:\d+/);
  return [json.status, report.error?.message ?? '', report.error?.code];
}

describe('bad targets: one line on stderr, a report for programs, exit 2', () => {
  test.each([
    ['ftp://shop.test/', 'unsupported-scheme'],
    ['javascript:alert(1)', 'unsupported-scheme'],
    ['wss://shop.test/live', 'unsupported-scheme'],
    ['https://', 'invalid-url'],
    ['https//shop.test', 'invalid-url'],
    ['https://no-such-host.invalid/', 'name-not-resolved'],
  ])('%s', async (target, expected) => {
    const [status, , code] = await errorOf(target);
    expect([status, code]).toEqual([2, expected]);
  });

  test('a refused connection', async () => {
    const [status, , code] = await errorOf(await closedPort());
    expect([status, code]).toEqual([2, 'connection-refused']);
  });

  test('a certificate that does not verify', async () => {
    const shop = await startShop();
    try {
      const pins = shop.resolve.flatMap((pin) => ['--resolve', pin]);
      const [status, message, code] = await errorOf(shop.url, ...pins);
      expect([status, code, message.includes('--ca'), message.includes('--insecure')]).toEqual([
        2,
        'tls-certificate',
        true,
        true,
      ]);
    } finally {
      await shop.close();
    }
  });

  test('a 404', async () => {
    const { url } = await site({});
    const [status, message] = await errorOf(url);
    expect([status, message.includes('404')]).toEqual([2, true]);
  });

  test('a page that is not HTML', async () => {
    const { url } = await site({ '/': { type: 'image/png', body: 'PNG' } });
    const [status, message] = await errorOf(url);
    expect([status, message.includes('image/png')]).toEqual([2, true]);
  });
});

describe('options that the network judges', () => {
  test.each([
    [
      ['--resolve', 'shop.test'],
      '--resolve "shop.test" is not host:port:address, like shop.test:443:127.0.0.1',
    ],
    [
      ['--resolve', 'shop.test:443:nowhere'],
      '--resolve "shop.test:443:nowhere" is not host:port:address, like shop.test:443:127.0.0.1',
    ],
    [
      ['--storage-state', '/nowhere/state.json'],
      '--storage-state /nowhere/state.json: cannot read it: no such file or folder',
    ],
    [
      ['--connect-to', 'a:b'],
      '--connect-to "a:b" is not host:port:host2:port2, like shop.test:443:127.0.0.1:8443',
    ],
  ])('%j', async (argv, message) => {
    expect(await runCli(['https://shop.test/', '--format', 'json', ...argv])).toEqual({
      status: 2,
      stdout: '',
      stderr: `wssure: ${message}\n`,
    });
  });
});

describe('wssure <url>', () => {
  const page = '<script src="/app.js"></script>';
  const script = "const socket = new WebSocket(location.origin.replace('http', 'ws') + '/live');";

  test('also as wssure scan, and without a scheme', async () => {
    const { url } = await site({ '/': { body: page }, '/app.js': { type: 'text/javascript', body: script } });
    const host = new URL(url).host;
    const argvs = [[url], ['scan', url], [host]];
    const runs = await Promise.all(
      argvs.map((argv) => runCli([...argv, '--format', 'json', '--probe', 'none'])),
    );
    expect(runs.map(({ status, stderr }) => [status, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, `wssure: ${host} has no scheme: taking http://${host}\n`],
    ]);
    const endpoints = runs.map(({ stdout }) => reportIn(stdout).endpoints.map((endpoint) => endpoint.url));
    expect(endpoints).toEqual(argvs.map(() => [`ws://${host}/live`]));
  });

  test('fails for an open Origin and shows where the socket is opened', async () => {
    const { url, server } = await site({
      '/': { body: page },
      '/app.js': { type: 'text/javascript', body: script },
    });
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => socket.send('hello'));
    const { status, stdout } = await runCli([url]);
    expect(status).toBe(1);
    expect(stdout).toContain('origin-not-validated');
    expect(stdout).toContain(`${url}app.js:1:16`);
    expect(stdout).toContain(`Run it again:\n  wssure ${url}\n`);
  });

  test('never shows text of a page or a server raw', async () => {
    const hostile = '\u001b]0;owned\u0007\u001b[2J\u202e';
    const { url, server } = await site({
      '/': {
        body: `<script src="/a.js"></script><script>new WebSocket('ws://' + location.host + '/x' /*${hostile}*/)</script><script src="/${hostile}"></script>`,
      },
      '/a.js': {
        type: 'text/javascript',
        body: `/* ${hostile} */ new WebSocket("ws://evil.test/${hostile}");\nconst a = "ws://b.test/${hostile}"`,
      },
    });
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => socket.send(hostile));
    const argv = [url, '--timeout', '2', '--resolve', 'evil.test:80:127.0.0.1'];
    const runs = [
      await runCli(argv),
      await runCli([...argv, '--quiet']),
      await runCli([...argv, '--format', 'markdown']),
    ];
    const raw = runs.flatMap(({ stdout, stderr }) => [...(stdout + stderr).matchAll(/[^\P{Cc}\n]|\p{Cf}/gu)]);
    expect(raw).toEqual([]);
    expect(runs[0]?.stdout).toContain('evil.test');
  });

  test('reads a list of targets and streams their reports', async () => {
    const { url } = await site({ '/': { body: 'a' }, '/b': { body: 'b' } });
    const folder = mkdtempSync(path.join(tmpdir(), 'wssure-scan-'));
    const file = path.join(folder, 'sites.txt');
    writeFileSync(file, `# ours\n${url}b\n\n${url}missing\n`);
    const { status, stdout, stderr } = await runCli([url, '--targets', file, '--format', 'jsonl']);
    const verdicts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => [reportIn(line).target, reportIn(line).verdict]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^wssure: \S+missing answered 404.*\n$/);
    expect(Object.fromEntries(verdicts)).toEqual({
      [url]: 'pass',
      [`${url}b`]: 'pass',
      [`${url}missing`]: 'error',
    });
    const piped = await runCli(['--targets', '-', '--format', 'jsonl', '--quiet'], { stdin: `${url}\n` });
    expect([piped.status, reportIn(piped.stdout).target]).toEqual([0, url]);
  });

  test('follows links where it is told to', async () => {
    const { url } = await site({
      '/': { body: '<a href="/chat">chat</a><a href="/logout">bye</a>' },
      '/chat': { body: '<script>new WebSocket("wss://live.test/chat")</script>' },
    });
    const alone = reportIn((await runCli([url, '--format', 'json'])).stdout);
    expect(alone.references).toEqual([]);
    const { status, stdout } = await runCli([url, '--crawl', '5', '--probe', 'none', '--format', 'json']);
    const report = reportIn(stdout);
    expect([status, report.page?.url, report.references.map(({ location }) => location.source)]).toEqual([
      0,
      url,
      [`${url}chat`],
    ]);
    expect(report.sources.map((source) => [source.kind, source.url])).toEqual([
      ['page', url],
      ['page', `${url}chat`],
      ['inline', `${url}chat`],
    ]);
  });

  test('keeps credentials out of reports, files and the command that runs it again', async () => {
    const { url } = await site({ '/': { body: page }, '/app.js': { type: 'text/javascript', body: script } });
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'wssure-scan-')), 'report.json');
    const secret = 'S3cr3tS3ss10nValue';
    const argv = [
      `${url}?token=${secret}`,
      '--cookie',
      `session=${secret}`,
      '--header',
      `X-Api-Key: ${secret}`,
    ];
    const { stdout, stderr } = await runCli([
      ...argv,
      '--format',
      'terminal',
      '--format',
      `json=${file}`,
      '--probe',
      'none',
    ]);
    expect((stdout + stderr + readFileSync(file, 'utf8')).includes(secret)).toBe(false);
    expect(stdout).toContain(`wssure '${url}?token=***' --cookie 'session=***' --header 'X-Api-Key: ***'`);
  });
});
