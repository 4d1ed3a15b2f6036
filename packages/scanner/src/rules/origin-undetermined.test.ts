import { describe, expect, test } from 'vitest';
import type { Observation } from '../artifacts.ts';
import rule from './origin-undetermined.ts';
import { endpoint, facts, judge, observation } from './testing/facts.ts';

const url = 'wss://shop.test/live';

function undetermined(...observations: Observation[]): ReturnType<typeof endpoint> {
  return endpoint(url, {
    originPolicy: 'undetermined',
    originPolicyReason: "The page's own Origin was answered 401 as the foreign one was.",
    observations,
  });
}

describe('origin-undetermined', () => {
  test('warns, with the reason and what to supply', () => {
    const refused = undetermined(observation('control', { outcome: 'rejected', status: 401 }));
    expect(judge(rule, facts({ endpoints: [refused] }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          "Whether wss://shop.test/live checks the Origin is open: The page's own Origin was answered 401 as the foreign one was.",
        evidence: {
          control: {
            origin: 'https://shop.test',
            outcome: 'rejected',
            status: 401,
            closeCode: null,
            error: null,
          },
        },
        remediation: {
          summary:
            'Give the credentials of an account of your own with --cookie or --header, then scan again. Where a browser gets in without a login, try --user-agent; where nobody gets in, a proxy may replace the Host that the server compares the Origin with.',
        },
        proof: { handshake: refused.observations[0] },
      },
    ]);
  });

  test.each([
    [{ outcome: 'unreachable', status: null }, 'Check that this machine reaches the host'],
    [
      { outcome: 'unreachable', status: null, error: { code: 'no-answer', message: 'x' } },
      'took the connection and gave no answer',
    ],
    [{ acceptValid: false }, 'Something answers the handshake that is no WebSocket server'],
    [{ outcome: 'rejected', status: 401 }, 'a proxy may replace the Host that the server compares'],
    [{ outcome: 'rejected', status: 403 }, 'a proxy may replace the Host that the server compares'],
    [{ outcome: 'rejected', status: 404 }, 'Check that the socket lives at this URL'],
    [{ outcome: 'rejected', status: 200 }, 'every proxy before it hands the handshake on'],
    [{ outcome: 'rejected', status: 302 }, 'Check that the socket lives at this URL'],
    [{ outcome: 'rejected', status: 400 }, 'Probe it with what its client sends'],
    [{ outcome: 'rejected', status: 426 }, 'Probe it with what its client sends'],
    [{ outcome: 'rejected', status: 429 }, 'Wait until the server takes connections again'],
    [{ outcome: 'closed', closeCode: 1008 }, 'Give the session that the server waits for'],
    [
      { outcome: 'rejected', status: 403, responseHeaders: [['CF-RAY', '8a1b']] },
      'Cloudflare stands in front of the server and may be what refuses a scanner',
    ],
    [{ outcome: 'rejected', status: 401, responseHeaders: [['CF-RAY', '8a1b']] }, 'Give the credentials'],
    [{ outcome: 'rejected', status: 503, body: 'Just a moment...' }, 'A firewall stands in front'],
    [{ outcome: 'closed', closeCode: 1011 }, 'Look into the log of the server'],
    [{}, 'Scan again'],
  ] as [Partial<Observation>, string][])('after %j: %s', (control, words) => {
    expect(judge(rule, facts({ endpoints: [undetermined(observation('control', control))] }))).toMatchObject([
      { remediation: { summary: expect.stringContaining(words) } },
    ]);
  });

  test('without a control at all', () => {
    expect(judge(rule, facts({ endpoints: [undetermined()] }))).toMatchObject([
      {
        evidence: { control: null },
        remediation: { summary: expect.stringContaining('Check that this machine') },
      },
    ]);
  });

  test('leaves decided policies and third parties alone', () => {
    const endpoints = [
      endpoint(url),
      endpoint(url, { originPolicy: 'missing' }),
      { ...undetermined(), party: 'third' as const },
    ];
    expect(judge(rule, facts({ endpoints }))).toEqual([]);
  });

  test('is not conclusive for what was not probed', () => {
    const unprobed = endpoint(url, { originPolicy: 'not-probed', originPolicyReason: 'Probing is off.' });
    expect(judge(rule, facts({ endpoints: [unprobed] }))).toEqual([
      { kind: 'unjudged', reason: 'wss://shop.test/live: Probing is off.' },
    ]);
  });

  test('does not apply without a first-party socket', () => {
    expect(judge(rule, facts())).toBe('no WebSocket of the first party was found');
  });
});
