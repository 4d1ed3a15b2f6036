import { afterAll, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { own, serve, type Behaviour, type TestServer } from './testing/servers.ts';
import { gistOf, probeAndJudge } from './testing/probing.ts';

const servers: TestServer[] = [];
afterAll(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function judge(
  behaviour: Behaviour,
  more: Parameters<typeof probeAndJudge>[1] & { protocols?: string[] } = {},
) {
  const server = await serve(behaviour);
  servers.push(server);
  const { protocols, ...options } = more;
  const probed = await probeAndJudge({ url: server.url, ...(protocols && { protocols }) }, options);
  return { ...probed, gist: gistOf(probed.endpoint), server };
}

const greet = (socket: WebSocket): void => socket.send('{"type":"hello","items":3}');
const shut =
  (code: number, reason = 'origin') =>
  (socket: WebSocket): void =>
    socket.close(code, reason);
const later = (ms: number, work: () => void): void => void setTimeout(work, ms);
let counter = 0;

/** Name, behaviour, policy, handshakes, most ms it may take. */
const cases: [string, Behaviour, string, string[], number][] = [
  [
    'nobody is asked, greeting',
    { connected: greet },
    'missing',
    ['control accepted 101', 'foreign accepted 101', 'control-again accepted 101'],
    700,
  ],
  [
    'allow-list answers 403',
    { handshake: (origin) => own(origin) || 403, connected: greet },
    'enforced',
    ['control accepted 101', 'foreign rejected 403', 'control-again accepted 101'],
    500,
  ],
  [
    'allow-list answers 403, silent',
    { handshake: (origin) => own(origin) || 403 },
    'enforced',
    ['control accepted 101', 'foreign rejected 403', 'control-again accepted 101'],
    500,
  ],
  [
    'accepts, then closes with 1008',
    { connected: (socket, origin) => (own(origin) ? greet(socket) : shut(1008)(socket)) },
    'enforced',
    ['control accepted 101', 'foreign closed 101 1008', 'control-again accepted 101'],
    700,
  ],
  [
    'accepts, then closes with 4403, the page hears nothing',
    { connected: (socket, origin) => void (own(origin) || shut(4403)(socket)) },
    'enforced',
    ['control accepted 101', 'foreign closed 101 4403', 'control-again accepted 101'],
    2500,
  ],
  [
    'closes after 700 ms, the page hears nothing',
    { connected: (socket, origin) => void (own(origin) || later(700, () => shut(1008)(socket))) },
    'enforced',
    ['control accepted 101', 'foreign closed 101 1008', 'control-again accepted 101'],
    7000,
  ],
  [
    'closes after 1.5 s, the page hears nothing',
    { connected: (socket, origin) => void (own(origin) || later(1500, () => shut(1008)(socket))) },
    'enforced',
    ['control accepted 101', 'foreign closed 101 1008', 'control-again accepted 101'],
    9000,
  ],
  [
    'an error frame, then closes',
    {
      connected: (socket, origin) => {
        if (own(origin)) return greet(socket);
        socket.send('{"type":"error","data":"Invalid Host/Origin header"}');
        socket.close();
      },
    },
    'enforced',
    ['control accepted 101', 'foreign closed 101 1005', 'control-again accepted 101'],
    900,
  ],
  [
    'an error frame, and stays',
    {
      connected: (socket, origin) =>
        own(origin) ? greet(socket) : socket.send('{"event":"pusher:error","data":{"code":4009}}'),
    },
    'enforced',
    ['control accepted 101', 'foreign accepted 101', 'control-again accepted 101'],
    2500,
  ],
  [
    'leaks before it closes',
    {
      connected: (socket, origin) => {
        greet(socket);
        if (!own(origin)) shut(1008)(socket);
      },
    },
    'missing',
    [],
    900,
  ],
  [
    'says nothing to anybody',
    {},
    'missing',
    ['control accepted 101', 'foreign accepted 101', 'control-again accepted 101'],
    5000,
  ],
  [
    'echoes only',
    { connected: (socket) => socket.on('message', (data) => socket.send(data)) },
    'missing',
    [],
    5000,
  ],
  ['greets after 800 ms', { connected: (socket) => later(800, () => greet(socket)) }, 'missing', [], 3000],
  [
    'greets the page after 800 ms, closes on others',
    { connected: (socket, origin) => later(800, () => (own(origin) ? greet(socket) : socket.close(1008))) },
    'enforced',
    [],
    6000,
  ],
  [
    'greets the page after 2.5 s, closes on others',
    { connected: (socket, origin) => later(2500, () => (own(origin) ? greet(socket) : socket.close(1008))) },
    'enforced',
    [],
    9000,
  ],
  [
    'greets the page alone',
    { connected: (socket, origin) => void (own(origin) && greet(socket)) },
    'enforced',
    [],
    3500,
  ],
  [
    'greets with counter, time and token',
    {
      connected: (socket) =>
        socket.send(
          JSON.stringify({
            type: 'hello',
            seq: (counter += 1),
            at: new Date().toISOString(),
            sid: Math.random().toString(36).slice(2),
          }),
        ),
    },
    'missing',
    [],
    700,
  ],
  [
    'greets in other words each time',
    {
      connected: (socket, _origin, count) =>
        socket.send(['Carpe diem', 'Alea iacta est', 'Errare humanum'][count % 3] ?? ''),
    },
    'missing',
    [],
    1700,
  ],
  [
    'broadcasts every second',
    {
      connected: (socket) =>
        void setInterval(() => socket.send('{"tick":1}'), 1000 - (Date.now() % 1000)).unref(),
    },
    'missing',
    [],
    7000,
  ],
  [
    'sends data and closes',
    {
      connected: (socket) => {
        greet(socket);
        socket.close(1000);
      },
    },
    'missing',
    [],
    900,
  ],
  [
    'closes on everybody',
    { connected: shut(4401, 'login') },
    'undetermined',
    ['control closed 101 4401', 'foreign closed 101 4401'],
    1500,
  ],
  [
    'an error for everybody, then closes',
    {
      connected: (socket) => {
        socket.send('{"error":"login required"}');
        socket.close(4401);
      },
    },
    'undetermined',
    [],
    1500,
  ],
  [
    'waits for a first message for 1.5 s, then gives up',
    { connected: (socket) => later(1500, () => socket.close(4408)) },
    'missing',
    [],
    4000,
  ],
  ['refuses everybody', { handshake: () => 403 }, 'undetermined', ['control rejected 403'], 500],
  ['knows no such path', { handshake: () => 404 }, 'undetermined', ['control rejected 404'], 500],
  ['wants another version', { handshake: () => 426 }, 'undetermined', ['control rejected 426'], 500],
  [
    'lets everybody hang up',
    { handshake: () => null },
    'undetermined',
    ['control unreachable after 2'],
    2000,
  ],
  [
    'a wrong Accept',
    {
      handshake: () =>
        'HTTP/1.1 101 Ok\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n',
    },
    'undetermined',
    ['control rejected 101'],
    500,
  ],
  [
    'a wrong Accept for others',
    {
      handshake: (origin) =>
        own(origin) ||
        'HTTP/1.1 101 Ok\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n',
      connected: greet,
    },
    'undetermined',
    ['control accepted 101', 'foreign rejected 101', 'control-again accepted 101'],
    500,
  ],
  [
    'redirects others',
    {
      handshake: (origin) =>
        own(origin) || 'HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n',
      connected: greet,
    },
    'enforced',
    ['control accepted 101', 'foreign rejected 302', 'control-again accepted 101'],
    500,
  ],
  [
    'answers others with 200',
    { handshake: (origin) => own(origin) || 200, connected: greet },
    'enforced',
    ['control accepted 101', 'foreign rejected 200', 'control-again accepted 101'],
    500,
  ],
  [
    'drops others',
    { handshake: (origin) => own(origin) || null, connected: greet },
    'enforced',
    ['control accepted 101', 'foreign unreachable after 2', 'control-again accepted 101'],
    2000,
  ],
  [
    'fails for others',
    { handshake: (origin) => own(origin) || 500, connected: greet },
    'enforced',
    ['control accepted 101', 'foreign rejected 500', 'control-again accepted 101', 'foreign rejected 500'],
    900,
  ],
  [
    'refuses from the second handshake on',
    { handshake: (_origin, count) => count < 2 || 403 },
    'undetermined',
    ['control accepted 101', 'foreign rejected 403', 'control-again rejected 403', 'control rejected 403'],
    2500,
  ],
  [
    'refuses from the third handshake on',
    { handshake: (_origin, count) => count < 3 || 403, connected: greet },
    'undetermined',
    ['control accepted 101', 'foreign accepted 101', 'control-again rejected 403', 'control rejected 403'],
    2500,
  ],
  [
    'limits everybody from the second on',
    { handshake: (_origin, count) => count < 2 || 429 },
    'undetermined',
    [],
    4500,
  ],
  [
    'one connection at a time',
    { handshake: (_origin, _count, open) => open === 0 || 503, connected: greet },
    'missing',
    [],
    8000,
  ],
  [
    'one connection at a time, own page only',
    { handshake: (origin, _count, open) => (own(origin) ? open === 0 || 503 : 403), connected: greet },
    'enforced',
    [],
    8000,
  ],
];

describe('a server that', () => {
  test.concurrent.each(cases)('%s', async (_name, behaviour, policy, gist, within) => {
    const result = await judge(behaviour);
    expect({ policy: result.originPolicy, reason: result.originPolicyReason }).toEqual({
      policy,
      reason: expect.stringMatching(/^[A-Z].*\.$/),
    });
    expect(gist.length > 0 ? result.gist : gist).toEqual(gist);
    // How long it takes on a machine that has time; a busy one is given three times that, which still tells a hang.
    expect(result.ms).toBeLessThan(3 * within);
  });
});
