import { describe, expect, test } from 'vitest';
import rule from './plaintext-reference.ts';
import { csp, endpoint, facts, judge, page, reference, source } from './testing/facts.ts';

const url = 'ws://feed.test/prices';
const named = reference('r1', url, { role: 'names', library: 'text' });

describe('plaintext-reference', () => {
  test('fails once for each URL, with every place', () => {
    const again = reference('r2', url, { role: 'names', library: 'text' });
    const other = reference('r3', 'ws://other.test/', { role: 'names', library: 'text' });
    expect(judge(rule, facts({ references: [named, again, other] }))).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        identity: url,
        references: ['r1', 'r2'],
        message:
          'ws://feed.test/prices stands in https://shop.test/app.js:12:3 and 1 more place, and what it is used for could not be told. ' +
          'A socket opened with it is not encrypted: anyone on the network path can read and change it. ' +
          'Relevant to PCI DSS 4.2.1 if card data travels there.',
        evidence: { url, places: 2, upgradedByPolicy: false },
        remediation: { summary: 'Change it to wss:// if it is used, and delete it if it is not.' },
      },
      expect.objectContaining({ identity: 'ws://other.test/', references: ['r3'] }),
    ]);
  });

  test('warns where an enforced policy would upgrade it', () => {
    expect(
      judge(rule, facts({ references: [named], page: page({ csp: [csp('upgrade-insecure-requests')] }) })),
    ).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        identity: url,
        references: ['r1'],
        message:
          'ws://feed.test/prices stands in https://shop.test/app.js:12:3, and what it is used for could not be told. ' +
          'If this page opens it, its Content-Security-Policy (upgrade-insecure-requests) makes browsers dial wss:// instead. ' +
          'Relevant to PCI DSS 4.2.1 if card data travels there.',
        evidence: { url, places: 1, upgradedByPolicy: true },
        remediation: { summary: 'Change it to wss:// if it is used, and delete it if it is not.' },
        level: 'warn',
        severity: 'low',
      },
    ]);
  });

  test('leaves to plaintext-endpoint what the page opens', () => {
    expect(judge(rule, facts({ references: [named], endpoints: [endpoint(url)] }))).toEqual([]);
  });

  test('leaves mentions, loopback, wss:// and unresolved places alone', () => {
    const references = [
      reference('r1', url, { role: 'mentions' }),
      reference('r2', 'ws://localhost:8080/', { role: 'names' }),
      reference('r3', 'wss://feed.test/', { role: 'names' }),
      reference('r4', null, { role: 'connects' }),
    ];
    expect(judge(rule, facts({ references }))).toEqual([]);
  });

  test('does not apply where nothing was read', () => {
    expect(judge(rule, facts({ sources: [] }))).toBe('no page and no script was read');
  });

  test('is not conclusive where code of the page was not read', () => {
    expect(judge(rule, facts({ sources: [source({ status: 'failed', reason: 'timeout' })] }))).toEqual([
      { kind: 'unjudged', reason: 'https://shop.test/app.js was not read: timeout' },
    ]);
  });
});
