import { describe, expect, test } from 'vitest';
import rule from './tls-reference.ts';
import { endpoint, facts, judge, observation, reference, tls } from './testing/facts.ts';

const url = 'wss://shop.test:8443/live';

describe('tls-reference', () => {
  test('notes a wss:// endpoint with what the inventory needs', () => {
    const probed = endpoint(url, { observations: [observation('control', { tls: tls() })] });
    expect(judge(rule, facts({ references: [reference('r1', url)], endpoints: [probed] }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'wss://shop.test:8443/live (from https://shop.test/app.js:12:3) is opened over TLS. The server spoke TLSv1.3. Its certificate has 244 days left.',
        evidence: {
          host: 'shop.test:8443',
          protocol: 'TLSv1.3',
          cipher: 'TLS_AES_256_GCM_SHA384',
          issuer: 'CN=Test CA',
          validTo: '2027-01-01T00:00:00.000Z',
          daysLeft: 244,
        },
        remediation: { summary: 'Nothing has to be done.' },
      },
    ]);
  });

  test('notes one that was not probed as well', () => {
    expect(judge(rule, facts({ endpoints: [endpoint(url, { references: [] })] }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: [],
        message: 'wss://shop.test:8443/live (from the command line) is opened over TLS.',
        evidence: {
          host: 'shop.test:8443',
          protocol: null,
          cipher: null,
          issuer: null,
          validTo: null,
          daysLeft: null,
        },
        remediation: { summary: 'Nothing has to be done.' },
      },
    ]);
  });

  test('does not apply without one, and is not conclusive where one may hide', () => {
    expect(judge(rule, facts({ endpoints: [endpoint('ws://shop.test/')] }))).toBe(
      'no wss:// endpoint was found in what was read',
    );
    expect(judge(rule, facts({ references: [reference('r1', null)] }))).toEqual([
      {
        kind: 'unjudged',
        reason: 'the address of the socket opened at https://shop.test/app.js:12:3 is not known',
      },
    ]);
  });
});
