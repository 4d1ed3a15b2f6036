import { describe, expect, test } from 'vitest';
import { isLoopbackHost, isLoopbackUrl, isSameSite, partyOf, registrableDomain } from './hosts.ts';

describe('loopback', () => {
  test.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    'a.b.localhost',
    '127.0.0.1',
    '127.255.255.254',
    '[::1]',
    '::1',
  ])('%s is', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  test.each([
    '',
    'localhost.example',
    'mylocalhost',
    '128.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '192.168.1.1',
    '127.0.0.1.example',
    '127.example',
    '[::]',
    '[::ffff:7f00:1]',
    'printer.local',
    'shop.test',
  ])('%j is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });

  test.each([
    ['ws://localhost:3000/x', true],
    ['ws://127.1/', true],
    ['ws://0x7f000001/', true],
    ['ws://[0:0:0:0:0:0:0:1]:80/', true],
    ['ws://192.168.0.1/', false],
    ['ws://localhost@evil.example/', false],
    ['localhost', false],
  ])('%s: %s', (url, expected) => {
    expect(isLoopbackUrl(url)).toBe(expected);
  });
});

test.each([
  ['ws.app.shop.co.uk', 'shop.co.uk'],
  ['shop.test', 'shop.test'],
  ['mine.github.io', 'mine.github.io'],
  ['github.io', null],
  ['localhost', null],
  ['backend', null],
  ['192.168.0.1', null],
  ['[::1]', null],
])('the registrable domain of %s is %s', (host, domain) => {
  expect(registrableDomain(host)).toBe(domain);
});

test.each([
  ['app.shop.test', 'rt.shop.test', true],
  ['SHOP.test', 'shop.test.', true],
  ['a.github.io', 'b.github.io', false],
  ['a.github.io', 'x.a.github.io', true],
  ['shop.co.uk', 'other.co.uk', false],
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '127.0.0.2', false],
  ['10.0.0.1', '11.0.0.1', false],
  ['backend', 'backend', true],
  ['localhost', '127.0.0.1', false],
  ['evilshop.test', 'shop.test', false],
])('%s and %s are same-site: %s', (one, other, expected) => {
  expect(isSameSite(one, other)).toBe(expected);
  expect(isSameSite(other, one)).toBe(expected);
});

describe('the party of an endpoint', () => {
  test.each([
    ['wss://rt.shop.test/ws', 'https://www.shop.test/', [], 'first'],
    ['ws://shop.test:8080/ws', 'https://shop.test/', [], 'first'],
    ['wss://shop.example/', 'https://shop.test/', [], 'third'],
    ['wss://ws-eu.pusher.com/app', 'https://shop.test/', [], 'third'],
    ['wss://ws-eu.pusher.com/app', 'https://shop.test/', ['pusher.com'], 'first'],
    ['wss://notpusher.com/app', 'https://shop.test/', ['pusher.com'], 'third'],
    ['wss://rt.pusher.com./app', 'https://shop.test/', ['PUSHER.com'], 'first'],
    ['wss://rt.pusher.com/app', 'https://shop.test/', ['*.pusher.com'], 'first'],
    ['wss://pusher.com/app', 'https://shop.test/', ['rt.pusher.com'], 'third'],
    ['ws://127.0.0.1:1/', 'http://127.0.0.1:2/', [], 'first'],
    ['ws://localhost:1/', 'http://127.0.0.1:2/', [], 'third'],
    ['ws://192.168.1.5/', null, ['192.168.1.5'], 'first'],
    ['wss://shop.test/', null, [], 'third'],
    ['no url', 'https://shop.test/', ['shop.test'], 'third'],
    ['wss://shop.test/', 'about:blank', ['', ' ', '://'], 'third'],
  ] as const)('%s on %s with %j: %s', (url, page, own, expected) => {
    expect(partyOf(url, page, own)).toBe(expected);
  });
});
