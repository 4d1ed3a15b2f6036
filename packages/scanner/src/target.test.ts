import { describe, expect, test } from 'vitest';
import { TargetError } from './errors.ts';
import { parseEndpointUrl, parseTarget } from './target.ts';

function failure(parse: () => unknown): { code: string; message: string } | null {
  try {
    parse();
    return null;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { code: error.code, message: error.message };
  }
}

describe('a target', () => {
  test.each([
    ['https://shop.test', 'https://shop.test/'],
    ['HTTP://Shop.Test:80/a/../b#top', 'http://shop.test/b'],
    ['https://shop.test/?q=1#', 'https://shop.test/?q=1'],
  ])('%s is scanned as %s', (given, expected) => {
    expect(parseTarget(given)).toBe(expected);
  });

  test.each([
    ['', 'invalid-url', '"" is not a URL: give one like https://shop.example/'],
    ['shop', 'invalid-url', '"shop" is not a URL: give one like https://shop.example/'],
    [
      'ftp://shop.test/',
      'unsupported-scheme',
      '"ftp://shop.test/" is not an http or https URL: give the page that opens the socket',
    ],
    [
      'wss://shop.test/live',
      'unsupported-scheme',
      '"wss://shop.test/live" is not an http or https URL: give the page that opens the socket, or probe the socket itself with "wssure probe"',
    ],
    [
      'https://a b/\u001b[31m',
      'invalid-url',
      '"https://a b/\\u001b[31m" is not a URL: give one like https://shop.example/',
    ],
  ])('%j is refused', (given, code, message) => {
    expect(failure(() => parseTarget(given))).toEqual({ code, message });
  });

  test('a long one is clipped in the message', () => {
    expect(failure(() => parseTarget('x'.repeat(10_000)))?.message.length).toBeLessThan(300);
  });
});

describe('an endpoint named directly', () => {
  test.each([
    ['wss://shop.test/live', 'wss://shop.test/live'],
    ['https://shop.test/live', 'wss://shop.test/live'],
    ['http://shop.test', 'ws://shop.test/'],
    ['WSS://Shop.Test:443', 'wss://shop.test/'],
  ])('%s is dialled as %s', (given, expected) => {
    expect(parseEndpointUrl(given)).toBe(expected);
  });

  test.each(['/live', 'ftp://shop.test/', 'wss://shop.test/#a', ''])('%j is refused', (given) => {
    expect(failure(() => parseEndpointUrl(given))?.code).toBe('invalid-url');
  });
});
