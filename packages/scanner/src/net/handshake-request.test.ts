import { describe, expect, test } from 'vitest';
import { handshakeHeaders, handshakeUrl, newKey, offeredProtocols, placeOf } from './handshake-request.ts';

const request = { url: 'ws://shop.test/live', origin: 'https://shop.test', protocols: [], timeoutMs: 100 };
const facts = { url: new URL(request.url), key: 'a2V5', protocols: [] };

/** What a handshake has beyond the plainest one, and what it lacks of it. */
function differences(more: Partial<Parameters<typeof handshakeHeaders>[0]>, url = facts.url) {
  const plain = handshakeHeaders({ ...request, headers: [] }, facts).map(String);
  const made = handshakeHeaders({ ...request, headers: [], ...more }, { ...facts, url }).map(String);
  return {
    more: made.filter((header) => !plain.includes(header)),
    less: plain.filter((header) => !made.includes(header)),
  };
}

describe('the headers', () => {
  test('stand as Chromium sends them, the user’s own before the key', () => {
    const headers = [
      ['Cookie', 'sid=1'],
      ['X-Tenant', 'a'],
    ] as const;
    const made = handshakeHeaders(
      { ...request, headers, userAgent: 'me' },
      { ...facts, url: new URL('wss://shop.test:8443/live'), protocols: ['a', 'b'] },
    );
    expect(made).toEqual([
      ['Host', 'shop.test:8443'],
      ['Connection', 'Upgrade'],
      ['Pragma', 'no-cache'],
      ['Cache-Control', 'no-cache'],
      ['User-Agent', 'me'],
      ['Upgrade', 'websocket'],
      ['Origin', 'https://shop.test'],
      ['Sec-WebSocket-Version', '13'],
      ['Accept-Encoding', 'gzip, deflate, br'],
      ['Accept-Language', 'en-US,en;q=0.9'],
      ['Cookie', 'sid=1'],
      ['X-Tenant', 'a'],
      ['Sec-WebSocket-Key', 'a2V5'],
      ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
      ['Sec-WebSocket-Protocol', 'a, b'],
    ]);
  });

  test('have no Origin where none is to be sent', () => {
    expect(differences({ origin: null })).toEqual({ more: [], less: ['Origin,https://shop.test'] });
  });

  test.each(['host', 'Connection', 'UPGRADE', 'origin', 'Sec-WebSocket-Key', 'sec-websocket-protocol', 'TE'])(
    'cannot be made no handshake by a %s of the user’s',
    (name) => {
      expect(differences({ headers: [[name, 'x']] })).toEqual({ more: [], less: [] });
    },
  );

  test('yield to the user’s own in any spelling', () => {
    expect(differences({ headers: [['user-agent', 'me']] })).toEqual({
      more: ['user-agent,me'],
      less: [expect.stringMatching(/^User-Agent,Mozilla\/5.0 \(compatible; wssure\//)],
    });
  });

  test('carry the name and password of the URL, unless the user says who he is', () => {
    const url = new URL('ws://me:p%40ss@shop.test/live');
    const basic = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    expect(differences({}, url)).toEqual({ more: [`Authorization,${basic}`], less: [] });
    expect(differences({ headers: [['authorization', 'Bearer t']] }, url)).toEqual({
      more: ['authorization,Bearer t'],
      less: [],
    });
  });
});

test('a key is sixteen random bytes', () => {
  const keys = Array.from({ length: 50 }, newKey);
  expect(new Set(keys).size).toBe(50);
  expect(keys.map((key) => Buffer.from(key, 'base64').length)).toEqual(Array.from({ length: 50 }, () => 16));
});

test.each([
  ['ws://shop.test/', { hostname: 'shop.test', port: 80, tls: false }],
  ['wss://shop.test/', { hostname: 'shop.test', port: 443, tls: true }],
  ['wss://[::1]:8443/', { hostname: '[::1]', port: 8443, tls: true }],
])('%s is dialled at its own port', (url, place) => {
  expect(placeOf(handshakeUrl(url))).toEqual(place);
});

test('a URL with a fragment makes no handshake', () => {
  expect(() => handshakeUrl('ws://shop.test/#x')).toThrow('its URL has a fragment');
});

test('what a browser’s constructor would refuse is not offered', () => {
  expect(offeredProtocols(['a', 'a', 'b c', '', 'd/e', 'v1.x'])).toEqual(['a', 'v1.x']);
});
