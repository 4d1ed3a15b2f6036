import { describe, expect, test } from 'vitest';
import { asksHttpAuthentication, handshakeCookies, travelsCrossSite } from './handshake-cookies.ts';
import { cookie, endpoint, facts, observation, page } from './testing/facts.ts';

const live = endpoint('wss://shop.test/live/feed');

function namesFor(url: string, ...cookies: ReturnType<typeof cookie>[]): string[] {
  return handshakeCookies(endpoint(url), facts({ page: page({ cookies }) })).map(({ name }) => name);
}

describe('handshakeCookies', () => {
  test('a host-only cookie goes to its own host', () => {
    const own = cookie('sid', 'Lax');
    expect(namesFor('wss://shop.test/', own)).toEqual(['sid']);
    expect(namesFor('wss://ws.shop.test/', own)).toEqual([]);
  });

  test('a domain cookie goes to the domain and below', () => {
    const wide = cookie('sid', 'Lax', { domain: '.shop.test', setBy: 'https://www.shop.test/' });
    expect(namesFor('wss://shop.test/', wide)).toEqual(['sid']);
    expect(namesFor('wss://ws.shop.test/', wide)).toEqual(['sid']);
    expect(namesFor('wss://evilshop.test/', wide)).toEqual([]);
  });

  test('a Secure cookie stays off ws://', () => {
    expect(namesFor('ws://shop.test/', cookie('sid', 'Lax'))).toEqual([]);
    expect(namesFor('ws://shop.test/', cookie('sid', 'Lax', { secure: false }))).toEqual(['sid']);
    const local = cookie('sid', 'Lax', { setBy: 'http://localhost:3000/' });
    expect(namesFor('ws://localhost:3000/', local)).toEqual(['sid']);
  });

  test.each([
    ['/', true],
    [null, true],
    ['/live', true],
    ['/live/', true],
    ['/live/feed', true],
    ['/liv', false],
    ['/admin', false],
  ])('the path %s covers /live/feed: %s', (path, covers) => {
    const seen = page({ cookies: [cookie('sid', 'Lax', { path })] });
    expect(handshakeCookies(live, facts({ page: seen }))).toHaveLength(covers ? 1 : 0);
  });

  test('cookies of load balancers and analytics are no session', () => {
    expect(
      namesFor(
        'wss://shop.test/',
        cookie('AWSALBCORS', 'None'),
        cookie('_ga', null),
        cookie('__cf_bm', 'None'),
      ),
    ).toEqual([]);
  });

  test.each(['theme', 'lang', 'ui_locale', 'currency', 'cookie_consent', 'csrftoken', 'XSRF-TOKEN'])(
    '%s is no session',
    (name) => {
      expect(namesFor('wss://shop.test/', cookie(name, 'None'))).toEqual([]);
      expect(namesFor('wss://shop.test/', cookie(`${name}_sid`, 'None'))).toEqual([`${name}_sid`]);
    },
  );

  test('a storage state tells attributes, and what a response sets is newer', () => {
    const storedCookies = [
      cookie('sid', 'None'),
      cookie('old', 'None'),
      cookie('far', 'None', { setBy: 'https://x.test/' }),
    ];
    const given = facts({ page: page({ cookies: [cookie('sid', 'Strict')] }) });
    expect(handshakeCookies(live, { ...given, scope: { ...given.scope, storedCookies } })).toEqual([
      { name: 'sid', sameSite: 'Strict' },
      { name: 'old', sameSite: 'None' },
    ]);
  });

  test('what the handshake itself set and sent counts too', () => {
    const seen = observation('control', {
      cookies: [cookie('io', 'None')],
      requestHeaders: [['Cookie', 'io=1; given=s3cret; =x']],
    });
    expect(handshakeCookies({ ...live, observations: [seen] }, facts({ page: null }))).toEqual([
      { name: 'io', sameSite: 'None' },
      { name: 'given', sameSite: 'unknown' },
    ]);
  });
});

describe('travelsCrossSite', () => {
  test.each([
    ['Strict', false],
    ['Lax', false],
    ['None', true],
    [null, true],
    ['unknown', true],
  ] as const)('SameSite %s: %s', (sameSite, travels) => {
    expect(travelsCrossSite({ name: 'sid', sameSite })).toBe(travels);
  });
});

describe('asksHttpAuthentication', () => {
  test.each([
    ['Basic realm="x"', true],
    ['NTLM', true],
    ['Bearer', false],
  ])('%s: %s', (value, asks) => {
    const refused = observation('control', { status: 401, responseHeaders: [['WWW-Authenticate', value]] });
    expect(asksHttpAuthentication({ ...live, observations: [refused] }, null)).toBe(asks);
    expect(asksHttpAuthentication(live, page({ headers: [['www-authenticate', value]] }))).toBe(asks);
  });
});
