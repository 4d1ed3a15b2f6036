import { describe, expect, test } from 'vitest';
import type { Endpoint, Observation } from '../artifacts.ts';
import { endpoint, message, observation } from '../rules/testing/facts.ts';
import { judgeOrigin } from './policy.ts';
import { judgeTransports } from './transport-policy.ts';

const greeting = { messages: [message('hello')], observedMs: 50 };
const control = observation('control', greeting);
const again = observation('control-again', greeting);
const accepted = observation('foreign', greeting);
const refused = observation('foreign', { outcome: 'rejected', status: 403, acceptValid: null });

function overHttp2(seen: Observation): Observation {
  return { ...seen, transport: 'h2', status: seen.status === 101 ? 200 : seen.status, acceptValid: null };
}
const open = [control, accepted].map(overHttp2);
const shut = [control, refused].map(overHttp2);

function probed(observations: readonly Observation[], http2?: readonly Observation[]): Endpoint {
  return endpoint('wss://shop.test/live', { observations, ...(http2 && { http2 }) });
}

const enforced = [control, refused, again];
const weak = [control, refused, observation('null', { ...greeting, origin: 'null' }), again];
const missing = [control, accepted, again];
const undetermined = [observation('control', { outcome: 'rejected', status: 404, acceptValid: null })];

function unreachable(code: string): Observation[] {
  const error = { code, message: 'no application protocol' };
  return [observation('control', { outcome: 'unreachable', status: null, acceptValid: null, error })];
}

describe('the policy over both transports', () => {
  test.each([
    ['enforced', enforced, 'enforced'],
    ['weak', weak, 'weak'],
    ['undetermined', undetermined, 'undetermined'],
  ] as const)(
    'stays %s where HTTP/2 is not offered, refuses as well, or tells nothing',
    (_, seen, policy) => {
      const first = judgeOrigin(probed(seen));
      expect(first.originPolicy).toBe(policy);
      for (const http2 of [undefined, [], shut, [overHttp2(refused)], undetermined.map(overHttp2)])
        expect(judgeTransports(probed(seen, http2))).toEqual(first);
    },
  );

  test.each([
    ['enforced', enforced],
    ['weak', weak],
    ['undetermined', undetermined],
  ])('%s over HTTP/1.1 and open over HTTP/2 is open', (_, seen) => {
    const { originPolicyReason } = judgeOrigin(probed(seen));
    expect(judgeTransports(probed(seen, open))).toEqual({
      originPolicy: 'missing',
      originPolicyReason: `Over HTTP/2 https://wssure-probe.example got what the page's Origin https://shop.test got, while over HTTP/1.1 t${originPolicyReason.slice(1)}`,
      bypasses: [],
      openTransport: 'h2',
    });
  });

  test('where there is HTTP/2 alone, that decides', () => {
    expect(judgeTransports(probed(unreachable('tls-handshake'), shut))).toEqual({
      originPolicy: 'enforced',
      originPolicyReason:
        "Over HTTP/2, without which the server agrees on no TLS, the page's Origin https://shop.test got 101, https://wssure-probe.example was refused with 403.",
      bypasses: [],
    });
    for (const [seen, http2] of [
      [unreachable('no-answer'), shut],
      [unreachable('tls-handshake'), [overHttp2(refused)]],
    ] as const)
      expect(judgeTransports(probed(seen, http2)).originPolicy).toBe('undetermined');
    expect(judgeTransports(probed(unreachable('tls-handshake'), open))).toMatchObject({
      openTransport: 'h2',
    });
  });

  test('open over HTTP/1.1 is told as open there, whatever HTTP/2 does', () => {
    for (const http2 of [undefined, open, shut])
      expect(judgeTransports(probed(missing, http2))).toEqual({
        ...judgeOrigin(probed(missing)),
        openTransport: 'http/1.1',
      });
  });

  test('a secret in the URL gates both', () => {
    const token = { outcome: 'rejected', status: 401, acceptValid: null } as const;
    const seen = [
      control,
      accepted,
      observation('without-token', token),
      observation('other-token', token),
      again,
    ];
    expect(judgeTransports(probed(seen, open)).originPolicy).toBe('token-gated');
  });
});
