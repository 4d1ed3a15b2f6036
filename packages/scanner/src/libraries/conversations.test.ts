import { createServer, type Server as HttpServer } from 'node:http';
import { Server as HocuspocusServer } from '@hocuspocus/server';
import Faye from 'faye';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { ObservedMessage } from '../artifacts.ts';
import { portOf } from '../net/testing/servers.ts';
import { faye } from './faye.ts';
import { hocuspocus } from './hocuspocus.ts';
import type { ClientLibrary, Dialect } from './library.ts';
import { meteor } from './meteor.ts';

const closing: (() => unknown)[] = [];
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
});

async function listening(server: HttpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return portOf(server);
}

/** Holds a library's conversation with a server, as a probe does, until it says what came of it. */
async function outcome({ conversation }: ClientLibrary, url: string, dialect: Dialect = {}) {
  const socket = new WebSocket(url);
  const received: ObservedMessage[] = [];
  let sent = 0;
  const session = { url, protocol: null, dialect };
  const speak = (): void => {
    const next = conversation?.reply(received, sent, session) ?? null;
    if (next === null) return;
    sent += 1;
    socket.send(next);
  };
  const verdict = await new Promise<string | undefined>((resolve, reject) => {
    socket.on('open', speak);
    socket.on('error', reject);
    socket.on('close', (code) => resolve(`closed ${code}`));
    socket.on('message', (data: Buffer, binary) => {
      const text = data.toString(binary ? 'base64' : 'utf8');
      received.push({ data: text, binary, bytes: data.length, atMs: 0 });
      speak();
      const read = conversation?.read(received, session);
      if (read !== 'waiting') resolve(read);
    });
  });
  socket.terminate();
  return { verdict, sent, own: received.map((message) => conversation?.isOwn(message, session)) };
}

async function serveFaye(refuses: boolean): Promise<string> {
  const server = createServer();
  const bayeux = new Faye.NodeAdapter({ mount: '/faye', timeout: 45 });
  if (refuses)
    bayeux.addExtension({
      incoming: (message, callback) => callback({ ...message, error: '403::Forbidden' }),
    });
  bayeux.attach(server);
  return `ws://127.0.0.1:${await listening(server)}/faye`;
}

describe('Faye', () => {
  test('opens a session', async () => {
    expect(await outcome(faye, await serveFaye(false))).toEqual({ verdict: 'open', sent: 1, own: [true] });
  });

  test('is refused in words', async () => {
    expect(await outcome(faye, await serveFaye(true))).toEqual({ verdict: 'refused', sent: 1, own: [true] });
  });
});

async function serveHocuspocus(onAuthenticate?: () => Promise<void>): Promise<string> {
  const server = new HocuspocusServer({
    address: '127.0.0.1',
    port: 0,
    quiet: true,
    stopOnSignals: false,
    ...(onAuthenticate === undefined ? {} : { onAuthenticate }),
  });
  await server.listen();
  closing.push(() => server.destroy());
  return `ws://127.0.0.1:${server.address.port}/`;
}

describe('Hocuspocus', () => {
  test.each(['notes', 'n'.repeat(300)])('opens a session for a document', async (document) => {
    const { verdict, sent, own } = await outcome(hocuspocus, await serveHocuspocus(), { document });
    expect({ verdict, sent, own }).toEqual({ verdict: 'open', sent: 1, own: [true] });
  });

  test('is refused in words', async () => {
    const url = await serveHocuspocus(() => Promise.reject(new Error('no')));
    expect(await outcome(hocuspocus, url, { document: 'notes' })).toEqual({
      verdict: 'refused',
      sent: 1,
      own: [true],
    });
  });

  test('says nothing for a document that is not known', () => {
    const session = { url: 'ws://127.0.0.1/', protocol: null, dialect: { document: '\u{F57F}' } };
    expect(hocuspocus.conversation?.reply([], 0, session)).toBe(null);
  });
});

const connect = '{"msg":"connect","version":"1",';

/** The DDP answers that Meteor's own documentation of the protocol gives, raw or in SockJS frames. */
async function serveDdp(answer: string, framed: boolean): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.send(framed ? 'o' : '{"server_id":"0"}');
    socket.on('message', (data: Buffer) => {
      if (!data.toString('utf8').startsWith(framed ? JSON.stringify([connect]).slice(0, -2) : connect))
        return socket.close();
      return socket.send(framed ? `a${JSON.stringify([answer])}` : answer);
    });
  });
  const port = await listening(server);
  return `ws://127.0.0.1:${port}${framed ? '/sockjs/000/wssure00/websocket' : '/websocket'}`;
}

describe('Meteor', () => {
  test.each([true, false])('opens a session, in frames: %s', async (framed) => {
    const url = await serveDdp('{"msg":"connected","session":"s1"}', framed);
    expect(await outcome(meteor, url)).toEqual({ verdict: 'open', sent: 1, own: [true, true] });
  });

  test.each([true, false])('is refused in words, in frames: %s', async (framed) => {
    const url = await serveDdp('{"msg":"failed","version":"1"}', framed);
    expect(await outcome(meteor, url)).toEqual({ verdict: 'refused', sent: 1, own: [true, true] });
  });
});
