import { describe, expect, test } from 'vitest';
import { refusedByPolicy } from '../csp.ts';
import rule from './plaintext-endpoint.ts';
import { csp, endpoint, facts, judge, page, reference, source } from './testing/facts.ts';

const url = 'ws://shop.test/live';
const opened = { references: [reference('r1', url)], endpoints: [endpoint(url)] };
const http = {
  page: page({ url: 'http://shop.test/' }),
  scope: { ...facts().scope, pageOrigin: 'http://shop.test' },
};
const remediation = {
  summary:
    'Serve this socket over TLS and open it as wss://, or with a URL relative to the page such as "/live".',
};

describe('plaintext-endpoint', () => {
  test('fails a ws:// endpoint of an http page', () => {
    expect(judge(rule, facts({ ...opened, ...http }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'ws://shop.test/live (from https://shop.test/app.js:12:3) is a WebSocket without TLS. Nothing on it is encrypted, ' +
          'the cookies of its handshake included: anyone on the network path can read and change it. ' +
          'Relevant to PCI DSS 4.2.1 if card data travels there.',
        evidence: {
          url,
          pageOrigin: 'http://shop.test',
          blockedAsMixedContent: false,
          upgradedByPolicy: false,
        },
        remediation,
      },
    ]);
  });

  test('fails it on an https page too, where browsers block it', () => {
    expect(judge(rule, facts(opened))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'ws://shop.test/live (from https://shop.test/app.js:12:3) is a WebSocket without TLS. Because the page came over https, ' +
          'browsers block the connection (mixed content) and the socket does not work there; any client that does not block it ' +
          'sends everything unencrypted. Relevant to PCI DSS 4.2.1 if card data travels there.',
        evidence: {
          url,
          pageOrigin: 'https://shop.test',
          blockedAsMixedContent: true,
          upgradedByPolicy: false,
        },
        remediation,
        severity: 'medium',
      },
    ]);
  });

  test('warns where an enforced policy upgrades the socket', () => {
    const upgraded = facts({
      ...opened,
      page: page({ csp: [csp('upgrade-insecure-requests', { from: 'meta' })] }),
    });
    expect(judge(rule, upgraded)).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'ws://shop.test/live (from https://shop.test/app.js:12:3) is a WebSocket without TLS. The Content-Security-Policy of the ' +
          'page (upgrade-insecure-requests) makes browsers dial wss:// instead, so nothing travels unencrypted while that policy ' +
          'is sent. Relevant to PCI DSS 4.2.1 if card data travels there.',
        evidence: {
          url,
          pageOrigin: 'https://shop.test',
          blockedAsMixedContent: false,
          upgradedByPolicy: true,
        },
        remediation,
        level: 'warn',
        severity: 'low',
      },
    ]);
  });

  test('a report-only policy upgrades nothing', () => {
    const reportOnly = page({ csp: [csp('upgrade-insecure-requests', { reportOnly: true })] });
    expect(judge(rule, facts({ ...opened, page: reportOnly }))).toMatchObject([{ severity: 'medium' }]);
  });

  test('takes the places that name the same URL into the one finding', () => {
    const named = reference('r2', url, { role: 'names' });
    const other = reference('r3', 'ws://other.test/', { role: 'names' });
    const found = judge(rule, facts({ ...opened, references: [...opened.references, named, other] }));
    expect(found).toMatchObject([{ endpoint: url, references: ['r1', 'r2'] }]);
    expect(found).toHaveLength(1);
  });

  test('an endpoint that was given on the command line says so', () => {
    const given = facts({ page: null, sources: [], endpoints: [endpoint(url, { references: [] })] });
    expect(judge(rule, given)).toMatchObject([
      { message: expect.stringContaining('(from the command line)') },
    ]);
  });

  test.each([
    'ws://localhost:3000/',
    'ws://app.localhost/',
    'ws://127.1.2.3/',
    'ws://[::1]:8080/',
    'wss://shop.test/',
  ])('leaves %s alone', (harmless) => {
    expect(judge(rule, facts({ endpoints: [endpoint(harmless)] }))).toEqual([]);
  });

  test.each(['ws://10.0.0.1/', 'ws://192.168.1.1/', 'ws://shop.local/', 'ws://localhost.evil.test/'])(
    'counts %s as it stands',
    (exposed) => {
      expect(judge(rule, facts({ endpoints: [endpoint(exposed)] }))).toMatchObject([{ endpoint: exposed }]);
    },
  );

  test('does not apply where there is no socket', () => {
    expect(judge(rule, facts())).toBe('no WebSocket found in what was read');
  });

  test("is not conclusive where a socket's address is unknown", () => {
    const unknown = reference('r1', null, { unresolved: 'it comes from a fetch' });
    expect(judge(rule, facts({ references: [unknown, reference('r2', null)] }))).toEqual([
      {
        kind: 'unjudged',
        reason:
          'the address of the socket opened at https://shop.test/app.js:12:3 is not known: it comes from a fetch (and 1 more)',
      },
    ]);
  });

  test('looks past a script that no browser runs', () => {
    const refused = source({ kind: 'inline', status: 'skipped', reason: refusedByPolicy });
    const secure = 'wss://shop.test/';
    const all = { references: [reference('r1', secure)], endpoints: [endpoint(secure)] };
    expect(judge(rule, facts({ ...all, sources: [refused] }))).toEqual([]);
  });

  test('is not conclusive where code of the page was not read, or only searched as text', () => {
    const unread = [
      source({ status: 'failed', reason: 'the server answered 500' }),
      source({ url: 'https://shop.test/b.js', status: 'skipped', reason: 'too large' }),
    ];
    const gaps = [
      { stage: 'extract' as const, subject: 'https://shop.test/c.js', reason: 'searched as text' },
    ];
    expect(judge(rule, facts({ sources: unread, gaps }))).toEqual([
      {
        kind: 'unjudged',
        reason: 'https://shop.test/app.js was not read: the server answered 500 (and 2 more)',
      },
    ]);
  });

  test("scripts of others, outside the scan's scope, leave it conclusive", () => {
    const skipped = source({ url: 'https://cdn.test/x.js', status: 'skipped', option: '--scripts all' });
    const map = source({ url: 'https://shop.test/app.js.map', kind: 'source-map', status: 'failed' });
    expect(
      judge(rule, facts({ sources: [skipped, map], endpoints: [endpoint('wss://shop.test/')] })),
    ).toEqual([]);
  });
});
