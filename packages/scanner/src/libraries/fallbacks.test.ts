import { describe, expect, test } from 'vitest';
import { cometd } from './cometd.ts';
import { engineIo } from './engine-io.ts';
import { faye } from './faye.ts';
import type { ClientLibrary, Fallback } from './library.ts';
import { signalrClassic } from './signalr-classic.ts';
import { signalr } from './signalr.ts';
import { socketio } from './socketio.ts';
import { sockjs } from './sockjs.ts';

function fallback({ fallbacks = [] }: ClientLibrary, transport: string): Fallback {
  const found = fallbacks.find((one) => one.transport === transport);
  if (!found) throw new Error(`no ${transport}`);
  return found;
}

describe('the place of an HTTP transport', () => {
  test.each([
    [
      socketio,
      'polling',
      'wss://shop.test/socket.io/?EIO=4&transport=websocket&room=1',
      'https://shop.test/socket.io/?EIO=4&transport=polling&room=1',
    ],
    [
      socketio,
      'polling',
      'ws://shop.test:81/x?EIO=3&transport=websocket',
      'http://shop.test:81/x?EIO=3&transport=polling',
    ],
    [
      engineIo,
      'polling',
      'wss://shop.test/engine.io/?EIO=4&transport=websocket',
      'https://shop.test/engine.io/?EIO=4&transport=polling',
    ],
    [sockjs, 'info', 'wss://shop.test/feed/000/wssure00/websocket', 'https://shop.test/feed/info'],
    [sockjs, 'xhr', 'wss://shop.test/feed/000/wssure00/websocket', 'https://shop.test/feed/000/wssure00/xhr'],
    [sockjs, 'info', 'wss://shop.test/feed/websocket', null],
    [sockjs, 'xhr', 'wss://shop.test/feed/websocket', null],
    [
      signalr,
      'negotiate',
      'wss://shop.test/hub?room=1',
      'https://shop.test/hub/negotiate?room=1&negotiateVersion=1',
    ],
    [
      signalrClassic,
      'negotiate',
      'wss://shop.test/signalr/connect?transport=webSockets&clientProtocol=2.1&connectionData=%5B%5D&tid=3',
      'https://shop.test/signalr/negotiate?clientProtocol=2.1&connectionData=%5B%5D',
    ],
    [signalrClassic, 'negotiate', 'wss://shop.test/signalr/connect', null],
    [faye, 'long-polling', 'wss://shop.test/faye', 'https://shop.test/faye'],
    [cometd, 'long-polling', 'wss://shop.test/cometd', 'https://shop.test/cometd'],
  ])('%o %s of %s', (library, transport, url, place) => {
    expect(fallback(library, transport).url(url)).toBe(place);
  });
});

test('a SockJS session is good for one request', () => {
  const url = 'https://shop.test/feed/000/wssure00/xhr';
  const [first, second] = [sockjs.dialUrl?.(url), sockjs.dialUrl?.(url)];
  expect(first).toMatch(/^https:\/\/shop\.test\/feed\/\d{3}\/[a-z0-5]{8}\/xhr$/);
  expect(second).not.toBe(first);
});

describe('an answer that grants', () => {
  test.each([
    [socketio, 'polling', '0{"sid":"abc","upgrades":["websocket"],"pingInterval":25000}'],
    [socketio, 'polling', '96:0{"sid":"abc","upgrades":[]}2:40'],
    [sockjs, 'info', '{"websocket":true,"origins":["*:*"],"cookie_needed":false,"entropy":1}'],
    [sockjs, 'xhr', 'o\n'],
    [signalr, 'negotiate', '{"negotiateVersion":1,"connectionId":"a","connectionToken":"b"}'],
    [signalr, 'negotiate', '{"url":"https://x.service.signalr.net/client/","accessToken":"c"}'],
    [signalrClassic, 'negotiate', '{"Url":"/signalr","ConnectionToken":"AQAA","TryWebSockets":true}'],
    [
      faye,
      'long-polling',
      '[{"id":"1","channel":"/meta/handshake","successful":true,"version":"1.0","clientId":"x"}]',
    ],
  ])('%o %s %s', (library, transport, body) => {
    expect(fallback(library, transport).grants(body)).toBe(true);
  });

  test.each([
    [socketio, 'polling', '{"code":4,"message":"Forbidden"}'],
    [socketio, 'polling', '<!doctype html><p>0{"sid":1}'],
    [sockjs, 'info', '<html>entropy</html>'],
    [sockjs, 'xhr', 'c[2010,"Another connection still open"]\n'],
    [signalr, 'negotiate', '{"error":"no"}'],
    [signalrClassic, 'negotiate', '{"Url":"/signalr","ConnectionToken":""}'],
    [signalrClassic, 'negotiate', '<form action=/login>'],
    [signalr, 'negotiate', 'null'],
    [
      cometd,
      'long-polling',
      '[{"channel":"/meta/handshake","successful":false,"error":"403::denied","advice":{}}]',
    ],
    [cometd, 'long-polling', ''],
  ])('%o %s does not with %s', (library, transport, body) => {
    expect(fallback(library, transport).grants(body)).toBe(false);
  });
});

test("what a browser's preflight is for is told: only SignalR's client adds a header of its own", () => {
  const headers = [socketio, sockjs, signalr, faye, cometd].map(({ id, fallbacks = [] }) => [
    id,
    fallbacks.flatMap((one) => (one.headers ?? []).map(([name]) => name)),
  ]);
  expect(Object.fromEntries(headers)).toEqual({
    'socket.io': [],
    sockjs: [],
    signalr: ['X-Requested-With'],
    faye: ['Content-Type'],
    cometd: ['Content-Type'],
  });
});
