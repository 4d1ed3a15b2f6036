import { describe, expect, test } from 'vitest';
import { Parties } from './parties.ts';

const publicAddress = '93.184.215.14';

function parties(options: Partial<ConstructorParameters<typeof Parties>[0]> = {}): Parties {
  return new Parties({ firstParty: [], allowPrivate: false, ...options });
}

/** A scan whose target redirected to a page. */
function reached(target: string, page: string, address: string | null = publicAddress): Parties {
  const scan = parties({ firstParty: ['mine.example'] });
  scan.begin(target);
  scan.answered(target, address);
  scan.setPage({ url: page, address });
  return scan;
}

describe('first party and credentials', () => {
  const scan = reached('https://shop.test/', 'https://www.other.test/');
  test.each([
    ['the page', 'wss://www.other.test/live', true, false],
    ['its site', 'wss://live.other.test/', true, false],
    ['the target, from which a redirect led away', 'wss://shop.test/', true, true],
    ['its site', 'https://api.shop.test/', true, true],
    ['--first-party', 'wss://ws.mine.example/', true, true],
    ['anybody', 'https://cdn.test/', false, false],
  ])('%s: %s', (_what, url, isFirst, mayCarry) => {
    expect([scan.isFirstParty(url), scan.mayCarryCredentials(url)]).toEqual([isFirst, mayCarry]);
  });

  test('the page’s site decides what is same-site', () => {
    expect([scan.isSameSite('wss://a.other.test/'), scan.isSameSite('https://shop.test/')]).toEqual([
      true,
      false,
    ]);
  });

  test('before there is a page, and where none is fetched', () => {
    const target = parties();
    target.begin('https://shop.test/');
    const named = parties();
    named.setPage({ url: 'https://shop.test/', address: null });
    for (const scan of [target, named]) {
      expect([scan.isFirstParty('wss://ws.shop.test/'), scan.isFirstParty('wss://a.test/')]).toEqual([
        true,
        false,
      ]);
      expect(scan.mayCarryCredentials('wss://ws.shop.test/')).toBe(true);
    }
  });

  test('only the first URL is the target', () => {
    const scan = parties();
    expect(['nonsense', 'https://a.test/', 'https://b.test/'].map((url) => scan.begin(url))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('reach', () => {
  test.each<[string, string, string | null, string]>([
    ['a public page', 'https://shop.test/', publicAddress, 'public'],
    ['a private page', 'https://shop.test/', '10.0.0.1', 'any'],
    ['a page on loopback', 'http://localhost:3000/', '::1', 'any'],
    ['a page behind a proxy', 'https://shop.test/', null, 'public'],
    ['a private page behind a proxy', 'http://10.0.0.1/', null, 'any'],
    ['a page on localhost behind a proxy', 'http://app.localhost/', null, 'any'],
  ])('of %s', (_what, url, address, expected) => {
    expect(reached(url, url, address).reach).toBe(expected);
  });

  test('is open before the target has answered, and follows it', () => {
    const scan = parties();
    expect(scan.reach).toBe('any');
    scan.begin('https://shop.test/');
    expect(scan.reach).toBe('any');
    scan.answered('https://shop.test/', publicAddress);
    expect(scan.reach).toBe('public');
  });

  test('of a private target that redirects to a public page is the page’s', () => {
    const scan = parties();
    scan.begin('http://localhost/');
    scan.answered('http://localhost/', '127.0.0.1');
    expect(scan.reach).toBe('any');
    scan.setPage({ url: 'https://shop.test/', address: publicAddress });
    expect(scan.reach).toBe('public');
  });

  test('is open where the user names every URL, and with --allow-private', () => {
    const named = parties();
    named.setPage({ url: 'https://shop.test/', address: null });
    const allowed = parties({ allowPrivate: true });
    allowed.setPage({ url: 'https://shop.test/', address: publicAddress });
    expect([named.reach, allowed.reach]).toEqual(['any', 'any']);
  });
});

test('the login in the target’s URL holds for its origin', () => {
  const scan = parties();
  scan.begin('https://me:p%40ss@shop.test/');
  const login = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
  expect(
    [
      'https://shop.test/a',
      'wss://shop.test/live',
      'http://shop.test/',
      'https://shop.test:8443/',
      'nonsense',
    ].map((url) => scan.authorization(url)),
  ).toEqual([login, login, null, null, null]);
});
