import { describe, expect, test } from 'vitest';
import type { TlsVersionObservation } from '../artifacts.ts';
import { endpoint, facts, judge } from './testing/facts.ts';
import rule from './tls-version-obsolete.ts';

const url = 'wss://shop.test:8443/live';

function offered(
  version: TlsVersionObservation['version'],
  over: Partial<TlsVersionObservation> = {},
): TlsVersionObservation {
  return { version, outcome: 'rejected', cipher: null, error: null, ...over };
}
const accepted = { outcome: 'accepted', cipher: 'ECDHE-RSA-AES256-SHA' } as const;

function judged(...tlsVersions: TlsVersionObservation[]): unknown {
  return judge(rule, facts({ endpoints: [endpoint(url, { tlsVersions })] }));
}

describe('tls-version-obsolete', () => {
  test('fails a server that completes a handshake in either', () => {
    expect(judged(offered('TLSv1', accepted), offered('TLSv1.1', accepted))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'The server of wss://shop.test:8443/live completes a handshake in TLS 1.0 and TLS 1.1. Browsers no longer speak them; ' +
          'other clients that still do can be made to use protections that are known to be broken. ' +
          'Relevant to PCI DSS 4.2.1 if card data travels there.',
        evidence: {
          host: 'shop.test:8443',
          accepted: [
            { version: 'TLSv1', cipher: 'ECDHE-RSA-AES256-SHA' },
            { version: 'TLSv1.1', cipher: 'ECDHE-RSA-AES256-SHA' },
          ],
        },
        remediation: {
          summary: 'Make TLS 1.2 the lowest version that shop.test:8443 accepts, and offer TLS 1.3.',
        },
        proof: { tls: { url, version: 'TLSv1' } },
      },
    ]);
  });

  test('names only the version that was negotiated', () => {
    expect(judged(offered('TLSv1'), offered('TLSv1.1', accepted))).toMatchObject([
      {
        message: expect.stringContaining('a handshake in TLS 1.1. Browsers no longer speak it;'),
        evidence: { accepted: [{ version: 'TLSv1.1' }] },
      },
    ]);
  });

  test('passes a server that refuses both', () => {
    expect(judged(offered('TLSv1'), offered('TLSv1.1'))).toEqual([]);
  });

  test('is not conclusive for a version that could not be tried, and says why', () => {
    const error = { code: 'unsupported-here', message: 'the OpenSSL of this Node does not complete it' };
    expect(judged(offered('TLSv1', { outcome: 'unreachable', error }), offered('TLSv1.1'))).toEqual([
      { kind: 'unjudged', reason: `${url}, TLS 1.0: the OpenSSL of this Node does not complete it` },
    ]);
  });

  test('is not conclusive where nothing was offered', () => {
    const endpoints = [endpoint(url), endpoint('wss://b.test/', { notProbed: { reason: 'probing is off' } })];
    expect(judge(rule, facts({ endpoints }))).toEqual([
      {
        kind: 'unjudged',
        reason: `obsolete TLS versions were not offered to ${url}: only --depth full does`,
      },
      { kind: 'unjudged', reason: 'obsolete TLS versions were not offered to wss://b.test/: probing is off' },
    ]);
  });

  test('does not apply to plaintext endpoints, nor to those of others', () => {
    const endpoints = [endpoint('ws://shop.test/'), endpoint('wss://feed.test/', { party: 'third' })];
    expect(judge(rule, facts({ endpoints }))).toBe('no wss:// endpoint of the first party was found');
  });
});
