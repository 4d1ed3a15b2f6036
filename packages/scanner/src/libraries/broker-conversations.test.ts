import { createServer } from 'node:http';
import { Aedes } from 'aedes';
import StompServer from 'stomp-broker-js';
import { afterAll, describe, expect, test } from 'vitest';
import { createWebSocketStream, WebSocketServer, type WebSocket } from 'ws';
import { mqtt } from './mqtt.ts';
import { paho } from './paho.ts';
import { stomp } from './stomp.ts';
import { closeAll, closeLater, listening, outcome } from './testing/outcome.ts';
import { wamp } from './wamp.ts';

afterAll(closeAll);

async function serveMqtt(authenticates: boolean): Promise<string> {
  const broker = await Aedes.createBroker({
    authenticate: (_client, _user, _password, done) => done(null, authenticates),
  });
  const server = createServer();
  new WebSocketServer({ server }).on('connection', (socket: WebSocket, request) => {
    broker.handle(createWebSocketStream(socket), request);
  });
  closeLater(() => broker.close());
  return `ws://127.0.0.1:${await listening(server)}/mqtt`;
}

describe.each([
  { name: 'MQTT.js', library: mqtt },
  { name: 'Paho', library: paho },
])('$name', ({ library }) => {
  test('opens a session, in however many messages', async () => {
    const { verdict, sent, own } = await outcome(library, await serveMqtt(true));
    expect({ verdict, sent, others: own.filter((isOwn) => isOwn !== true) }).toEqual({
      verdict: 'open',
      sent: 1,
      others: [],
    });
  });

  test('is refused by the return code', async () => {
    const { verdict, sent } = await outcome(library, await serveMqtt(false));
    expect({ verdict, sent }).toEqual({ verdict: 'refused', sent: 1 });
  });
});

test('MQTT 3.1 opens a session under its own name', async () => {
  if (mqtt.conversation === undefined) throw new Error('MQTT has a conversation');
  const older = { ...mqtt, conversation: { ...mqtt.conversation, protocols: ['mqttv3.1'] } };
  expect((await outcome(older, await serveMqtt(true))).verdict).toBe('open');
});

async function serveStomp(): Promise<string> {
  const server = createServer();
  const broker = new StompServer({ server, path: '/stomp', debug: () => {} });
  closeLater(() => broker.removeAllListeners());
  return `ws://127.0.0.1:${await listening(server)}/stomp`;
}

describe('STOMP', () => {
  test('opens a session', async () => {
    expect(await outcome(stomp, await serveStomp())).toEqual({ verdict: 'open', sent: 1, own: [true] });
  });

  test('is refused with an ERROR frame', async () => {
    const server = createServer();
    new WebSocketServer({ server }).on('connection', (socket) => {
      socket.on('message', () => socket.send('ERROR\nmessage:Bad CONNECT\n\nAccess refused\n\0'));
    });
    const url = `ws://127.0.0.1:${await listening(server)}/ws`;
    expect(await outcome(stomp, url)).toEqual({ verdict: 'refused', sent: 1, own: [false] });
  });
});

/** A router as far as WAMP's own document of the protocol shows one: it greets, turns away, or asks who it is. */
async function serveWamp(answer: string): Promise<string> {
  const server = createServer();
  const service = new WebSocketServer({ server, handleProtocols: () => 'wamp.2.json' });
  service.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      if (data.toString('utf8').startsWith('[1,"realm1",{')) socket.send(answer);
      else socket.close();
    });
  });
  return `ws://127.0.0.1:${await listening(server)}/ws`;
}

describe('WAMP', () => {
  const dialect = { realm: 'realm1' };

  test('opens a session', async () => {
    const url = await serveWamp('[2,9129137332,{"roles":{"broker":{}}}]');
    expect(await outcome(wamp, url, dialect)).toEqual({ verdict: 'open', sent: 1, own: [true] });
  });

  test('is refused in words', async () => {
    const url = await serveWamp('[3,{"message":"The realm does not exist."},"wamp.error.no_such_realm"]');
    expect(await outcome(wamp, url, dialect)).toEqual({ verdict: 'refused', sent: 1, own: [false] });
  });

  test('says nothing where the realm is not known', () => {
    const session = { url: 'ws://127.0.0.1/', protocol: 'wamp.2.json', dialect: {} };
    expect(wamp.conversation?.reply([], 0, session)).toBe(null);
  });
});
