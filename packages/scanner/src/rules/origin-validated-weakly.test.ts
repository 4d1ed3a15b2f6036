import { describe, expect, test } from 'vitest';
import type { Observation, VariantId } from '../artifacts.ts';
import type { JudgedEndpoint } from './rule.ts';
import rule from './origin-validated-weakly.ts';
import { cookie, endpoint, facts, judge, observation, page } from './testing/facts.ts';

const url = 'wss://shop.test/live';

function weak(
  bypasses: readonly VariantId[],
  origins: Readonly<Record<string, string>> = {},
): JudgedEndpoint {
  return endpoint(url, {
    originPolicy: 'weak',
    originPolicyReason: 'The foreign Origin was refused; but others got in.',
    bypasses,
    observations: [
      observation('control'),
      observation('foreign', { outcome: 'rejected', status: 403 }),
      ...bypasses.flatMap((variant) => [
        observation(variant, { origin: origins[variant] ?? variant }),
        observation(variant, { origin: `refused ${variant}`, outcome: 'rejected', status: 403 }),
        observation(variant, { origin: origins[variant] ?? variant }),
      ]),
    ],
  });
}

function refused(variant: VariantId, status: number): Observation {
  return observation(variant, { outcome: 'rejected', status });
}

describe('origin-validated-weakly', () => {
  test('lists what got in, and why', () => {
    const endpoints = [weak(['null', 'suffix'], { suffix: 'https://shop.test.wssure-probe.example' })];
    expect(judge(rule, facts({ endpoints }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'wss://shop.test/live refuses a plainly foreign Origin and accepts null, https://shop.test.wssure-probe.example: ' +
          "any page can make a frame whose Origin is null; the page's host may be followed by another domain. " +
          'Relevant to PCI DSS 6.2.4 if the socket is part of handling card data.',
        evidence: {
          compared: 'The foreign Origin was refused; but others got in.',
          accepted: [
            { variant: 'null', origin: 'null' },
            { variant: 'suffix', origin: 'https://shop.test.wssure-probe.example' },
          ],
        },
        remediation: {
          summary:
            'Compare the whole Origin (scheme, host, port) for equality with a list, and answer 403 to everything else.',
        },
        proof: { handshake: endpoints[0]?.observations.find(({ variant }) => variant === 'null') },
        severity: 'medium',
      },
    ]);
  });

  test.each([
    [['subdomain', 'sibling'], 'None', 'low'],
    [['sibling', 'port'], 'Lax', 'medium'],
    [['scheme'], null, 'medium'],
    [['prefix'], 'None', 'high'],
    [['dot'], 'Lax', 'medium'],
  ] as [VariantId[], 'None' | 'Lax' | null, string][])(
    '%j with a SameSite=%s cookie: %s',
    (bypasses, sameSite, severity) => {
      const seen = facts({ page: page({ cookies: [cookie('sid', sameSite)] }), endpoints: [weak(bypasses)] });
      expect(judge(rule, seen)).toMatchObject([{ kind: 'finding', severity }]);
    },
  );

  test.each([
    [
      'https://evilapp.shop.test',
      'low',
      "other text may stand before the page's host (within its own domain).",
    ],
    ['https://evilshop.test', 'high', "other text may stand before the page's host."],
  ])('of a page at app.shop.test, %s as a prefix is %s', (origin, severity, words) => {
    const endpoint = weak(['prefix'], { prefix: origin });
    const observations = endpoint.observations.map((seen) =>
      seen.variant === 'control' ? { ...seen, origin: 'https://app.shop.test' } : seen,
    );
    const seen = facts({
      page: page({ cookies: [cookie('sid', 'None')] }),
      endpoints: [{ ...endpoint, observations }],
    });
    const [finding] = judge(rule, seen);
    expect(finding).toMatchObject({ kind: 'finding', severity });
    expect(JSON.stringify(finding)).toContain(words);
  });

  test.each([
    [{ url: `${url}?token=k3Tq9zPv1a` }, true],
    [{ protocols: ['chat', 'access_token', '4f1c0de7'] }, true],
    [{ protocols: ['chat'] }, false],
  ])('says of %j whether a secret may keep strangers out: %s', (over, expected) => {
    const [finding] = judge(rule, facts({ endpoints: [{ ...weak(['port']), ...over }] }));
    const told = 'They were sent with the secret that the page adds to its handshake';
    expect(JSON.stringify(finding).includes(told)).toBe(expected);
  });

  test('without a cookie, what asks for a position is low', () => {
    expect(judge(rule, facts({ endpoints: [weak(['localhost'])] }))).toMatchObject([{ severity: 'low' }]);
  });

  test('passes where the policy is enforced or missing', () => {
    const endpoints = [
      endpoint(url, {
        observations: [observation('control'), refused('foreign', 403), refused('null', 403)],
      }),
      endpoint(url, { originPolicy: 'missing' }),
      endpoint(url, { originPolicy: 'token-gated' }),
    ];
    expect(judge(rule, facts({ endpoints }))).toEqual([]);
  });

  test('does not judge what was not compared, nor third parties', () => {
    const open = endpoint(url, {
      originPolicy: 'undetermined',
      originPolicyReason: 'The control was refused.',
    });
    const unasked = endpoint(url, { originPolicy: 'not-probed', originPolicyReason: 'It is switched off.' });
    const third = { ...weak(['null']), party: 'third' } as const;
    expect(judge(rule, facts({ endpoints: [open, unasked, third] }))).toEqual([
      { kind: 'unjudged', reason: `${url}: The control was refused.` },
      { kind: 'unjudged', reason: `${url}: It is switched off.` },
    ]);
  });

  test('does not pass where the variants were not tried', () => {
    const basic = facts({ endpoints: [endpoint(url)] });
    expect(judge(rule, { ...basic, scope: { ...basic.scope, depth: 'basic' } })).toEqual([
      {
        kind: 'unjudged',
        reason: `${url}: only a plainly foreign Origin was tried (--depth full tries more)`,
      },
    ]);
  });

  test('does not pass where no variant was asked, for whatever reason', () => {
    const observations = [observation('control'), refused('foreign', 403)];
    expect(judge(rule, facts({ endpoints: [endpoint(url, { observations })] }))).toEqual([
      { kind: 'unjudged', reason: `${url}: no Origin that looks like the page's was tried` },
    ]);
  });

  test.each([429, 503])(
    'does not pass where the variants got %d and the foreign Origin did not',
    (status) => {
      const variants = [refused('null', 403), refused('suffix', status), refused('port', status)];
      const endpoints = (foreign: number) => [
        endpoint(url, { observations: [observation('control'), refused('foreign', foreign), ...variants] }),
      ];
      expect(judge(rule, facts({ endpoints: endpoints(403) }))).toEqual([
        {
          kind: 'unjudged',
          reason: `${url}: 2 of the Origins that look like the page's were not tried: the server answered ${status}, as one does that is busy`,
        },
      ]);
      expect(judge(rule, facts({ endpoints: endpoints(status) }))).toEqual([]);
    },
  );

  test('applies to first-party sockets only', () => {
    expect(rule.appliesTo(facts())).toBe('no WebSocket of the first party was found');
  });
});
