import { describe, expect, test } from 'vitest';
import type { JudgedEndpoint } from './rule.ts';
import rule from './session-unauthenticated.ts';
import { endpoint, facts, judge, message, observation } from './testing/facts.ts';

const url = 'wss://shop.test/live';
const observations = [observation('control', { messages: [message('{"price":1}')] }), observation('foreign')];

function judgeOne(over: Partial<JudgedEndpoint>) {
  return judge(rule, facts({ endpoints: [endpoint(url, { observations, ...over })] }));
}

describe('session-unauthenticated', () => {
  test('warns where the server speaks to anybody', () => {
    expect(judgeOne({ anonymous: 'speaks' })).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'wss://shop.test/live opens for a client without cookie, token or login and sends it messages: ' +
          'whoever knows the URL gets them, with or without a browser. That is right for a public feed, and missing authentication for everything else. ' +
          'Relevant to PCI DSS 6.2.4 if the socket is part of handling card data.',
        evidence: { got: 'messages', firstMessage: '{"price":1}', status: 101 },
        remediation: {
          summary:
            'Check the session before the handshake is answered and refuse with 401 where there is none, or close the socket unless the first message brings a token within seconds.',
        },
        proof: {
          handshake: expect.objectContaining({ variant: 'control', messages: [message('{"price":1}')] }),
        },
        severity: 'medium',
      },
    ]);
  });

  test('less where a library’s session is all that is granted', () => {
    expect(
      judgeOne({ anonymous: 'grants', library: 'socket.io', observations: [observation('control')] }),
    ).toMatchObject([
      {
        message: expect.stringContaining(
          'without cookie, token or login, and its library grants the session: ',
        ),
        evidence: { got: 'session', firstMessage: null },
        severity: 'low',
      },
    ]);
  });

  test('shows what came without the login, not what came with it', () => {
    const own = observation('control', { withCredentials: true, messages: [message('hello anna')] });
    const credentials = [observation('control', { messages: [message('hello guest')] })];
    expect(judgeOne({ anonymous: 'speaks', observations: [own], credentials })).toMatchObject([
      { evidence: { firstMessage: 'hello guest' } },
    ]);
  });

  test.each<[string, Partial<JudgedEndpoint>, unknown]>([
    ['shut', { anonymous: 'nothing' }, []],
    ['behind a token that does not look like one', { anonymous: 'speaks', originPolicy: 'token-gated' }, []],
    ['behind a token', { anonymous: 'not-asked', originPolicy: 'token-gated' }, []],
    [
      'asked with cookies only',
      { anonymous: 'not-asked' },
      [{ kind: 'unjudged', reason: `${url}: every handshake carried a credential` }],
    ],
    [
      'not asked at all',
      {
        anonymous: 'not-asked',
        originPolicy: 'not-probed',
        originPolicyReason: 'Handshakes are switched off.',
      },
      [{ kind: 'unjudged', reason: `${url}: Handshakes are switched off.` }],
    ],
    ['another party’s', { anonymous: 'speaks', party: 'third' }, 'no WebSocket of the first party was found'],
    [
      'a development server’s',
      { anonymous: 'speaks', protocols: ['vite-hmr'] },
      'the only WebSockets of the first party are those of development servers',
    ],
  ])('a socket that is %s', (_, over, expected) => {
    expect(judgeOne(over)).toEqual(expected);
  });
});
