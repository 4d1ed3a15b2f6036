import { describe, expect, it } from 'vitest';
import { authorityOf, canonicalSocketUrl, isLoopback } from './canonical.ts';

describe('canonicalSocketUrl', () => {
  it.each([
    ['wss://h.test/echo/417/k2x0q1zz/websocket', 'wss://h.test/echo/000/wssure00/websocket'],
    [
      'wss://h.test/socket.io/?EIO=4&transport=websocket&sid=Zx1',
      'wss://h.test/socket.io/?EIO=4&transport=websocket',
    ],
    [
      'wss://h.test/socket.io/?transport=websocket&EIO=4&t=abc',
      'wss://h.test/socket.io/?EIO=4&transport=websocket',
    ],
    ['wss://h.test/ws?t=kept', 'wss://h.test/ws?t=kept'],
    ['wss://h.test/hub?id=wssure00&a=1', 'wss://h.test/hub?a=1'],
    ['WSS://H.Test:443', 'wss://h.test/'],
  ])('writes %s as %s', (url, canonical) => {
    expect(canonicalSocketUrl(url)).toBe(canonical);
  });

  it.each(['https://h.test/', '/ws', 'ws://', ''])('has no form for %j', (text) => {
    expect(canonicalSocketUrl(text)).toBeNull();
  });
});

describe('authorityOf', () => {
  it.each([
    ['ws://h.test:80/ws), that', 'ws://h.test'],
    ['ws://h.test:443/ws', 'ws://h.test:443'],
    ['WS://H.test.', 'ws://h.test'],
    ['ws://<host>:<port>/', 'ws://'],
    ['no url', 'no url'],
  ])('of %j is %j', (text, authority) => {
    expect(authorityOf(text)).toBe(authority);
  });
});

describe('isLoopback', () => {
  it.each([
    ['ws://127.8.0.1:1/', true],
    ['ws://[::1]/', true],
    ['ws://a.localhost/', true],
    ['ws://192.168.1.1/', false],
    ['ws://notlocalhost/', false],
  ])('of %s is %s', (url, loopback) => {
    expect(isLoopback(url)).toBe(loopback);
  });
});
