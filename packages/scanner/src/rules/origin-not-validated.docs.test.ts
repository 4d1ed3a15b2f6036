import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

const page = readFileSync(new URL('../../docs/rules/origin-not-validated.md', import.meta.url), 'utf8');
const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The page's Node programs, each under the heading that it stands under. */
const programs = page.split(/^### /m).flatMap((section) =>
  [...section.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, code = '']) => ({
    heading: section.slice(0, section.indexOf('\n')),
    code,
  })),
);

const paths: Record<string, string> = {
  'Node: ws': '/live',
  'Node: Socket.IO 4': '/socket.io/?EIO=4&transport=websocket',
  'Node: SockJS': '/feed/000/wssure00/websocket',
};

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a program as it stands on the page, with the modules that this package sees. */
async function run(code: string): Promise<number> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--input-type=module'], {
    cwd: packageRoot,
    env: { ...process.env, PORT: String(port) },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  running.push(child);
  child.stdin?.end(code);
  await listening(port);
  return port;
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing listens on port ${port}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** The status of a handshake and the first message of what it opened. */
function handshake(
  port: number,
  path: string,
  origin: string,
): Promise<{ status: number; greeted: boolean }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { origin });
    socket.on('message', () => {
      resolve({ status: 101, greeted: true });
      socket.terminate();
    });
    socket.on('unexpected-response', (_, response) => {
      resolve({ status: response.statusCode ?? 0, greeted: false });
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

describe('the Node programs of the page', () => {
  test('are the ones that are tried here', () => {
    expect(programs.map(({ heading }) => heading)).toEqual([
      'Node: ws',
      'Node: ws',
      'Node: Socket.IO 4',
      'Node: SockJS',
    ]);
  });

  test.each(programs.map(({ heading, code }, index) => [index, heading, code] as const))(
    'number %i (%s) lets its page in and refuses every other Origin',
    async (_, heading, code) => {
      const port = await run(code);
      const path = paths[heading] ?? '/';
      expect(await handshake(port, path, 'https://shop.example')).toEqual({ status: 101, greeted: true });
      const foreign = [
        'https://wssure-probe.example',
        'null',
        'http://shop.example',
        'https://shop.example.wssure-probe.example',
        'https://evilshop.example',
        'https://a.shop.example',
        'https://shop.example:8443',
      ];
      for (const origin of foreign) {
        const answer = await handshake(port, path, origin);
        expect({ origin, refused: answer.status === 403 || answer.status === 400 }).toEqual({
          origin,
          refused: true,
        });
      }
    },
  );

  test.each([
    ['Node: Socket.IO 4', '/socket.io/?EIO=4&transport=polling'],
    ['Node: SockJS', '/feed/info'],
  ])('%s: the HTTP transport refuses a foreign Origin and serves the page', async (heading, path) => {
    const port = await run(programs.find((program) => program.heading === heading)?.code ?? '');
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status;
    expect([
      await status({}),
      await status({ origin: 'https://shop.example' }),
      await status({ origin: 'https://wssure-probe.example' }),
    ]).toEqual([200, 200, 403]);
  });
});
