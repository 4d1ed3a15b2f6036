import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { listen } from './testing/site.ts';
import { runCli, type CapturedRun } from './testing/capture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'wssure-canaries-'));
const file = (name: string): string => path.join(folder, name);

/** One secret for each place from which one could get out. */
const given = {
  cookie: 'Canary1CookieOfTheUser',
  header: 'Canary2HeaderOfTheUser7',
  apiKey: 'Canary3KeyOfTheUser',
  stored: 'Canary4StorageState',
  password: 'Canary5PasswordInTheUrl',
  targetToken: 'Canary6TokenOfTheTarget9',
};
const sites = {
  setCookie: 'Canary7CookieOfThePage',
  queryToken: 'Canary8TokenOfTheSocket',
  subprotocol: 'Canary9SubprotocolToken4f0e8d7c6b5a49382716',
  userinfo: 'Canary10PasswordOfTheSocket',
  meta: 'Canary11CsrfToken',
  configuration: 'Canary12ApiKeyOfThePage',
  bearer: 'Canary13BearerInCode42',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiIxNCJ9.Q2FuYXJ5MTQ',
  message: 'Canary15SessionInAMessage',
  socketCookie: 'Canary16CookieOfTheSocket',
};

const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => false });
const server = createServer((request, response) => {
  const { host = '' } = request.headers;
  if (request.url?.startsWith('/refused')) {
    response.writeHead(401).end(JSON.stringify(request.headers));
    return;
  }
  response.setHeader('set-cookie', [`sid=${sites.setCookie}; Path=/; HttpOnly`, `csrf=${sites.setCookie}`]);
  response.setHeader('content-type', 'text/html');
  response.end(`<meta name="csrf-token" content="${sites.meta}"><script>
    const config = { apiKey: "${sites.configuration}", headers: { Authorization: "Bearer ${sites.bearer}" }, jwt: "${sites.jwt}" };
    new WebSocket('ws://${host}/live?token=${sites.queryToken}&room=1', ['chat', 'access_token', '${sites.subprotocol}']);
    new WebSocket('ws://me:${sites.userinfo}@${host}/named');
    new WebSocket('ws://${host}/refused?access_token=' + "${sites.jwt}"); connect("ws://127.0.0.1:9/?session=${sites.queryToken}");
    </script>`);
});
server.on('upgrade', (request: IncomingMessage, socket: Socket, head) => {
  if (request.url?.startsWith('/refused')) {
    const body = JSON.stringify(request.headers);
    socket.end(
      `HTTP/1.1 403 Forbidden\r\nSet-Cookie: sid=${sites.socketCookie}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    return;
  }
  sockets.handleUpgrade(request, socket, head, (client) => {
    client.send(JSON.stringify({ session: sites.message, seen: request.headers }));
    client.close(4000, `cookie: sid=${sites.message}`);
  });
});

let origin = '';
beforeAll(async () => {
  origin = (await listen(server)).replace(/\/$/, '');
  const stored = {
    name: 'stored',
    value: given.stored,
    domain: '127.0.0.1',
    path: '/',
    expires: -1,
    secure: false,
    httpOnly: true,
    sameSite: 'Lax',
  };
  writeFileSync(file('state.json'), JSON.stringify({ cookies: [stored], origins: [] }));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function target(): string {
  return `${origin.replace('//', `//me:${given.password}@`)}/?token=${given.targetToken}`;
}

function credentials(): string[] {
  const cookie = ['--cookie', `login=${given.cookie}`];
  const headers = [
    '--header',
    `Authorization: Bearer ${given.header}`,
    '--header',
    `X-Api-Key: ${given.apiKey}`,
  ];
  return [...cookie, ...headers, '--storage-state', file('state.json')];
}

/** Which of the secrets a text holds, in whatever spelling. */
function leaks(text: string): string[] {
  const spelled = [text, decoded(text), Buffer.from(text).toString('base64')].join('\n');
  return [...Object.entries(given), ...Object.entries(sites)].flatMap(([name, secret]) =>
    [secret, Buffer.from(secret).toString('base64').slice(0, -3), encodeURIComponent(secret)].some(
      (spelling) => spelled.includes(spelling),
    )
      ? [name]
      : [],
  );
}

function decoded(text: string): string {
  return text.replaceAll(/%[\da-f]{2}|\\u00[\da-f]{2}/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(-2), 16)),
  );
}

const formats = ['json', 'jsonl', 'sarif', 'junit', 'markdown', 'html'] as const;

describe('secrets of the user and of the site', () => {
  let ran: CapturedRun;
  beforeAll(async () => {
    const outputs = formats.flatMap((format) => ['--format', `${format}=${file(format)}`]);
    const kept = ['--save-artifacts', file('artifacts'), '--write-baseline', file('baseline')];
    ran = await runCli([
      target(),
      ...credentials(),
      '--format',
      'terminal',
      ...outputs,
      ...kept,
      '--timeout',
      '3',
    ]);
  }, 60_000);

  test('the scan saw them all', () => {
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    const report: { endpoints: { url: string }[] } = JSON.parse(readFileSync(file('json'), 'utf8'));
    expect(report.endpoints.map(({ url }) => new URL(url).pathname)).toEqual(['/live', '/named', '/refused']);
  });

  test.each(formats)('are in no %s report', (format) => {
    expect(leaks(readFileSync(file(format), 'utf8'))).toEqual([]);
  });

  test('are neither on stdout nor on stderr, the command that runs it again included', () => {
    expect([leaks(ran.stdout), leaks(ran.stderr)]).toEqual([[], []]);
    expect(ran.stdout).toContain('wssure ');
  });

  test('are in no baseline', () => {
    expect(leaks(readFileSync(file('baseline'), 'utf8'))).toEqual([]);
  });

  test("are in kept artifacts only where the site's own words, or the target's URL, hold them", () => {
    // What is judged again must be what was seen. What the user handed in besides has no part in that.
    const held = leaks(readFileSync(file('artifacts'), 'utf8'));
    expect(held.filter((name) => name in given)).toEqual(['targetToken']);
    expect(held).toContain('message');
  });

  test('are in no report that is made of kept artifacts, without knowing the user’s', async () => {
    const again = await runCli(['--from-artifacts', file('artifacts'), '--format', 'json']);
    expect(leaks(again.stdout)).toEqual([]);
  });
});

test.each([
  [
    'a target that is no page',
    () => [`${origin.replace('//', `//me:${given.password}@`)}:99/x?token=${given.targetToken}`],
  ],
  ['a target that refuses', () => [`${origin}/refused?token=${given.targetToken}`]],
  ['an unknown scheme', () => [`gopher://me:${given.password}@h.test/?token=${given.targetToken}`]],
  ['a port that is closed', () => [`http://me:${given.password}@127.0.0.1:9/?token=${given.targetToken}`]],
  ['a proxy that is not there', () => [`${origin}/`, '--proxy', `http://me:${given.password}@127.0.0.1:9`]],
  ['a header that is none', () => [`${origin}/`, '--header', `X Key: ${given.apiKey}`]],
])('the error of %s tells none', async (_, argv) => {
  const { status, stdout, stderr } = await runCli([...argv(), ...credentials(), '--timeout', '2']);
  expect([status, leaks(stdout), leaks(stderr)]).toEqual([2, [], []]);
});

test('other users of the machine see none in the list of processes', { timeout: 60_000 }, async () => {
  const wssure = fileURLToPath(new URL('../../bin/wssure.js', import.meta.url));
  const silent = createServer(() => {});
  const url = (await listen(silent)).replace('//', `//me:${given.password}@`);
  const child = spawn(process.execPath, [wssure, url, ...credentials(), '--timeout', '30'], {
    stdio: 'ignore',
  });
  try {
    let line = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8');
    for (const until = performance.now() + 20_000; leaks(line).length > 0 && performance.now() < until;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      line = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8');
    }
    expect(leaks(line)).toEqual([]);
  } finally {
    child.kill();
    silent.closeAllConnections();
    silent.close();
  }
});
