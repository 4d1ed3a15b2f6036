import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { FallbackObservation } from '../artifacts.ts';
import { observation, tls } from '../rules/testing/facts.ts';
import { curlOfHandshake, curlOfRequest, curlOfTls } from './curl.ts';

/** The words that a shell hands to curl. */
function words(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

const handshake = observation('foreign', {
  requestHeaders: [
    ['Host', 'shop.test'],
    ['Connection', 'Upgrade'],
    ['Pragma', 'no-cache'],
    ['User-Agent', 'agent 1'],
    ['Upgrade', 'websocket'],
    ['Origin', 'https://wssure-probe.example'],
    ['Sec-WebSocket-Version', '13'],
    ['Accept-Encoding', 'gzip'],
    ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    ['Sec-WebSocket-Extensions', 'permessage-deflate'],
    ['Sec-WebSocket-Protocol', 'shop.v1'],
  ],
});
const headers = [
  'Connection: Upgrade',
  'User-Agent: agent 1',
  'Upgrade: websocket',
  'Origin: https://wssure-probe.example',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol: shop.v1',
].flatMap((line) => ['--header', line]);
const shown = '--globoff --include --silent --show-error'.split(' ');
const listening = '--no-buffer --output - --http1.1 --max-time'.split(' ');

describe('a handshake for curl', () => {
  test('is the one that was made, without what would make its frames unreadable', () => {
    expect(words(curlOfHandshake(handshake, 'wss://shop.test/live?a=1', undefined))).toEqual([
      ...shown,
      ...listening,
      '4',
      ...headers,
      'https://shop.test/live?a=1',
    ]);
  });

  test('keeps a header without a value', () => {
    const empty = observation('foreign', { requestHeaders: [['X-Tenant', '']] });
    expect(words(curlOfHandshake(empty, 'wss://shop.test/live', undefined)).slice(-3)).toEqual([
      '--header',
      'X-Tenant;',
      'https://shop.test/live',
    ]);
  });

  test('listens for as long as the server took to speak, and goes the way that the scan went', () => {
    const late = { ...handshake, messages: [{ data: 'hi', binary: false, bytes: 2, atMs: 4_200 }] };
    const way = {
      resolve: ['other.test:443:127.0.0.1'],
      connectTo: ['::127.0.0.1:8443'],
      proxy: 'http://***@proxy.test:3128',
      ownCa: true,
    };
    expect(words(curlOfHandshake({ ...late, tls: tls() }, 'wss://shop.test/live', way))).toEqual([
      ...shown,
      ...listening,
      '8',
      '--insecure',
      '--connect-to',
      '::127.0.0.1:8443',
      '--proxy',
      'http://***@proxy.test:3128',
      ...headers,
      'https://shop.test/live',
    ]);
  });

  test('goes past a certificate that did not verify', () => {
    const invalid = { ...handshake, tls: tls({ authorized: false }) };
    expect(words(curlOfHandshake(invalid, 'wss://shop.test/live', undefined))).toContain('--insecure');
  });

  test.each(["it's; touch /tmp/owned", '$(id) `id` "x" \\', "'\\''", '-X DELETE', '日 é', '!! *'])(
    'is one word to a shell where it says %s',
    (text) => {
      const hostile = observation('foreign', { requestHeaders: [['Cookie', text]] });
      expect(words(curlOfHandshake(hostile, `ws://shop.test/${text}`, undefined)).slice(-3)).toEqual([
        '--header',
        `Cookie: ${text}`,
        `http://shop.test/${text}`,
      ]);
    },
  );
});

test('a request to an HTTP transport for curl has its method, headers and body', () => {
  const seen: FallbackObservation = {
    transport: 'negotiate',
    variant: 'foreign',
    origin: 'https://wssure-probe.example',
    url: 'https://shop.test/hub/negotiate?negotiateVersion=1',
    method: 'POST',
    status: 200,
    allowOrigin: 'https://wssure-probe.example',
    allowCredentials: 'true',
    requestHeaders: [
      ['Origin', 'https://wssure-probe.example'],
      ['Content-Type', 'text/plain'],
    ],
    requestBody: "it's",
    responseHeaders: [],
    granted: true,
    body: '{}',
    error: null,
  };
  expect(words(curlOfRequest(seen, undefined))).toEqual([
    ...shown,
    '--max-time',
    '10',
    '--request',
    'POST',
    '--header',
    'Origin: https://wssure-probe.example',
    '--header',
    'Content-Type: text/plain',
    '--data-raw',
    "it's",
    'https://shop.test/hub/negotiate?negotiateVersion=1',
  ]);
});

describe('a handshake of TLS for curl', () => {
  const url = 'wss://shop.test:8443/live?token=1';
  const told = '--globoff --verbose --silent --show-error --output /dev/null --max-time 10'.split(' ');

  test('lets curl judge the certificate', () => {
    expect(words(curlOfTls({ url }, undefined))).toEqual([...told, 'https://shop.test:8443/']);
  });

  test('offers one obsolete version and allows OpenSSL to', () => {
    expect(words(curlOfTls({ url, version: 'TLSv1' }, undefined))).toEqual([
      ...told,
      '--tlsv1.0',
      '--tls-max',
      '1.0',
      '--ciphers',
      'DEFAULT:@SECLEVEL=0',
      '--insecure',
      'https://shop.test:8443/',
    ]);
  });
});
