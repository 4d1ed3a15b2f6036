import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { io } from 'socket.io-client';
import SockJsClient from 'sockjs-client';
import { afterAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../artifacts.ts';
import {
  serveClassicSignalR,
  serveSignalR,
  serveSockJs,
  serveSocketIo,
  type LibraryServer,
} from './testing/library-servers.ts';
import { gistOf, probeAndJudge } from './testing/probing.ts';
import { own, pageOrigin } from './testing/servers.ts';

const servers: LibraryServer[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

async function started(server: Promise<LibraryServer>): Promise<LibraryServer> {
  servers.push(await server);
  return server;
}

async function judge(server: Promise<LibraryServer>, endpoint: Partial<Endpoint> & { path: string }) {
  const { port } = await started(server);
  const { path, ...rest } = endpoint;
  const probed = await probeAndJudge({ url: `ws://127.0.0.1:${port}${path}`, ...rest });
  return [probed.originPolicy, ...gistOf(probed.endpoint)];
}

/** A server with these namespaces besides `/`, each behind a middleware that asks for the Origin. */
function serveGuarded(
  namespaces: readonly string[],
  admits: (origin: string | undefined) => boolean,
): Promise<LibraryServer> {
  return serveSocketIo({ allowEIO3: true }, (server) => {
    for (const namespace of namespaces)
      server
        .of(namespace)
        .use((socket, next) => next(admits(socket.handshake.headers.origin) ? undefined : new Error('no')));
  });
}

const open = ['control accepted 101', 'foreign accepted 101', 'control-again accepted 101'];
const refused = (status: number): string[] => [
  'control accepted 101',
  `foreign rejected ${status}`,
  'control-again accepted 101',
];
const closed = (code: number): string[] => [
  'control accepted 101',
  `foreign closed 101 ${code}`,
  'control-again accepted 101',
];

describe('Socket.IO 4', () => {
  const endpoint = { library: 'socket.io', path: '/socket.io/?EIO=4&transport=websocket' } as const;

  test('lets the real client in', async () => {
    const { port } = await started(serveSocketIo());
    const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
    const greeting = await new Promise((resolve) => client.once('hello', resolve));
    client.close();
    expect(greeting).toEqual({ seq: expect.any(Number) });
  });

  test('is open by default', async () => {
    expect(await judge(serveSocketIo(), endpoint)).toEqual(['missing', ...open]);
  });

  test('is as open with cors.origin, which does not guard the WebSocket transport', async () => {
    expect(await judge(serveSocketIo({ cors: { origin: [pageOrigin] } }), endpoint)).toEqual([
      'missing',
      ...open,
    ]);
  });

  test('is closed by allowRequest', async () => {
    const server = serveSocketIo({
      allowRequest: (request, decide) => decide(null, own(request.headers.origin)),
    });
    expect(await judge(server, endpoint)).toEqual(['enforced', ...refused(400)]);
  });

  test('is closed by a middleware that answers 44', async () => {
    const server = serveSocketIo({}, (server) =>
      server.use((socket, next) =>
        next(own(socket.handshake.headers.origin) ? undefined : new Error('unauthorized')),
      ),
    );
    expect(await judge(server, endpoint)).toEqual(['enforced', ...open]);
  });

  test('is closed by a disconnection at once', async () => {
    const server = serveSocketIo({}, (server) => {
      server.removeAllListeners('connection');
      server.on(
        'connection',
        (socket) => void (own(socket.handshake.headers.origin) ? socket.emit('hi') : socket.disconnect(true)),
      );
    });
    expect(await judge(server, endpoint)).toEqual(['enforced', ...closed(1005)]);
  });

  test('cannot be judged where the page itself is not let into the namespace', async () => {
    const server = serveSocketIo({}, (server) =>
      server.of('/admin').use((_socket, next) => next(new Error('login'))),
    );
    expect(await judge(server, { ...endpoint, dialect: { eio: '4', namespace: '/admin' } })).toEqual([
      'undetermined',
      ...open.slice(0, 2),
    ]);
  });

  test('is judged by the namespace that the page joins', async () => {
    const server = serveSocketIo({}, (server) =>
      server
        .of('/admin')
        .use((socket, next) => next(own(socket.handshake.headers.origin) ? undefined : new Error('no'))),
    );
    expect(await judge(server, { ...endpoint, dialect: { eio: '4', namespace: '/admin' } })).toEqual([
      'enforced',
      ...open,
    ]);
  });

  describe.each(['4', '3'])('on one connection for several namespaces, EIO=%s', (eio) => {
    const path = `/socket.io/?EIO=${eio}&transport=websocket`;
    const several = { ...endpoint, path, dialect: { eio, namespace: '/nowhere,/admin,/' } };

    test('is open where one of them is', async () => {
      expect(
        await judge(
          serveGuarded(['/admin'], () => true),
          several,
        ),
      ).toEqual(['missing', ...open]);
    });

    test('is closed where each is that the page gets into', async () => {
      expect(await judge(serveGuarded(['/', '/admin'], own), several)).toEqual(['enforced', ...open]);
    });

    test('is open where another one is guarded', async () => {
      const server = serveGuarded(['/admin'], own);
      expect(await judge(server, several)).toEqual(['missing', ...open]);
    });
  });

  test('is open to clients of Socket.IO 2 where it allows them', async () => {
    const path = '/socket.io/?EIO=3&transport=websocket';
    expect(await judge(serveSocketIo({ allowEIO3: true }), { ...endpoint, path })).toEqual([
      'missing',
      ...open,
    ]);
  });
});

describe('SockJS', () => {
  const endpoint = { library: 'sockjs', path: '/echo/000/wssure00/websocket' } as const;

  test('lets the real client in', async () => {
    const { port } = await started(serveSockJs());
    const client = new SockJsClient(`http://127.0.0.1:${port}/echo`, undefined, {
      transports: ['websocket'],
    });
    const greeting = await new Promise((resolve) => client.addEventListener('message', resolve));
    client.close();
    expect(greeting).toMatchObject({ data: 'welcome' });
  });

  test('is open by default', async () => {
    expect(await judge(serveSockJs(), endpoint)).toEqual(['missing', ...open]);
  });

  test('is open where the application says nothing', async () => {
    expect(
      await judge(
        serveSockJs(undefined, () => {}),
        endpoint,
      ),
    ).toEqual(['missing', ...open]);
  });

  test('is closed by a check before it', async () => {
    expect(await judge(serveSockJs(own), endpoint)).toEqual(['enforced', ...refused(403)]);
  });

  test('cannot be judged where the application closes on everybody after the open frame', async () => {
    const server = serveSockJs(undefined, (connection) => void connection.close('4401', 'login'));
    expect((await judge(server, endpoint))[0]).toBe('undetermined');
  });

  test('is open at its raw endpoint too', async () => {
    expect(await judge(serveSockJs(), { library: 'sockjs', path: '/echo/websocket' })).toEqual([
      'missing',
      ...open,
    ]);
  });
});

describe('SignalR', () => {
  const endpoint = { library: 'signalr', path: '/hub' } as const;

  test('lets the real client in', async () => {
    const { port } = await started(serveSignalR());
    const client = new HubConnectionBuilder()
      .withUrl(`http://127.0.0.1:${port}/hub`)
      .configureLogging(LogLevel.None)
      .build();
    const greeting = new Promise((resolve) => client.on('greet', resolve));
    await client.start();
    expect(await greeting).toBe('hello');
    await client.stop();
  });

  test('is open without a check', async () => {
    expect(await judge(serveSignalR(), endpoint)).toEqual(['missing', ...open]);
  });

  test('is closed by a check before the 101', async () => {
    expect(await judge(serveSignalR(own), endpoint)).toEqual(['enforced', ...refused(403)]);
  });

  test('cannot be judged where the handshake record is refused', async () => {
    expect((await judge(serveSignalR(undefined, { answer: '{"error":"login"}' }), endpoint))[0]).toBe(
      'undetermined',
    );
  });

  test('needs the negotiated id', async () => {
    expect(await judge(serveSignalR(), { ...endpoint, dialect: { negotiate: 'no' } })).toEqual([
      'undetermined',
      'control rejected 404',
    ]);
  });
});

describe('SignalR for ASP.NET', () => {
  const path = '/signalr/connect?transport=webSockets&clientProtocol=2.1&connectionData=%5B%5D';
  const endpoint = { library: 'signalr-classic', path } as const;

  test.each([
    ['is open without a check', undefined, ['missing', ...open]],
    ['is closed by a check before the 101', own, ['enforced', ...refused(403)]],
  ] as const)('%s', async (_, admits, expected) => {
    expect(await judge(serveClassicSignalR(admits), endpoint)).toEqual(expected);
  });

  test('gives nobody a token in the name of the user but the user', async () => {
    const cookies: (string | undefined)[] = [];
    const { port } = await started(
      serveClassicSignalR(undefined, ({ headers }) => cookies.push(headers.cookie)),
    );
    const { endpoint: probed } = await probeAndJudge(
      { url: `ws://shop.test:${port}${path}`, library: 'signalr-classic' },
      {
        cookies: ['sid=1'],
        resolve: [`shop.test:${port}:127.0.0.1`],
        wanted: ['control', 'foreign', 'control-again', 'foreign-with-credentials'],
      },
    );
    expect(probed.credentials?.map(({ variant, status }) => [variant, status])).toEqual([
      ['control-with-credentials', 101],
      // The token was given to nobody, and the cookie is somebody's.
      ['foreign-with-credentials', 400],
      ['foreign', 101],
      ['control', 101],
    ]);
    expect(cookies.filter((cookie) => cookie === undefined)).toHaveLength(3);
  });
});
