import { describe, expect, test } from 'vitest';
import rule from './coverage-limited.ts';
import { endpoint, facts, judge, page, reference, source } from './testing/facts.ts';

describe('coverage-limited', () => {
  test('passes where everything was looked at', () => {
    const all = facts({
      references: [reference('r1', 'wss://shop.test/')],
      endpoints: [endpoint('wss://shop.test/')],
    });
    expect(judge(rule, all)).toEqual([]);
  });

  test('notes unread files, one finding for each option that would read them', () => {
    const sources = [
      source({
        url: 'https://cdn.test/a.js',
        status: 'skipped',
        reason: 'another origin',
        option: '--scripts all',
      }),
      source({
        url: 'https://cdn.test/b.js',
        status: 'skipped',
        reason: 'another origin',
        option: '--scripts all',
      }),
      source({ url: 'https://shop.test/c.js', status: 'failed', reason: 'the server answered 404' }),
      source(),
    ];
    expect(judge(rule, facts({ sources }))).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        references: [],
        identity: 'unread --scripts all',
        message:
          '2 files were not read: https://cdn.test/a.js (another origin) and 1 more. A socket that is opened there is not in this report.',
        evidence: {
          missed: [
            { subject: 'https://cdn.test/a.js', reason: 'another origin', option: '--scripts all' },
            { subject: 'https://cdn.test/b.js', reason: 'another origin', option: '--scripts all' },
          ],
          total: 2,
        },
        remediation: { summary: 'Scan with --scripts all to include it.' },
      },
      {
        kind: 'finding',
        endpoint: null,
        references: [],
        identity: 'unread ',
        message:
          '1 file was not read: https://shop.test/c.js (the server answered 404). A socket that is opened there is not in this report.',
        evidence: {
          missed: [{ subject: 'https://shop.test/c.js', reason: 'the server answered 404', option: null }],
          total: 1,
        },
        remediation: { summary: 'See the reason; scan again once it is gone.' },
      },
    ]);
  });

  test('notes sockets whose address is unknown', () => {
    const references = [
      reference('r1', null, { expression: 'new WebSocket(u)', unresolved: 'u comes from a fetch' }),
      reference('r2', null, { expression: 'new WebSocket(v)' }),
      reference('r3', null, { role: 'mentions' }),
    ];
    expect(judge(rule, facts({ references }))).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        references: ['r1', 'r2'],
        identity: 'unresolved',
        message:
          '2 sockets are opened with addresses that the code alone does not tell ' +
          '(https://shop.test/app.js:12:3 and 1 more place: u comes from a fetch).',
        evidence: {
          unresolved: [
            {
              place: 'https://shop.test/app.js:12:3',
              expression: 'new WebSocket(u)',
              reason: 'u comes from a fetch',
            },
            { place: 'https://shop.test/app.js:12:3', expression: 'new WebSocket(v)', reason: null },
          ],
          total: 2,
        },
        remediation: {
          summary:
            "Look up the address in the browser's network panel and judge it with wssure probe <ws-url> --page <page>.",
        },
      },
    ]);
  });

  describe('of a page with a field for a password', () => {
    const login = page({ url: 'https://shop.test/login', asksForPassword: true });

    test('notes that what comes after the login was not looked at', () => {
      const mention = reference('r1', 'ws://old.test/', { role: 'mentions' });
      expect(judge(rule, facts({ page: login, references: [mention] }))).toEqual([
        {
          kind: 'finding',
          endpoint: null,
          references: [],
          identity: 'login',
          message:
            'https://shop.test/login asks for a login: what a visitor gets after it was not looked at, and a socket that is opened there is not in this report.',
          evidence: { asksForLogin: true },
          remediation: {
            summary:
              'Scan a page that comes after the login, with the session of an account of your own: --storage-state or --cookie.',
          },
        },
      ]);
    });

    test('says nothing where it has a socket, or credentials were given', () => {
      const references = [reference('r1', 'wss://shop.test/')];
      expect(judge(rule, facts({ page: login, references }))).toEqual([]);
      const { scope } = facts();
      expect(judge(rule, facts({ page: login, scope: { ...scope, credentials: true } }))).toEqual([]);
    });
  });

  test('notes endpoints that were not probed, and what was looked at in part', () => {
    const endpoints = [
      endpoint('wss://a.test/', { notProbed: { reason: 'probing is off', option: '--probe all' } }),
    ];
    const gaps = [
      { stage: 'extract' as const, subject: 'https://shop.test/app.js', reason: 'searched as text' },
    ];
    expect(judge(rule, facts({ endpoints, gaps }))).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        references: [],
        identity: 'unprobed --probe all',
        message:
          '1 endpoint got no handshake: wss://a.test/ (probing is off). Whom the server accepts was not judged.',
        evidence: {
          missed: [{ subject: 'wss://a.test/', reason: 'probing is off', option: '--probe all' }],
          total: 1,
        },
        remediation: { summary: 'Scan with --probe all to include it.' },
      },
      {
        kind: 'finding',
        endpoint: null,
        references: [],
        identity: 'gap ',
        message:
          '1 thing was looked at only in part: https://shop.test/app.js (searched as text). Something there may be missing from this report.',
        evidence: {
          missed: [{ subject: 'https://shop.test/app.js', reason: 'searched as text', option: null }],
          total: 1,
        },
        remediation: { summary: 'See the reason; scan again once it is gone.' },
      },
    ]);
  });

  test('lists twenty at most and counts all', () => {
    const sources = Array.from({ length: 50 }, (_, index) =>
      source({
        url: `https://cdn.test/${index}.js`,
        status: 'skipped',
        reason: 'another origin',
        option: '--scripts all',
      }),
    );
    const [finding] = judge(rule, facts({ sources }));
    expect(finding).toMatchObject({ evidence: { total: 50, missed: { length: 20 } } });
  });
});
