import { describe, expect, test } from 'vitest';
import rule from './csp-allows-plaintext.ts';
import { csp, facts, judge, page } from './testing/facts.ts';

function judgePolicies(...policies: Parameters<typeof csp>[]): ReturnType<typeof judge> {
  return judge(rule, facts({ page: page({ csp: policies.map((policy) => csp(...policy)) }) }));
}

describe('csp-allows-plaintext', () => {
  test('warns of the sources by which ws:// passes', () => {
    expect(judgePolicies(["connect-src 'self' ws: wss:"])).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        references: [],
        message:
          'The Content-Security-Policy of the page allows unencrypted ws:// connections: connect-src has ws:. ' +
          'Today browsers block those on an https page as mixed content; the policy would not, nor in an app or a browser ' +
          'that lets them pass. Relevant to PCI DSS 4.2.1 if card data travels over such a socket.',
        evidence: { directives: ['connect-src'], sources: ['ws:'], delivered: ['header'] },
        remediation: {
          summary:
            'In connect-src, write the wss:// origins that the page uses, for example wss://shop.test, in place of ws:.',
        },
      },
    ]);
  });

  test("on an http page, 'self' includes ws:// and https is the remedy", () => {
    const http = page({ url: 'http://shop.test/', csp: [csp("default-src 'self'", { from: 'meta' })] });
    expect(judge(rule, facts({ page: http }))).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        references: [],
        message:
          "The Content-Security-Policy of the page allows unencrypted ws:// connections: default-src has 'self'. " +
          'The page itself comes over http, so nothing else stops them. ' +
          'Relevant to PCI DSS 4.2.1 if card data travels over such a socket.',
        evidence: { directives: ['default-src'], sources: ["'self'"], delivered: ['meta'] },
        remediation: { summary: "Serve the page over https: 'self' then stands for https: and wss: alone." },
      },
    ]);
  });

  test('passes where another enforced policy stops it', () => {
    expect(judgePolicies(['connect-src ws:'], ["connect-src 'self'", { from: 'meta' }])).toEqual([]);
  });

  test('a report-only policy stops nothing', () => {
    expect(judgePolicies(['connect-src ws:'], ["connect-src 'self'", { reportOnly: true }])).toMatchObject([
      { evidence: { sources: ['ws:'] } },
    ]);
  });

  test('passes where browsers upgrade every ws:// URL', () => {
    expect(judgePolicies(['connect-src ws:; upgrade-insecure-requests'])).toEqual([]);
  });

  test.each([
    ['no policy', []],
    ['a policy about something else', [csp("script-src 'self'")]],
    ['a report-only policy', [csp('connect-src ws:', { reportOnly: true })]],
  ])('does not apply with %s', (_, policies) => {
    expect(judge(rule, facts({ page: page({ csp: policies }) }))).toBe(
      'no enforced Content-Security-Policy of the page limits connections (it has neither connect-src nor default-src)',
    );
  });

  test('does not apply where no page was fetched', () => {
    expect(judge(rule, facts({ page: null }))).toBe('no page was fetched, so there is no policy to read');
  });
});
