import { afterAll, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { closeAll, closeLater } from '../libraries/testing/outcome.ts';
import { serveClassicSignalR, serveSignalR, serveSockJs, serveSocketIo } from './testing/library-servers.ts';
import { gistOf, probeAndJudge } from './testing/probing.ts';
import { own, serve, wrongOrigin, type Behaviour } from './testing/servers.ts';

afterAll(closeAll);

type Server = { readonly port: number; readonly close: () => Promise<void> };

async function judge(server: Promise<Server>, path: string, protocols: readonly string[] = []) {
  const { port, close } = await server;
  closeLater(close);
  const { endpoint, originPolicy } = await probeAndJudge({ url: `ws://127.0.0.1:${port}${path}`, protocols });
  const { pathname } = new URL(endpoint.url);
  return { originPolicy, library: endpoint.library, pathname, gist: gistOf(endpoint) };
}

const thrice = ['control accepted 101', 'foreign accepted 101', 'control-again accepted 101'];
const asked = ['control accepted 101', ...thrice];

const guarded = (): Promise<Server> =>
  serveSocketIo({ allowEIO3: true }, (io) =>
    io.use((socket, next) => next(own(socket.handshake.headers.origin) ? undefined : new Error('no'))),
  );

describe('a server whose URL is dialled by hand is spoken to in its own words', () => {
  test.each(['4', '3'])('Socket.IO, EIO=%s, whose middleware answers 44', async (eio) => {
    const pathname = '/socket.io/';
    const judged = await judge(guarded(), `${pathname}?EIO=${eio}&transport=websocket`);
    expect(judged).toEqual({ originPolicy: 'enforced', library: 'socket.io', pathname, gist: asked });
  });

  test('SockJS, which wants another session each time', async () => {
    const judged = await judge(serveSockJs(), '/echo/123/abc/websocket');
    expect(judged).toEqual({
      originPolicy: 'missing',
      library: 'sockjs',
      pathname: '/echo/000/wssure00/websocket',
      gist: asked,
    });
  });

  test('SignalR for ASP.NET, which wants a token that it has given out', async () => {
    const path =
      '/signalr/connect?transport=webSockets&clientProtocol=2.1&connectionToken=old&connectionData=%5B%5D';
    for (const [admits, originPolicy, gist] of [
      [undefined, 'missing', asked],
      [own, 'enforced', ['control accepted 101', 'control accepted 101', 'foreign rejected 403', thrice[2]]],
    ] as const)
      expect(await judge(serveClassicSignalR(admits), path)).toMatchObject({
        originPolicy,
        library: 'signalr-classic',
        gist,
      });
  });

  test('ASP.NET Core SignalR without negotiation', async () => {
    const judged = await judge(serveSignalR(undefined, { path: '/signalr', negotiates: false }), '/signalr');
    expect(judged).toMatchObject({ originPolicy: 'missing', library: 'signalr', gist: asked });
  });

  test('Action Cable, which disconnects strangers in words', async () => {
    const judged = await judge(
      serve({
        connected: (socket, origin) =>
          socket.send(own(origin) ? '{"type":"welcome"}' : '{"type":"disconnect","reason":"unauthorized"}'),
      }),
      '/cable',
    );
    expect(judged).toMatchObject({ originPolicy: 'enforced', library: 'actioncable', gist: asked });
  });

  test('an Engine.IO server that has no Socket.IO above it', async () => {
    const judged = await judge(
      serve({ connected: (socket) => socket.send('0{"sid":"x","upgrades":[],"pingInterval":25000}') }),
      '/engine.io/?EIO=4&transport=websocket',
    );
    expect(judged).toMatchObject({ originPolicy: 'missing', library: 'engine.io', gist: asked });
  });
});

/** Greets, takes nothing but its own messages, and shuts whoever says anything else. */
const prudish = (socket: WebSocket): void => {
  socket.send('{"type":"ready"}');
  socket.on('message', () => socket.close(1003, 'what?'));
};
const look = (behaviour: Behaviour, path: string) =>
  judge(
    serve({
      ...behaviour,
      handshake: (...given) => (given[3] === path ? (behaviour.handshake?.(...given) ?? true) : 404),
    }),
    path,
  );

describe('a server that only looks like a library is judged by what it sends', () => {
  const paths = [
    '/socket.io/?EIO=4&transport=websocket',
    '/echo/123/abc/websocket',
    '/signalr',
    '/signalr/connect?transport=webSockets',
    '/cable',
    '/livereload',
    '/socket/websocket?vsn=2.0.0',
  ];
  test.concurrent.each(paths)('%s', async (path) => {
    const open = await look({ connected: prudish }, path);
    expect(open).toMatchObject({ originPolicy: 'missing', library: 'websocket' });
    const shut = await look({ handshake: (origin) => own(origin) || 403, connected: prudish }, path);
    expect(shut).toMatchObject({ originPolicy: 'enforced', library: 'websocket' });
    const late = await look(
      { connected: (socket, origin) => (own(origin) ? prudish(socket) : socket.close(1008)) },
      path,
    );
    expect(late).toMatchObject({ originPolicy: 'enforced', library: 'websocket' });
    // Digits and single letters are Engine.IO's and SockJS's own words, but not before their greeting.
    const digits = await look(
      { connected: (socket, origin) => socket.send(own(origin) ? '2' : '4{"error":"origin"}') },
      path,
    );
    expect(digits).toMatchObject({ originPolicy: 'enforced', library: 'websocket' });
  });

  test('one that refuses the page is not asked in another way', async () => {
    const judged = await look({ handshake: () => 403 }, '/cable');
    expect(judged).toMatchObject({ originPolicy: 'undetermined', library: 'websocket' });
  });
});

describe('of the subprotocols offered, the one that the server chose is spoken', () => {
  const offered = ['graphql-transport-ws', 'graphql-ws'];

  /** Answers the older protocol's opening, with an error for strangers; shuts whoever opens as the newer one does. */
  const older: Behaviour = {
    protocols: (names) => (names.has('graphql-ws') ? 'graphql-ws' : false),
    connected: (socket, origin) =>
      socket.on('message', (data: Buffer) => {
        if (data.toString('utf8') !== '{"type":"connection_init","payload":{}}') socket.close(4400);
        else socket.send(own(origin) ? '{"type":"connection_ack"}' : '{"type":"connection_error"}');
      }),
  };

  test('though the page named another one first', async () => {
    expect(await judge(serve(older), '/live', offered)).toMatchObject({
      originPolicy: 'enforced',
      gist: thrice,
    });
  });

  test('and none where it chose one that is not known', async () => {
    let heard = 0;
    const judged = await judge(
      serve({
        protocols: () => 'chat',
        connected: (socket) => {
          socket.on('message', () => (heard += 1));
          socket.send('welcome');
        },
      }),
      '/live',
      ['graphql-ws', 'chat'],
    );
    expect([judged.originPolicy, heard]).toEqual(['missing', 0]);
  });
});

test('a third party gets no more than the control and one wrong Origin', async () => {
  const { url, origins, close } = await serve({});
  closeLater(close);
  await probeAndJudge({ url: url.replace('/live', '/cable'), party: 'third' });
  expect(new Set(origins)).toEqual(new Set(['https://shop.test', wrongOrigin]));
  expect(origins).toHaveLength(2);
});
