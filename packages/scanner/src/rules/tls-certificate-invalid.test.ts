import { describe, expect, test } from 'vitest';
import rule from './tls-certificate-invalid.ts';
import { endpoint, facts, judge, observation, tls } from './testing/facts.ts';

const url = 'wss://shop.test/live';

function judgeCertificate(certificate: Parameters<typeof tls>[0]): ReturnType<typeof judge> {
  const seen = observation('control', { tls: tls({ authorized: false, ...certificate }) });
  return judge(rule, facts({ endpoints: [endpoint(url, { observations: [seen] })] }));
}

describe('tls-certificate-invalid', () => {
  test('fails an expired certificate', () => {
    expect(judgeCertificate({ error: 'CERT_HAS_EXPIRED', validTo: '2026-04-19T10:00:00.000Z' })).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'The certificate of wss://shop.test/live has expired (valid to 2026-04-19T10:00:00.000Z). That was 12 days ago. Browsers refuse the connection, ' +
          'and a client that goes on cannot tell the server from someone in between. ' +
          'Relevant to PCI DSS 4.2.1 if card data travels there.',
        evidence: {
          host: 'shop.test',
          error: 'CERT_HAS_EXPIRED',
          subject: 'CN=shop.test',
          issuer: 'CN=Test CA',
          validFrom: '2026-01-01T00:00:00.000Z',
          validTo: '2026-04-19T10:00:00.000Z',
          daysLeft: -12,
          altNames: ['shop.test'],
        },
        remediation: {
          summary:
            'Renew the certificate, reload the server, and let the renewal run by itself (ACME) before the next end date.',
        },
        proof: { tls: { url } },
      },
    ]);
  });

  test.each([
    ['CERT_NOT_YET_VALID', 'is not valid yet (valid from 2026-01-01T00:00:00.000Z)'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'names www.shop.test and not shop.test'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is signed by itself or by a CA that browsers do not know'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'is signed by itself or by a CA that browsers do not know'],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'has an issuer that cannot be found: the server leaves out an intermediate',
    ],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'has an issuer that cannot be found'],
    ['CERT_REVOKED', 'was revoked by its issuer'],
    ['CERT_SIGNATURE_FAILURE', 'does not verify (CERT_SIGNATURE_FAILURE)'],
    [null, 'does not verify (no reason given)'],
  ])('%s in words', (error, words) => {
    expect(judgeCertificate({ error, altNames: ['www.shop.test'] })).toMatchObject([
      { message: expect.stringContaining(`The certificate of ${url} ${words}`), evidence: { error } },
    ]);
  });

  test.each([
    ['ERR_TLS_CERT_ALTNAME_INVALID', '2026-05-02T12:00:00.000Z', 1, 'It has 1 day left.'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', '2027-01-01T00:00:00.000Z', 244, 'It has 244 days left.'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', '2026-04-29T10:00:00.000Z', -2, 'It expired 2 days ago, too.'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', '2026-04-30T09:00:00.000Z', -2, 'It expired 1 day ago, too.'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', '2026-05-01T09:00:00.000Z', -1, 'It expired less than a day ago, too.'],
  ])('%s, valid to %s: says the days left', (error, validTo, daysLeft, words) => {
    expect(judgeCertificate({ error, validTo })).toMatchObject([
      { message: expect.stringContaining(`. ${words} Browsers refuse`), evidence: { daysLeft } },
    ]);
  });

  test('says nothing of a date that it does not know', () => {
    expect(judgeCertificate({ error: 'UNKNOWN', validTo: null })).toMatchObject([
      { message: expect.stringContaining('(UNKNOWN). Browsers refuse'), evidence: { daysLeft: null } },
    ]);
  });

  test('passes a certificate that verifies', () => {
    const seen = observation('control', { tls: tls() });
    expect(judge(rule, facts({ endpoints: [endpoint(url, { observations: [seen] })] }))).toEqual([]);
  });

  test('judges third parties too: their certificate protects this page as well', () => {
    const seen = observation('control', { tls: tls({ authorized: false, error: 'CERT_HAS_EXPIRED' }) });
    const third = endpoint('wss://feed.test/', { party: 'third', observations: [seen] });
    expect(judge(rule, facts({ endpoints: [third] }))).toMatchObject([{ endpoint: 'wss://feed.test/' }]);
  });

  test('is not conclusive for an endpoint whose certificate was not seen', () => {
    const endpoints = [
      endpoint(url, { notProbed: { reason: 'probing is off', option: '--probe all' } }),
      endpoint('wss://gone.test/', {
        observations: [observation('control', { outcome: 'unreachable', status: null })],
      }),
    ];
    expect(judge(rule, facts({ endpoints }))).toEqual([
      { kind: 'unjudged', reason: 'the certificate of wss://shop.test/live was not seen: probing is off' },
      {
        kind: 'unjudged',
        reason: 'the certificate of wss://gone.test/ was not seen: no TLS connection was made',
      },
    ]);
  });

  test('does not apply without a wss:// endpoint', () => {
    expect(judge(rule, facts({ endpoints: [endpoint('ws://shop.test/')] }))).toBe(
      'no wss:// endpoint was found',
    );
  });
});
