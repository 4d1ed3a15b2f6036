import { createServer } from 'node:http';
import { Socket } from 'phoenix';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { actioncable } from './actioncable.ts';
import { phoenix } from './phoenix.ts';
import { closeAll, listening, outcome } from './testing/outcome.ts';

afterAll(closeAll);

/** The messages of Rails' own `ActionCable::Connection`, which no npm package serves. */
async function serveCable(...messages: string[]): Promise<string> {
  const server = createServer();
  new WebSocketServer({ server, handleProtocols: () => 'actioncable-v1-json' }).on('connection', (socket) => {
    for (const message of messages) socket.send(message);
  });
  return `ws://127.0.0.1:${await listening(server)}/cable`;
}

describe('Action Cable', () => {
  test('opens a session', async () => {
    expect(await outcome(actioncable, await serveCable('{"type":"welcome"}'))).toEqual({
      verdict: 'open',
      sent: 0,
      own: [true],
    });
  });

  test('is refused in words', async () => {
    const url = await serveCable('{"type":"disconnect","reason":"unauthorized","reconnect":false}');
    expect(await outcome(actioncable, url)).toEqual({ verdict: 'refused', sent: 0, own: [false] });
  });
});

/** Answers heartbeats as Phoenix does; that the real client takes them for its own is tested below. */
async function servePhoenix(): Promise<string> {
  const server = createServer();
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    const isOld = request.url?.includes('vsn=1.0.0') === true;
    socket.on('message', (data: Buffer) => {
      const ref = /"(\d+)"/.exec(data.toString('utf8'))?.[1];
      const payload = { status: 'ok', response: {} };
      const reply = isOld
        ? { topic: 'phoenix', event: 'phx_reply', ref, payload }
        : [null, ref, 'phoenix', 'phx_reply', payload];
      socket.send(JSON.stringify(reply));
    });
  });
  return `ws://127.0.0.1:${await listening(server)}/socket`;
}

describe('Phoenix', () => {
  test('the real client takes the stand-in for a server', async () => {
    const socket = new Socket(await servePhoenix(), { transport: WebSocket });
    socket.connect();
    const trip = await new Promise((resolve) => socket.onOpen(() => socket.ping(resolve)));
    socket.disconnect();
    expect(trip).toEqual(expect.any(Number));
  });

  test.each(['1.0.0', '2.0.0'])('opens a session with serializer %s', async (version) => {
    const url = `${await servePhoenix()}/websocket?vsn=${version}`;
    expect(await outcome(phoenix, url)).toEqual({ verdict: 'open', sent: 1, own: [true] });
  });
});
