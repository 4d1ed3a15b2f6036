import { createServer } from 'node:http';
import { Server as HocuspocusServer } from '@hocuspocus/server';
import Faye from 'faye';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { faye } from './faye.ts';
import { hocuspocus } from './hocuspocus.ts';
import { meteor } from './meteor.ts';
import { closeAll, closeLater, listening, outcome } from './testing/outcome.ts';

afterAll(closeAll);

async function serveFaye(refuses: boolean): Promise<string> {
  const server = createServer();
  const bayeux = new Faye.NodeAdapter({ mount: '/faye', timeout: 45 });
  if (refuses)
    bayeux.addExtension({
      incoming: (message: object, callback: (message: object) => void) =>
        callback({ ...message, error: '403::Forbidden' }),
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
  closeLater(() => server.destroy());
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
