import { describe, expect, test } from 'vitest';
import type { FallbackObservation } from '../artifacts.ts';
import { message, observation } from '../rules/testing/facts.ts';
import { exchangeOfHandshake, exchangeOfRequest } from './exchange.ts';

const plain = { url: 'wss://shop.test/live?a=1', library: 'websocket' } as const;
const request = ['GET /live?a=1 HTTP/1.1', 'Host: shop.test', 'Origin: https://wssure-probe.example'];
const accepted = observation('foreign', {
  requestHeaders: [
    ['Host', 'shop.test'],
    ['Origin', 'https://wssure-probe.example'],
  ],
  responseHeaders: [['Upgrade', 'websocket']],
});

describe('the exchange of a handshake', () => {
  test('is both heads and what was said after them', () => {
    const many = Array.from({ length: 7 }, (_, index) => message(`message ${index + 1}`));
    expect(exchangeOfHandshake({ ...accepted, messages: many }, plain)).toEqual({
      request,
      response: ['HTTP/1.1 101', 'Upgrade: websocket'],
      after: [
        ...many.slice(0, 5).map(({ data }) => `server: ${data}`),
        'server: and 2 more messages',
        'still open after 1.0 s, when wssure leaves',
      ],
    });
  });

  test("has the library's own messages in their places", () => {
    const said = { ...accepted, messages: [message('0{"sid":"a"}'), message('40{"sid":"b"}')] };
    const socketIo = {
      url: 'wss://shop.test/socket.io/?EIO=4&transport=websocket',
      library: 'socket.io',
    } as const;
    expect(exchangeOfHandshake(said, socketIo).after).toEqual([
      'server: 0{"sid":"a"}',
      'client: 40',
      'server: 40{"sid":"b"}',
      'still open after 1.0 s, when wssure leaves',
    ]);
  });

  test('tells bytes by their number, and clips long texts', () => {
    const bytes = { data: 'AAEC', binary: true, bytes: 3, atMs: 1 };
    const seen = {
      ...accepted,
      messages: [bytes, message('x'.repeat(300))],
      outcome: 'closed',
      closeCode: 4403,
    } as const;
    expect(exchangeOfHandshake(seen, plain).after).toEqual([
      'server: 3 bytes',
      `server: ${'x'.repeat(200)}…`,
      'the server closes with 4403',
    ]);
  });

  test('ends where nothing came', () => {
    const error = { code: 'no-answer', message: 'shop.test did not answer within 10 s' };
    const silent = { ...accepted, outcome: 'unreachable', status: null, error } as const;
    expect(exchangeOfHandshake(silent, plain)).toEqual({ request, response: null, after: [error.message] });
  });

  test('is an extended CONNECT over HTTP/2', () => {
    const seen = {
      ...accepted,
      transport: 'h2',
      status: 200,
      requestHeaders: [['origin', 'https://wssure-probe.example']],
      responseHeaders: [['server', 'shop']],
    } as const;
    expect(exchangeOfHandshake(seen, plain)).toEqual({
      request: [
        ':method: CONNECT',
        ':protocol: websocket',
        ':scheme: https',
        ':path: /live?a=1',
        ':authority: shop.test',
        'origin: https://wssure-probe.example',
      ],
      response: ['HTTP/2 200', 'server: shop'],
      after: ['still open after 1.0 s, when wssure leaves'],
    });
  });
});

test.each([
  [0, 'still open after 1 ms, when wssure leaves'],
  [12.4, 'still open after 12 ms, when wssure leaves'],
  [1_260, 'still open after 1.3 s, when wssure leaves'],
])('a connection that was watched for %d ms', (observedMs, words) => {
  expect(exchangeOfHandshake(observation('foreign', { observedMs }), plain).after).toEqual([words]);
});

test('the exchange of a request to an HTTP transport is both heads and the start of the answer', () => {
  const seen: FallbackObservation = {
    transport: 'info',
    variant: 'foreign',
    origin: 'https://wssure-probe.example',
    url: 'https://shop.test/echo/info',
    method: 'GET',
    status: 200,
    allowOrigin: 'https://wssure-probe.example',
    allowCredentials: 'true',
    requestHeaders: [['Origin', 'https://wssure-probe.example']],
    responseHeaders: [['access-control-allow-credentials', 'true']],
    granted: true,
    body: '{"websocket":true}',
    error: null,
  };
  expect(exchangeOfRequest(seen)).toEqual({
    request: ['GET /echo/info HTTP/1.1', 'Host: shop.test', 'Origin: https://wssure-probe.example'],
    response: ['HTTP/1.1 200', 'access-control-allow-credentials: true'],
    after: ['{"websocket":true}'],
  });
});
