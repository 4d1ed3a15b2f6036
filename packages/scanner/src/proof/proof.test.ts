import { describe, expect, test } from 'vitest';
import { createMasker, maskDeep } from '../secrets.ts';
import { observation, pageOrigin } from '../rules/testing/facts.ts';
import { proofOf, type ProofContext } from './proof.ts';

const masker = createMasker(['s3cret-value']);
const context: ProofContext = {
  endpoint: { url: 'wss://shop.test/live?token=abcdef123456', library: 'websocket' },
  scope: { pageOrigin },
  mask: (value) => maskDeep(value, masker),
};
const seen = observation('foreign', {
  requestHeaders: [
    ['Origin', 'https://wssure-probe.example'],
    ['Cookie', `sid="quoted 's3cret' one"; b=2`],
    ['X-Own', 's3cret-value'],
  ],
  responseHeaders: [['Set-Cookie', 'sid="a third"; Path=/']],
});

describe('the proof of a finding', () => {
  test('masks credentials in the heads, the command and the page', () => {
    const proof = proofOf({ handshake: seen, page: 'visitor' }, context);
    expect(proof).toMatchObject({
      exchange: {
        request: [
          'GET /live?token=*** HTTP/1.1',
          'Origin: https://wssure-probe.example',
          'Cookie: sid=***; b=***',
          'X-Own: ***',
        ],
        response: ['HTTP/1.1 101', 'Set-Cookie: sid=***; Path=/'],
      },
      page: expect.stringContaining('"url": "wss://shop.test/live?token=***"'),
    });
    expect(JSON.stringify(proof)).not.toMatch(/quoted|s3cret|a third|abcdef123456/);
  });

  test('shows the URL that was dialled where it is another one', () => {
    const plain = { ...seen, url: 'ws://shop.test:8443/live' };
    expect(proofOf({ handshake: plain }, context)).toMatchObject({
      exchange: { request: expect.arrayContaining(['GET /live HTTP/1.1']) },
      curl: expect.stringMatching(/ http:\/\/shop\.test:8443\/live$/),
      page: null,
    });
  });

  test('has no command over HTTP/2, for which curl has no WebSocket', () => {
    const proof = proofOf({ handshake: { ...seen, transport: 'h2' }, page: 'session' }, context);
    expect(proof).toMatchObject({ curl: null, page: expect.stringContaining('<!doctype html>') });
  });

  test('is a command alone for a question about TLS', () => {
    expect(proofOf({ tls: { url: 'wss://shop.test/live' } }, context)).toEqual({
      exchange: null,
      curl: expect.stringMatching(/^curl .* https:\/\/shop\.test\/$/),
      page: null,
    });
  });

  test('stays as it is when the whole report is masked again', () => {
    const proof = proofOf({ handshake: seen, page: 'session' }, context);
    expect(maskDeep(proof, masker)).toEqual(proof);
  });
});
