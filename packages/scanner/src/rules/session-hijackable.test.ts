import { describe, expect, test } from 'vitest';
import type { Observation } from '../artifacts.ts';
import type { JudgedEndpoint } from './rule.ts';
import rule from './session-hijackable.ts';
import { cookie, endpoint, facts, judge, message, observation } from './testing/facts.ts';

const url = 'wss://shop.test/live';
const wrong = 'https://wssure-probe.example';
const reason =
  'The foreign Origin https://wssure-probe.example got the message that https://shop.test gets with the credentials and neither gets without.';

function cells(headers: Observation['requestHeaders']): Observation[] {
  const hello = { withCredentials: true, requestHeaders: headers, messages: [message('hello anna')] };
  const refused = { outcome: 'rejected', status: 401 } as const;
  return [
    observation('control-with-credentials', hello),
    observation('foreign-with-credentials', { ...hello, origin: wrong }),
    observation('foreign', refused),
    observation('control', refused),
  ];
}

function hijackable(
  headers: Observation['requestHeaders'],
  over: Partial<JudgedEndpoint> = {},
): JudgedEndpoint {
  const sent = observation('control', { withCredentials: true, requestHeaders: headers });
  return endpoint(url, {
    session: 'hijackable',
    sessionReason: reason,
    observations: [sent],
    credentials: cells(headers),
    ...over,
  });
}

const base = facts();
const scope = { ...base.scope, credentials: true };
const answer = { outcome: 'accepted', status: 101, closeCode: null, firstMessage: 'hello anna' };
const denied = { outcome: 'rejected', status: 401, closeCode: null, firstMessage: null };

describe('session-hijackable', () => {
  test('fails critically, with all four answers and what was attached', () => {
    const socket = hijackable([['Cookie', 'sid=1; _ga=2']]);
    const given = facts({
      endpoints: [socket],
      scope: { ...scope, storedCookies: [cookie('sid', 'None'), cookie('other', 'None')] },
    });
    expect(judge(rule, given)).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'wss://shop.test/live hands the session of whoever is logged in to any website that they look at (cross-site WebSocket hijacking): ' +
          'the foreign Origin https://wssure-probe.example got the message that https://shop.test gets with the credentials and neither gets without. ' +
          'What a browser attaches there by itself: the cookie "sid" (SameSite=None). ' +
          'Such a page reads what the visitor would read, and sends what it likes in their name. ' +
          'Relevant to PCI DSS 6.2.4 if the socket is part of handling card data.',
        evidence: {
          compared: reason,
          cookies: [{ name: 'sid', sameSite: 'None' }],
          httpAuthentication: null,
          pageWithCredentials: { origin: 'https://shop.test', ...answer },
          foreignWithCredentials: { origin: wrong, ...answer },
          foreignWithout: { origin: wrong, ...denied },
          pageWithout: { origin: 'https://shop.test', ...denied },
        },
        remediation: {
          summary:
            'Before the handshake is answered, compare the Origin header with a list of whole origins (here https://shop.test) and answer 403 to every other; then set the session cookie with SameSite=Lax or Strict.',
        },
        proof: { handshake: socket.credentials?.[1], page: 'session' },
      },
    ]);
  });

  test('says where a cookie’s SameSite is not known', () => {
    const given = facts({ endpoints: [hijackable([['Cookie', 'sid=1']])], scope });
    expect(judge(rule, given)).toMatchObject([
      {
        message: expect.stringContaining(
          'What a browser attaches there by itself: the cookie "sid". The SameSite attribute of "sid" is not known, because it was given by hand: it counts as attached, and is not if it is Lax or Strict (--storage-state tells).',
        ),
        evidence: { cookies: [{ name: 'sid', sameSite: 'unknown' }] },
      },
    ]);
  });

  test('names HTTP authentication by its scheme, and no cookie to change', () => {
    const given = facts({ endpoints: [hijackable([['Authorization', 'Basic YW5uYTpwdw==']])], scope });
    const [found] = judge(rule, given);
    expect(found).toMatchObject({
      message: expect.stringContaining('attaches there by itself: HTTP authentication (Basic). Such a page'),
      evidence: { cookies: [], httpAuthentication: 'Basic' },
      remediation: { summary: expect.stringMatching(/answer 403 to every other\.$/) },
    });
    expect(JSON.stringify(found, (key, value: unknown) => (key === 'proof' ? null : value))).not.toContain(
      'YW5uYTpwdw',
    );
  });

  test.each<[string, Partial<JudgedEndpoint>, unknown[]]>([
    ['protected', { session: 'protected' }, []],
    ['open to everybody', { session: 'open' }, []],
    [
      'undetermined',
      { session: 'undetermined', sessionReason: 'They may have expired.' },
      [{ kind: 'unjudged', reason: 'wss://shop.test/live: They may have expired.' }],
    ],
    [
      'of another path',
      { session: 'not-compared' },
      [
        {
          kind: 'unjudged',
          reason: 'wss://shop.test/live: none of the credentials is for this host and path',
        },
      ],
    ],
    [
      'whose control was refused',
      { session: 'not-compared', originPolicy: 'undetermined', originPolicyReason: 'It got 401.' },
      [{ kind: 'unjudged', reason: 'wss://shop.test/live: It got 401.' }],
    ],
    ['of another party', { party: 'third' }, []],
  ])('an endpoint %s', (_, over, expected) => {
    const endpoints = [hijackable([], over), endpoint('wss://shop.test/b', { session: 'protected' })];
    expect(judge(rule, facts({ endpoints, scope }))).toEqual(expected);
  });

  test.each([
    [
      'no WebSocket of the first party was found',
      facts({ endpoints: [endpoint(url, { party: 'third' })], scope }),
    ],
    [
      'no credentials were given (--storage-state, --cookie, --header)',
      facts({ endpoints: [endpoint(url)] }),
    ],
  ])('does not apply: %s', (words, given) => {
    expect(judge(rule, given)).toBe(words);
  });
});
