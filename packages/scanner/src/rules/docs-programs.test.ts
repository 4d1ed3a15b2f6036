import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { portOf } from '../net/testing/servers.ts';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill();
});

/** Starts a program as it stands on a rule's page, with the modules that this package sees. */
async function start(rule: string, index = 0): Promise<string> {
  const page = readFileSync(new URL(`../../docs/rules/${rule}.md`, import.meta.url), 'utf8');
  const code = [...page.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, program = '']) => program)[index] ?? '';
  const port = await freePort();
  const child = spawn(process.execPath, ['--input-type=module'], {
    cwd: packageRoot,
    env: { ...process.env, PORT: String(port) },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  running.push(child);
  child.stdin?.end(code);
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await fetchText(port)) !== null) return `127.0.0.1:${port}`;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing listens on port ${port}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The body and the cookie of an answer; null where nothing listens yet. A server without pages says nothing. */
function fetchText(port: number): Promise<{ text: string; cookie: string } | null> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, timeout: 300 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ text, cookie: String(response.headers['set-cookie']) }));
    });
    request.on('timeout', () => {
      request.destroy();
      resolve({ text: '', cookie: '' });
    });
    request.on('error', (error) =>
      resolve(error.message.includes('ECONNREFUSED') ? null : { text: '', cookie: '' }),
    );
  });
}

interface Client {
  readonly origin?: string;
  readonly cookie?: string;
  readonly says?: string;
}

/** The refusal's status, the first message, or the close code. */
function handshake(url: string, { origin, cookie, says }: Client = {}): Promise<number | string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { ...(origin && { origin }), headers: { ...(cookie && { cookie }) } });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => says !== undefined && socket.send(says));
    socket.on('message', (data: Buffer) => resolve(data.toString()));
    socket.on('close', (code) => resolve(code));
    socket.on('error', () => {});
  });
}

const own = 'https://shop.example';
const cookie = 'lang=de; sid=4f1c0de7';

describe('the programs of the rules’ pages do what they say', () => {
  test.each([
    ['session-hijackable', 403],
    ['session-unauthenticated', 401],
  ])('%s', async (rule, refusal) => {
    const place = await start(rule);
    const ask = (client: Client): Promise<number | string> => handshake(`ws://${place}/`, client);
    expect([
      await ask({ origin: own, cookie }),
      await ask({ origin: 'https://evil.example', cookie }),
      await ask({ origin: own }),
      await ask({ origin: own, cookie: 'sid=guess' }),
    ]).toEqual(['welcome, anna', refusal, refusal, refusal]);
  });

  test('session-unauthenticated, by the first message', async () => {
    const url = `ws://${await start('session-unauthenticated', 1)}/`;
    expect([
      await handshake(url, { says: 'token 4f1c0de7' }),
      await handshake(url, { says: 'token guess' }),
    ]).toEqual(['welcome', 4401]);
  });

  test('cookie-samesite', async () => {
    const { port } = new URL(`http://${await start('cookie-samesite')}`);
    expect((await fetchText(Number(port)))?.cookie).toBe(
      'sid=4f1c0de7; Path=/; Secure; HttpOnly; SameSite=Lax',
    );
  });

  test('token-in-url: a ticket opens one socket', async () => {
    const place = await start('token-in-url');
    const ticket = (await fetchText(Number(new URL(`http://${place}`).port)))?.text ?? '';
    const url = `ws://${place}/?ticket=${ticket}`;
    expect([await handshake(url), await handshake(url), await handshake(`ws://${place}/`)]).toEqual([
      'welcome',
      401,
      401,
    ]);
  });
});
