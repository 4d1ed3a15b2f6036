import { describe, expect, test } from 'vitest';
import rule from './cookie-samesite.ts';
import type { JudgedEndpoint } from './rule.ts';
import { cookie, endpoint, facts, judge, observation, page } from './testing/facts.ts';

const url = 'wss://shop.test/live';
const chrome =
  'Browsers that allow third-party cookies (Chrome and Edge do by default) attach SameSite=None on every website. ';
const unnamed =
  'Where none is named, Chrome and Edge assume Lax; Firefox and Safari do not, and keep the cookie from other websites by settings that a visitor can change. ';

function judgeCookies(cookies: ReturnType<typeof cookie>[], over: Partial<JudgedEndpoint> = {}) {
  return judge(rule, facts({ page: page({ cookies }), endpoints: [endpoint(url, over)] }));
}

describe('cookie-samesite', () => {
  test('warns of None and of none named, and of nothing else', () => {
    const cookies = [
      cookie('sid', 'None'),
      cookie('cart', null),
      cookie('lax', 'Lax'),
      cookie('strict', 'Strict'),
    ];
    expect(judgeCookies(cookies, { originPolicy: 'missing' })).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        identity: `${url} cart sid`,
        message: `The handshake of ${url} carries cookies that other websites' pages may send too: "sid" (SameSite=None), "cart" (no SameSite). ${chrome}${unnamed}The server lets foreign Origins in, so the cookie is all that could have stayed behind.`,
        evidence: {
          cookies: [
            { name: 'sid', sameSite: 'None' },
            { name: 'cart', sameSite: null },
          ],
          originPolicy: 'missing',
        },
        remediation: {
          summary:
            'Set "sid" and "cart" with SameSite=Lax (or Strict), Secure and HttpOnly. Where other sites embed yours and need it, add Partitioned to SameSite=None and rely on the Origin check.',
        },
        severity: 'medium',
      },
    ]);
  });

  test.each([
    ['None', 'missing', 'medium', 'The server lets foreign Origins in'],
    ['None', 'weak', 'medium', 'The server lets foreign Origins in'],
    ['None', 'not-probed', 'medium', 'Whether anything else keeps other websites out was not shown.'],
    ['None', 'enforced', 'low', "The server's Origin check keeps other websites out; the cookie does not."],
    ['None', 'token-gated', 'low', 'Whether anything else'],
    [null, 'missing', 'low', 'The server lets foreign Origins in'],
  ] as const)('SameSite %s on a socket that is %s: %s', (sameSite, originPolicy, severity, words) => {
    expect(judgeCookies([cookie('sid', sameSite)], { originPolicy })).toMatchObject([
      { severity, message: expect.stringContaining(words) },
    ]);
  });

  test.each<[string, ReturnType<typeof cookie>]>([
    ['of a load balancer', cookie('AWSALBCORS', 'None')],
    ['of analytics', cookie('_ga', null)],
    ['of taste', cookie('theme', null)],
    ['of another path', cookie('sid', 'None', { path: '/admin' })],
    ['of another host', cookie('sid', 'None', { setBy: 'https://www.shop.test/' })],
  ])('a cookie %s does not matter', (_, one) => {
    expect(judgeCookies([one])).toEqual([]);
  });

  test('the handshake’s own answer counts, and a storage state', () => {
    const observations = [observation('control', { cookies: [cookie('io', 'None')] })];
    const given = facts({ endpoints: [endpoint(url, { observations })] });
    const scope = { ...given.scope, storedCookies: [cookie('sid', 'None')] };
    expect(judge(rule, { ...given, scope })).toMatchObject([
      { evidence: { cookies: [{ name: 'sid' }, { name: 'io' }] } },
    ]);
  });

  test('a cookie of --cookie that nobody set is not judged', () => {
    const observations = [observation('control', { requestHeaders: [['Cookie', 'sid=1']] })];
    expect(judgeCookies([], { observations })).toEqual([
      {
        kind: 'unjudged',
        reason: `${url}: the SameSite attribute of "sid" was given nowhere (--storage-state tells it)`,
      },
    ]);
  });

  test('other parties’ endpoints are theirs', () => {
    expect(judgeCookies([cookie('sid', 'None')], { party: 'third' })).toBe(
      'no WebSocket of the first party was found',
    );
  });

  test('passes nothing whose handshake was not made', () => {
    const notProbed = { reason: 'handshakes are switched off' };
    expect(judgeCookies([cookie('sid', 'Lax')], { notProbed })).toEqual([
      {
        kind: 'unjudged',
        reason: `${url}: what its handshake sets was not seen: handshakes are switched off`,
      },
    ]);
    expect(judgeCookies([cookie('sid', 'Lax')])).toEqual([]);
  });
});
