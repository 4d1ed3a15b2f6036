import { describe, expect, test } from 'vitest';
import type { Observation } from '../artifacts.ts';
import rule from './plaintext-accepted.ts';
import type { JudgedEndpoint } from './rule.ts';
import { cookie, endpoint, facts, judge, observation, page } from './testing/facts.ts';

const url = 'wss://shop.test/live';
const plain = 'ws://shop.test/live';

function answered(over: Partial<Observation> = {}): Observation {
  return observation('plaintext', { url: plain, ...over });
}

const refused = answered({ outcome: 'rejected', status: 403, acceptValid: null });

function judged(plaintext: readonly Observation[], over: Partial<JudgedEndpoint> = {}): unknown {
  const observations = [observation('control')];
  return judge(rule, facts({ endpoints: [endpoint(url, { observations, plaintext, ...over })] }));
}

describe('plaintext-accepted', () => {
  test('fails a server that completes the handshake', () => {
    const seen = answered();
    expect(judged([seen])).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'The server of wss://shop.test/live completes the same handshake without TLS, at ws://shop.test/live. ' +
          'Whoever can make a client dial that (an old link, a typing error, an attacker on the network path) reads and changes all that it carries. ' +
          'Relevant to PCI DSS 4.2.1 if card data travels there.',
        evidence: {
          accepted: [{ url: plain, status: 101, origin: 'https://shop.test', address: '127.0.0.1' }],
          cookiesInTheClear: [],
        },
        remediation: {
          summary:
            'Answer port 80 with a redirect to https, or not at all: do not let the proxy or the server there pass handshakes on.',
        },
        proof: { handshake: seen },
      },
    ]);
  });

  test('names each port that does, and no other', () => {
    const own = answered({ url: 'ws://shop.test:8443/live' });
    expect(judged([refused, own])).toMatchObject([
      { message: expect.stringContaining('at ws://shop.test:8443/live.'), evidence: { accepted: [{}] } },
    ]);
    expect(judged([answered(), own])).toMatchObject([
      {
        message: expect.stringContaining('at ws://shop.test/live and ws://shop.test:8443/live.'),
        remediation: { summary: expect.stringMatching(/^Answer port 80 and 8443 /) },
      },
    ]);
  });

  test('a close after the 101 takes nothing back', () => {
    expect(judged([answered({ outcome: 'closed', closeCode: 1008 })])).toMatchObject([{ endpoint: url }]);
  });

  test('is high where a cookie goes there in the clear', () => {
    const cookies = [cookie('sid', 'Lax', { secure: false }), cookie('safe', 'None')];
    const endpoints = [
      endpoint(url, {
        observations: [observation('control', { requestHeaders: [['Cookie', 'sid=1; safe=2; other=3']] })],
        plaintext: [answered()],
      }),
    ];
    expect(judge(rule, facts({ page: page({ cookies }), endpoints }))).toMatchObject([
      {
        severity: 'high',
        message: expect.stringContaining(
          'Browsers attach "sid" and "other" to it as far as is known, unencrypted: no response marked them Secure. Relevant',
        ),
        evidence: { cookiesInTheClear: ['sid', 'other'] },
      },
    ]);
  });

  test.each<[string, Observation]>([
    ['a refusal', refused],
    ['a redirect', answered({ outcome: 'rejected', status: 301, acceptValid: null })],
    ['a 101 without a valid Accept', answered({ outcome: 'rejected', acceptValid: false })],
    ...[
      'connection-refused',
      'connection-reset',
      'timeout',
      'no-answer',
      'dropped',
      'malformed-response',
    ].map((code): [string, Observation] => [
      code,
      answered({ outcome: 'unreachable', status: null, error: { code, message: 'so' } }),
    ]),
  ])('%s is fine', (_, seen) => {
    expect(judged([seen])).toEqual([]);
  });

  test('is not conclusive where the port could not be tried', () => {
    const error = { code: 'name-not-resolved', message: 'shop.test does not resolve' };
    expect(judged([answered({ outcome: 'unreachable', status: null, error })])).toEqual([
      { kind: 'unjudged', reason: 'ws://shop.test/live was not tried: shop.test does not resolve' },
    ]);
  });

  test('is not conclusive where the answer may be for want of credentials that are not sent in the clear', () => {
    const observations = [observation('control', { withCredentials: true })];
    expect(judged([refused], { observations })).toEqual([
      {
        kind: 'unjudged',
        reason:
          'ws://shop.test/live answered 403 to a handshake without your credentials, which are not sent in the clear',
      },
    ]);
  });

  test('is not conclusive where nothing was tried', () => {
    const endpoints = [endpoint(url), endpoint('wss://b.test/', { notProbed: { reason: 'probing is off' } })];
    expect(judge(rule, facts({ endpoints }))).toEqual([
      { kind: 'unjudged', reason: `${url} was not tried without TLS: only --depth full does` },
      { kind: 'unjudged', reason: 'wss://b.test/ was not tried without TLS: probing is off' },
    ]);
  });

  test('does not apply to plaintext endpoints, nor to those of others', () => {
    const endpoints = [endpoint('ws://shop.test/'), endpoint('wss://feed.test/', { party: 'third' })];
    expect(judge(rule, facts({ endpoints }))).toBe('no wss:// endpoint of the first party was found');
  });
});
