import { describe, expect, test } from 'vitest';
import type { Artifacts } from './artifacts.ts';
import { assess } from './assess.ts';
import { cookie, message, observation, page, reference, source, tls } from './rules/testing/facts.ts';
import { artifacts, openSocket, probed } from './testing/gathered.ts';

/** Artifacts that carry a credential in every field that a site can fill. */
function leakyWith(token: string): Artifacts {
  const secret = `wss://shop.test/live?token=${token}`;
  const place = { source: `https://shop.test/app.js?token=${token}`, line: 1, column: 1 };
  return artifacts({
    target: `https://user:${token}@shop.test/`,
    page: page({ url: `https://shop.test/?session=${token}` }),
    sources: [
      source({ url: place.source }),
      source({ url: `https://cdn.test/?sig=${token}`, status: 'failed', reason: `Cookie: sid=${token}` }),
    ],
    references: [
      reference('r1', secret, {
        expression: `new WebSocket("${secret}")`,
        protocols: ['access_token', token],
        location: { ...place, snippet: `const token = "${token}"; open("${secret}")`, original: place },
      }),
      reference('r2', null, {
        unresolved: `${secret} is odd`,
        expression: `"${secret}"`,
        context: `?jwt=${token}`,
      }),
      reference('r3', `ws://feed.test/?token=${token}`, { role: 'names' }),
    ],
    endpoints: [
      probed(secret, {
        protocols: ['access_token', token],
        observations: [
          observation('control', { requestHeaders: [['Cookie', `sid=${token}`]] }),
          observation('foreign', {
            url: secret,
            messages: [message(`{"token":"${token}"}`)],
            closeReason: `token="${token}"`,
            error: { code: 'x', message: `Authorization: Bearer ${token}` },
            tls: tls({ authorized: false, error: 'CERT_HAS_EXPIRED', subject: `CN=x?token=${token}` }),
          }),
        ],
      }),
      probed(`wss://third.test/?apikey=${token}`, {
        party: 'third',
        notProbed: { reason: `see ${secret}` },
      }),
    ],
    gaps: [{ stage: 'collect', subject: secret, reason: `Set-Cookie: a=${token}` }],
  });
}

describe('masking', () => {
  const canary = 'CANARY7Zk3v9QpL2mXc7RtB5n';
  const leaky = leakyWith(canary);

  test('no field of a report shows a credential', () => {
    expect(JSON.stringify(assess(leaky))).not.toContain(canary);
    expect(
      JSON.stringify(
        assess({ ...leaky, error: { code: 'x', message: `GET wss://shop.test/?token=${canary}` } }),
      ),
    ).not.toContain(canary);
  });

  test('unless secrets are to be shown', () => {
    expect(JSON.stringify(assess(leaky, { showSecrets: true }))).toContain(canary);
  });

  test("a cookie's name is no secret, whatever it is called", () => {
    const cookies = [cookie('session', 'Lax'), cookie('pass', 'Lax'), cookie('auth_token', 'Strict')];
    const [finding] = assess(artifacts({ page: page({ cookies }), endpoints: [openSocket] })).findings;
    expect(finding?.message).toContain('Each of "session" and "pass" and "auth_token" stays behind');
    expect(finding?.evidence).toMatchObject({
      cookies: [
        { name: 'session', sameSite: 'Lax' },
        { name: 'pass', sameSite: 'Lax' },
        { name: 'auth_token', sameSite: 'Strict' },
      ],
    });
  });

  test('known secrets are masked where nothing else tells them', () => {
    const plain = artifacts({ references: [reference('r1', 'wss://shop.test/hunter22/live')] });
    expect(JSON.stringify(assess(plain, { secrets: ['hunter22'] }))).not.toContain('hunter22');
  });

  test('references, endpoints and findings still tell of the same URL', () => {
    const report = assess(leaky);
    expect(report.references[0]?.url).toBe('wss://shop.test/live?token=***');
    expect(report.endpoints[0]?.url).toBe('wss://shop.test/live?token=***');
    expect(
      report.findings.filter(({ endpoint }) => endpoint === 'wss://shop.test/live?token=***').length,
    ).toBeGreaterThan(1);
  });

  test('a fingerprint does not change with the token, nor with --show-secrets', () => {
    const today = fingerprints(leakyWith(canary), false);
    expect(fingerprints(leakyWith('TOMORROW8Al4w0RqM3nYd8SuC6o'), false)).toEqual(today);
    expect(fingerprints(leakyWith(canary), true)).toEqual(today);
  });
});

function fingerprints(given: Artifacts, showSecrets: boolean): string[] {
  return assess(given, { showSecrets }).findings.map(({ fingerprint }) => fingerprint);
}
