import { createHash } from 'node:crypto';
import type { OriginPolicy } from 'wssure';
import type { WebSocket } from 'ws';
import { page, type VerdictCase } from '../case.ts';
import { greet, serve, type Behaviour, type Hello } from '../ws-server.ts';

/** Servers that answer 101 to everybody: what comes then is the answer. */
export const after101: readonly VerdictCase[] = [
  late('closes with 1008 at once', (socket) => socket.close(1008, 'origin')),
  late('closes with 4403 after 0.3 s', (socket) => void setTimeout(() => socket.close(4403), 300)),
  late('closes without a code after 0.2 s', (socket) => void setTimeout(() => socket.close(), 200)),
  late('cuts the connection', (socket) => socket.terminate()),
  late('resets the connection after 0.3 s', (socket) => void setTimeout(() => socket.terminate(), 300)),
  late('closes with 1011, as if it had failed', (socket) => socket.close(1011)),
  late('sends an error and closes with 4401', (socket) => {
    socket.send(JSON.stringify({ type: 'error', message: 'origin not allowed' }));
    socket.close(4401);
  }),
  late('sends an error and stays', (socket) => socket.send('{"error":"forbidden","code":403}')),
  late('sends an error in German and stays', (socket) =>
    socket.send('{"typ":"fehler","text":"Herkunft nicht erlaubt"}'),
  ),
  late('sends an error in plain words and stays', (socket) => socket.send('Invalid host/origin header')),
  late('says nothing', () => {}),
  {
    ...late('is sent elsewhere; the page is greeted in new words each time', () => {}),
    start: () =>
      served((socket, { origin }) =>
        socket.send(origin === page ? `Welcome ${letters()} to the shop` : 'Sorry, come from our own site'),
      ),
  },
  late('a place in a queue, then 1008 after 2.5 s', (socket) => {
    socket.send('{"queue":3}');
    setTimeout(() => socket.close(1008), 2_500);
  }),
  late('pings and says nothing', (socket) => repeat(socket, 100, () => socket.ping())),
  {
    ...late('says nothing; the page is greeted after 1.5 s', () => {}),
    start: () => pageOnly((socket) => void setTimeout(() => greet(socket), 1_500)),
  },
  {
    ...late('says nothing; the page is greeted after 4.5 s', () => {}),
    start: () => pageOnly((socket) => void setTimeout(() => greet(socket), 4_500)),
  },
  {
    ...late('says nothing; the page gets a message every 2 s', () => {}),
    start: () =>
      pageOnly((socket) => repeat(socket, 2_000, () => socket.send(JSON.stringify({ tick: Date.now() })))),
  },
  {
    ...late('closes with 1008 after 1.2 s; the page is left in silence', () => {}),
    start: () =>
      served((socket, { origin }) => {
        if (origin !== page) setTimeout(() => socket.close(1008), 1_200);
      }),
  },
  {
    ...late('closes with 1000 after 2.5 s; the page is left in silence', () => {}),
    start: () =>
      served((socket, { origin }) => {
        if (origin !== page) setTimeout(() => socket.close(1000), 2_500);
      }),
  },
  {
    ...late('says nothing, as does whoever lacks the host', () => {}),
    policy: 'weak',
    bypasses: ['suffix', 'prefix', 'substring', 'subdomain', 'scheme', 'port'],
    because: 'whoever has the host in the Origin is greeted',
    start: () =>
      served((socket, { origin }) => {
        if (origin.includes('app.shop.test')) greet(socket);
      }),
  },
  {
    ...late('is closed; the page is greeted and closed as well', () => {}),
    start: () =>
      served((socket, { origin }) => {
        if (origin === page) greet(socket);
        socket.close(1000);
      }),
  },
  same('greets', greet),
  same('greets after 2.5 s', (socket) => void setTimeout(() => greet(socket), 2_500)),
  same('echoes the Origin in its greeting', (socket, { origin }) =>
    socket.send(JSON.stringify({ type: 'welcome', origin, at: new Date().toISOString() })),
  ),
  {
    ...same('repeats a short Origin in its greeting', () => {}),
    start: async () => ({
      ...(await served((socket, { origin }) => socket.send(JSON.stringify({ type: 'welcome', origin })))),
      page: 'http://a.shop.test',
    }),
  },
  same('tells the page that it is for', (socket) =>
    socket.send(JSON.stringify({ type: 'welcome', site: page })),
  ),
  same('names a channel after the Origin', (socket, { origin }) => {
    const channel = `room-${createHash('md5').update(origin).digest('hex')}`;
    socket.send(JSON.stringify({ type: 'welcome', channel }));
  }),
  same('tells the host of the Origin', (socket, { origin }) =>
    socket.send(JSON.stringify({ type: 'welcome', tenant: URL.parse(origin)?.hostname ?? null })),
  ),
  same('greets with other data each time', (socket) =>
    socket.send(
      JSON.stringify({
        type: 'snapshot',
        prices: Array.from({ length: 3 + Math.floor(Math.random() * 5) }, () => Math.random()),
        user: { name: `guest-${Math.floor(Math.random() * 1e6)}` },
      }),
    ),
  ),
  same('greets in plain text with a number', (socket) =>
    socket.send(`You are visitor ${Math.floor(Math.random() * 1e6)}, welcome`),
  ),
  same('greets with a code to pair with', (socket) =>
    socket.send(JSON.stringify({ type: 'pair', code: Math.floor(Math.random() * 1e6) })),
  ),
  same('gives everybody a name', (socket) =>
    socket.send(JSON.stringify({ type: 'welcome', name: `${letters()} ${letters()}` })),
  ),
  same('greets with bytes', (socket) => socket.send(Buffer.from([0, 1, Math.floor(Math.random() * 256), 9]))),
  same('asks everybody to log in first', (socket) => socket.send('{"type":"auth_required"}')),
  same('greets the page at once and others after 3 s', (socket, { origin }) => {
    if (origin === page) greet(socket);
    else setTimeout(() => greet(socket), 3_000);
  }),
  same('is silent until spoken to', () => {}),
  same('pings and is silent', (socket) => repeat(socket, 500, () => socket.ping())),
  same('sends a message every 5 s', (socket) =>
    repeat(socket, 5_000, () => socket.send(JSON.stringify({ tick: Date.now() }))),
  ),
  same('sends the news to all at once, every 0.7 s', (socket) =>
    repeat(socket, 700, () => socket.send(JSON.stringify({ topic: 'news', at: Date.now() }))),
  ),
  same('sends one message and closes with 1000', (socket) => {
    greet(socket);
    socket.close(1000);
  }),
  same('gives up on the silent after 2 s', (socket) => void setTimeout(() => socket.close(4408), 2_000)),
  {
    ...same('greets the foreign page too, then closes with 1008', () => {}),
    because: 'what the page gets leaks before the close',
    start: () =>
      served((socket, { origin }) => {
        greet(socket);
        if (origin !== page) socket.close(1008);
      }),
  },
  {
    ...same('greets the foreign page too, and closes a second later', () => {}),
    because: 'what the page gets leaks before the close',
    start: () =>
      served((socket, { origin }) => {
        greet(socket);
        if (origin !== page) setTimeout(() => socket.close(4403), 1_000);
      }),
  },
  {
    ...same('compresses its greeting', () => {}),
    start: () =>
      serve({
        server: { perMessageDeflate: { threshold: 0 } },
        connected: (socket) => socket.send(JSON.stringify({ type: 'hello', text: 'x'.repeat(10_000) })),
      }),
  },
  {
    family: 'after the 101',
    name: 'asks everybody to log in, and closes with 4401',
    policy: 'undetermined',
    because: 'the page itself gets nothing but the refusal',
    start: () =>
      served((socket) => {
        socket.send('{"type":"error","message":"unauthorized"}');
        socket.close(4401);
      }),
  },
  {
    family: 'after the 101',
    name: 'closes on everybody at once',
    policy: 'undetermined',
    because: 'the control is closed before any message',
    start: () => served((socket) => socket.close(1011)),
  },
];

/** A word of letters alone, another one each time. */
function letters(): string {
  return Array.from({ length: 6 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');
}

/** The page is greeted; what the foreign Origin gets is told. */
function late(name: string, foreign: (socket: WebSocket) => void): VerdictCase {
  return verdict(`the foreign Origin: ${name}`, 'enforced', 'it gets nothing that the page gets', {
    connected: (socket, { origin }) => (origin === page ? greet(socket) : foreign(socket)),
  });
}

/** Everybody is treated alike. */
function same(name: string, connected: (socket: WebSocket, hello: Hello) => void): VerdictCase {
  return verdict(`everybody: ${name}`, 'missing', 'no Origin is looked at', { connected });
}

function verdict(name: string, policy: OriginPolicy, because: string, behaviour: Behaviour): VerdictCase {
  return { family: 'after the 101', name, policy, because, start: () => serve(behaviour) };
}

function pageOnly(connected: (socket: WebSocket) => void): ReturnType<typeof serve> {
  return served((socket, { origin }) => {
    if (origin === page) connected(socket);
  });
}

function served(connected: (socket: WebSocket, hello: Hello) => void): ReturnType<typeof serve> {
  return serve({ connected });
}

function repeat(socket: WebSocket, everyMs: number, action: () => void): void {
  const timer = setInterval(action, everyMs);
  socket.on('close', () => clearInterval(timer));
}
