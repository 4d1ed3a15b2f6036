import { describe, expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { Pins } from './pins.ts';

function route(resolve: string[], connectTo: string[], host: string, port: number): string {
  const { host: to, port: toPort, addresses, pinned } = new Pins(resolve, connectTo).route(host, port);
  return `${to} ${toPort} ${addresses?.join(',') ?? '-'} ${pinned ? 'pinned' : 'free'}`;
}

describe('--resolve', () => {
  test.each([
    ['the name and port', ['shop.test:443:10.0.0.5'], 'shop.test', 443, 'shop.test 443 10.0.0.5 pinned'],
    ['another port', ['shop.test:443:10.0.0.5'], 'shop.test', 80, 'shop.test 80 - free'],
    ['another name', ['shop.test:443:10.0.0.5'], 'www.shop.test', 443, 'www.shop.test 443 - free'],
    ['letter case', ['Shop.TEST:443:10.0.0.5'], 'SHOP.test', 443, 'shop.test 443 10.0.0.5 pinned'],
    ['a trailing dot', ['shop.test.:443:10.0.0.5'], 'shop.test.', 443, 'shop.test 443 10.0.0.5 pinned'],
    ['several addresses', ['a.test:1:10.0.0.5,[::1]'], 'a.test', 1, 'a.test 1 10.0.0.5,::1 pinned'],
    ['bare IPv6', ['a.test:1:2001:db8::5'], 'a.test', 1, 'a.test 1 2001:db8::5 pinned'],
    ['IPv6 in brackets', ['a.test:1:[2001:db8::5]'], 'a.test', 1, 'a.test 1 2001:db8::5 pinned'],
    ['an IPv6 host', ['[::1]:80:10.0.0.5'], '[::1]', 80, '::1 80 10.0.0.5 pinned'],
    ['an IPv4 host', ['8.8.8.8:80:10.0.0.5'], '8.8.8.8', 80, '8.8.8.8 80 10.0.0.5 pinned'],
    ['any name', ['*:443:10.0.0.5'], 'shop.test', 443, 'shop.test 443 10.0.0.5 pinned'],
    ['any name, another port', ['*:443:10.0.0.5'], 'shop.test', 80, 'shop.test 80 - free'],
    ['the name before any', ['*:1:10.0.0.1', 'a.test:1:10.0.0.2'], 'a.test', 1, 'a.test 1 10.0.0.2 pinned'],
    [
      'the name before a later any',
      ['a.test:1:10.0.0.2', '*:1:10.0.0.1'],
      'a.test',
      1,
      'a.test 1 10.0.0.2 pinned',
    ],
    ['the last of two', ['a.test:1:10.0.0.1', 'a.test:1:10.0.0.2'], 'a.test', 1, 'a.test 1 10.0.0.2 pinned'],
    ['an entry that may expire', ['+a.test:1:10.0.0.1'], 'a.test', 1, 'a.test 1 10.0.0.1 pinned'],
  ])('fits %s', (_what, resolve, host, port, expected) => {
    expect(route(resolve, [], host, port)).toBe(expected);
  });
});

describe('--connect-to', () => {
  test.each([
    ['all four fields', ['a.test:443:b.test:8443'], 'a.test', 443, 'b.test 8443 - pinned'],
    ['another host', ['a.test:443:b.test:8443'], 'c.test', 443, 'c.test 443 - free'],
    ['another port', ['a.test:443:b.test:8443'], 'a.test', 80, 'a.test 80 - free'],
    ['any host', [':443:b.test:8443'], 'a.test', 443, 'b.test 8443 - pinned'],
    ['any port', ['a.test::b.test:8443'], 'a.test', 80, 'b.test 8443 - pinned'],
    ['anything', ['::b.test:8443'], 'a.test', 80, 'b.test 8443 - pinned'],
    ['to the same host', ['a.test:443::8443'], 'a.test', 443, 'a.test 8443 - pinned'],
    ['to the same port', ['a.test:443:b.test:'], 'a.test', 443, 'b.test 443 - pinned'],
    ['to nothing else', ['a.test:443::'], 'a.test', 443, 'a.test 443 - pinned'],
    [
      'the first that fits',
      ['a.test:443:b.test:1', 'a.test:443:c.test:2'],
      'a.test',
      443,
      'b.test 1 - pinned',
    ],
    ['in order', ['::b.test:1', 'a.test:443:c.test:2'], 'a.test', 443, 'b.test 1 - pinned'],
    ['IPv6', ['[::1]:443:[2001:db8::5]:8443'], '[::1]', 443, '2001:db8::5 8443 - pinned'],
    ['letter case', ['A.test:443:B.test:1'], 'a.TEST', 443, 'b.test 1 - pinned'],
    ['not twice', ['a.test:1:b.test:1', 'b.test:1:c.test:1'], 'a.test', 1, 'b.test 1 - pinned'],
  ])('fits %s', (_what, connectTo, host, port, expected) => {
    expect(route([], connectTo, host, port)).toBe(expected);
  });

  test.each([
    ['b.test:8443:10.0.0.5', 'b.test 8443 10.0.0.5 pinned'],
    ['a.test:443:10.0.0.5', 'b.test 8443 - pinned'],
  ])('comes before --resolve %s', (resolve, expected) => {
    expect(route([resolve], ['a.test:443:b.test:8443'], 'a.test', 443)).toBe(expected);
  });
});

describe('what is not of curl’s form is a usage error', () => {
  test.each([
    'shop.test',
    'shop.test:443',
    'shop.test:443:',
    'shop.test:443:other.test',
    ':443:10.0.0.1',
    'shop.test::10.0.0.1',
    'shop.test:0:10.0.0.1',
    'shop.test:65536:10.0.0.1',
    'shop.test:https:10.0.0.1',
    'shop.test:443:10.0.0.1,',
    '-shop.test:443',
    '',
  ])('--resolve %j', (text) => {
    expect(() => new Pins([text])).toThrow(
      new UsageError(
        `--resolve ${JSON.stringify(text)} is not host:port:address, like shop.test:443:127.0.0.1`,
      ),
    );
  });

  test.each(['a.test', 'a:1:b', 'a:1:b:2:c', 'a:x:b:2', 'a:1:b:70000', '::1:80:b.test:80', ''])(
    '--connect-to %j',
    (text) => {
      expect(() => new Pins([], [text])).toThrow(
        new UsageError(
          `--connect-to ${JSON.stringify(text)} is not host:port:host2:port2, like shop.test:443:127.0.0.1:8443`,
        ),
      );
    },
  );
});
