import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Server as SocketIo } from 'socket.io';
import { WebSocketServer, type WebSocket } from 'ws';
import { probe, type Finding, type ProbeOptions } from 'wssure';
import { DevTools, hasBrowser } from './browser/devtools.ts';
import { Tab } from './browser/tab.ts';

interface Proof {
  readonly curl: string;
  readonly page: string;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listening(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return (server.address() as AddressInfo).port;
}

/** A shop whose socket greets, to whom `admits` lets in; what it lets in can be changed later. */
async function shop(
  connected: (socket: WebSocket, cookie: string) => void,
): Promise<{ url: string; page: string; admit: (check: (origin: string) => boolean) => void }> {
  let admits = (_origin: string): boolean => true;
  const server = createServer((_request, response) => response.end('shop'));
  const wss = new WebSocketServer({
    server,
    verifyClient: ({ origin }: { origin: string }) => admits(origin),
  });
  wss.on('connection', (socket, { headers }) => connected(socket, headers.cookie ?? ''));
  const port = await listening(server);
  return {
    url: `ws://127.0.0.1:${port}/live`,
    page: `http://127.0.0.1:${port}/`,
    admit: (check) => (admits = check),
  };
}

async function proofOf(rule: string, url: string, options: ProbeOptions): Promise<Proof> {
  const { findings } = await probe([url], { ...options, timeoutMs: 2_000 });
  const found: Finding | undefined = findings.find((finding) => finding.rule === rule);
  return found?.evidence.proof as unknown as Proof;
}

/** What a terminal shows of the command. */
function run(command: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}

async function installed(command: string): Promise<boolean> {
  return (await run(`command -v ${command}`)) !== '';
}
const hasCurl = await installed('curl');

describe.skipIf(!hasCurl)('the command of a finding', () => {
  test('shows the 101 and what the foreign Origin is told, until the server is mended', async () => {
    const { url, page, admit } = await shop((socket) => socket.send('hello, stranger'));
    const { curl } = await proofOf('origin-not-validated', url, { page });
    const open = await run(curl);
    expect(open.split('\r\n')[0]).toBe('HTTP/1.1 101 Switching Protocols');
    expect(open).toContain('hello, stranger');
    admit((origin) => `${origin}/` === page);
    expect((await run(curl)).split('\r\n')[0]).toBe('HTTP/1.1 401 Unauthorized');
  });

  test('repeats the lookalike that got in, where the name leads elsewhere', async () => {
    const { url, admit } = await shop((socket) => socket.send('hello'));
    const { port } = new URL(url);
    admit((origin) => origin.endsWith('shop.test'));
    const options = { page: 'https://app.shop.test/', resolve: [`live.shop.test:${port}:127.0.0.1`] };
    const { curl } = await proofOf('origin-validated-weakly', `ws://live.shop.test:${port}/`, options);
    expect(curl).toContain('Origin: https://evilapp.shop.test');
    expect(await run(curl)).toContain('hello');
  });

  test('repeats the request to an HTTP transport', async () => {
    const server = createServer();
    const io = new SocketIo(server, { cors: { origin: true, credentials: true } });
    const port = await listening(server);
    closing.push(() => io.close());
    const url = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`;
    const { curl } = await proofOf('fallback-cross-origin', url, { page: `http://127.0.0.1:${port}/` });
    const answer = await run(curl);
    expect(answer).toContain('Access-Control-Allow-Origin: https://wssure-probe.example');
    expect(answer).toMatch(/\r\n\r\n0\{"sid":"/);
  });
});

describe.skipIf(!hasBrowser)('the page of a finding', () => {
  let devtools: DevTools;
  beforeAll(
    () =>
      void (devtools = new DevTools(
        'MAP shop.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      )),
  );
  afterAll(() => devtools.close());

  /** What the page says, opened from a server of its own; `tab` may have been to the shop before. */
  async function opened(
    html: string,
    tab: Tab,
    host = 'localhost',
  ): Promise<{ verdict: string; log: string }> {
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(html),
    );
    const port = await listening(server, host);
    await tab.goTo(`http://${host}:${port}/`);
    await tab.until(
      async () => (await tab.evaluate('document.documentElement.className')) !== '',
      'a verdict',
    );
    return { verdict: (await tab.text('#verdict')).split(':')[0] ?? '', log: await tab.text('#log') };
  }

  async function withTab<T>(act: (tab: Tab) => Promise<T>): Promise<T> {
    const tab = await Tab.open(devtools, { width: 1280 });
    const result = await act(tab);
    await tab.close();
    return result;
  }

  test('opens the socket from another origin, and is refused once the server is mended', async () => {
    const { url, page, admit } = await shop((socket) => socket.send('hello, <b>stranger</b>'));
    const proof = await proofOf('origin-not-validated', url, { page });
    expect(await withTab((tab) => opened(proof.page, tab))).toEqual({
      verdict: 'OPEN',
      log: 'the server: hello, <b>stranger</b>',
    });
    admit((origin) => `${origin}/` === page);
    expect(await withTab((tab) => opened(proof.page, tab))).toEqual({ verdict: 'REFUSED', log: '' });
  });

  test("says what its library's client says, and hears the session that is granted", async () => {
    const server = createServer();
    const io = new SocketIo(server);
    io.on('connection', (socket) => socket.emit('news', 'for all'));
    const port = await listening(server);
    closing.push(() => io.close());
    const url = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`;
    const proof = await proofOf('origin-not-validated', url, { page: `http://127.0.0.1:${port}/` });
    const { verdict, log } = await withTab((tab) => opened(proof.page, tab));
    expect(verdict).toBe('OPEN');
    expect(log).toMatch(
      /^the server: 0\{.*\}\nthis page: 40\nthe server: 40\{.*\}\nthe server: 42\["news","for all"\]$/,
    );
  });

  test('tells a late refusal from a connection', async () => {
    const { url, page } = await shop((socket) => socket.send('hello'));
    const proof = await proofOf('origin-not-validated', url, { page });
    const late = await shop((socket) => socket.close(4403, 'origin'));
    expect(await withTab((tab) => opened(proof.page.replace(url, late.url), tab))).toEqual({
      verdict: 'CLOSED',
      log: 'the server closes with 4403 origin',
    });
  });

  test('shows the session of whoever is logged in, and that it stands on the site itself', async () => {
    const account = (socket: WebSocket, cookie: string): void =>
      socket.send(
        cookie.includes('sid=anna') ? '{"user":"anna","balance":12}' : '{"error":"login required"}',
      );
    const { url, page } = await shop(account);
    const proof = await proofOf('session-hijackable', url, { page, cookies: ['sid=anna'] });
    await withTab(async (tab) => {
      // Another port is another origin and the same site: the cookie goes there, as a sibling subdomain's would.
      await tab.send('Network.setCookie', { url: page, name: 'sid', value: 'anna' });
      expect(await opened(proof.page, tab, '127.0.0.1')).toEqual({
        verdict: 'OPEN',
        log: 'the server: {"user":"anna","balance":12}',
      });
    });
    const own = proof.page.replace(
      `"pageOrigin": "${new URL(page).origin}"`,
      '"pageOrigin": location.origin',
    );
    expect(await withTab((tab) => opened(own, tab))).toEqual({ verdict: 'NOTHING SHOWN', log: '' });
  });
});
