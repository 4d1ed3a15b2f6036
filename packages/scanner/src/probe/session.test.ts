import { describe, expect, test } from 'vitest';
import type { Observation } from '../artifacts.ts';
import { endpoint, message, observation } from '../rules/testing/facts.ts';
import { judgeSession } from './session.ts';

type Seen = Partial<Observation>;

const silent: Seen = {};
const says = (...texts: string[]): Seen => ({ messages: texts.map(message) });
const answers = (status: number): Seen => ({ outcome: 'rejected', status });
const shuts = (closeCode: number, ...texts: string[]): Seen => ({
  ...says(...texts),
  outcome: 'closed',
  closeCode,
  observedMs: 20,
});
const lost: Seen = { outcome: 'unreachable', status: null, error: { code: 'timeout', message: 'too late' } };

interface Cells {
  readonly page: Seen;
  readonly foreign: Seen;
  readonly foreignWithout: Seen;
  readonly pageWithout: Seen;
}

function judge(
  { page, foreign, foreignWithout, pageWithout }: Cells,
  library: 'websocket' | 'socket.io' = 'websocket',
) {
  const login = { withCredentials: true };
  const credentials = [
    observation('control-with-credentials', { ...login, ...page }),
    observation('foreign-with-credentials', { origin: 'https://wssure-probe.example', ...login, ...foreign }),
    observation('foreign', foreignWithout),
    observation('control', pageWithout),
  ];
  return judgeSession(endpoint('wss://shop.test/live', { library, credentials }));
}

function without(both: Seen, page: Seen, foreign: Seen = page): Cells {
  return { page, foreign, foreignWithout: both, pageWithout: both };
}

const profile = '{"type":"profile","user":"anna"}';
const welcome = '{"type":"welcome","at":1700000000}';

describe('a session in foreign hands', () => {
  test.each<[string, Cells]>([
    ['401 without, a greeting with', without(answers(401), says(welcome))],
    ['401 without, silence with', without(answers(401), silent)],
    ['a login page without', without(answers(302), silent)],
    ['a clumsy 500 without', without(answers(500), says(welcome))],
    ['closed with 4401 without', without(shuts(4401), silent)],
    ['closed after the same welcome', without(shuts(1008, welcome), says(welcome))],
    ['an account’s message after the same welcome', without(says(welcome), says(welcome, profile))],
    ['an account that is null without', without(says('{"type":"profile","user":null}'), says(profile))],
    ['an error without', without(says('{"error":"login first"}'), says(profile))],
    ['silence without', without(silent, says(profile))],
  ])('%s', (_, cells) => {
    expect(judge(cells).session).toBe('hijackable');
  });

  test('says what proves it', () => {
    expect([judge(without(answers(401), says(profile))), judge(without(answers(401), silent))]).toEqual([
      {
        session: 'hijackable',
        sessionReason:
          'The foreign Origin https://wssure-probe.example got the message that https://shop.test gets with the credentials and neither gets without.',
      },
      {
        session: 'hijackable',
        sessionReason:
          'The foreign Origin https://wssure-probe.example is let in with the credentials as https://shop.test is, and both are turned away without.',
      },
    ]);
  });

  test('of a library: the session that it grants', () => {
    const granted = says('0{"sid":"a","pingInterval":25000,"pingTimeout":20000}', '40{"sid":"b"}');
    const refused = says(
      '0{"sid":"a","pingInterval":25000,"pingTimeout":20000}',
      '44{"message":"login first"}',
    );
    expect(judge(without(refused, granted), 'socket.io').session).toBe('hijackable');
    expect(judge(without(granted, granted), 'socket.io').session).not.toBe('hijackable');
  });
});

describe('no session in foreign hands', () => {
  test('the handshake needs a secret that a foreign page does not know', () => {
    const login = { withCredentials: true };
    const seen = says(profile);
    const gated = endpoint('wss://shop.test/live?token=Kx7Qp2Zr9Lm4', {
      observations: [
        observation('control', seen),
        observation('foreign', seen),
        observation('control-again', seen),
        observation('without-token', answers(403)),
        observation('other-token', answers(403)),
      ],
      credentials: [
        observation('control-with-credentials', { ...login, ...seen }),
        observation('foreign-with-credentials', { ...login, ...seen }),
        observation('foreign', answers(401)),
        observation('control', answers(401)),
      ],
    });
    expect(judgeSession(gated)).toEqual({
      session: 'protected',
      sessionReason:
        "A foreign page does not know the secret of the page's own URL or subprotocol, without which nobody gets in.",
    });
  });

  test.each<[string, Cells, string, string]>([
    [
      'the Origin is checked',
      without(answers(401), says(profile), answers(403)),
      'protected',
      'With the credentials, the foreign Origin https://wssure-probe.example was refused with 403.',
    ],
    [
      'dropped late',
      without(answers(401), says(profile), shuts(1008)),
      'protected',
      'With the credentials, the foreign Origin https://wssure-probe.example got 101 and was then closed with 1008 before it got anything that the page gets.',
    ],
    [
      'a feed for everybody',
      without(says(welcome), says(welcome)),
      'open',
      'Without the credentials, the foreign Origin https://wssure-probe.example got the same messages.',
    ],
    [
      'the page alone may do without',
      { ...without(answers(401), says(welcome)), pageWithout: says(welcome) },
      'open',
      "Without the credentials, the page's Origin https://shop.test got the same messages.",
    ],
    [
      'nothing travels',
      without(answers(401), says(profile), { withCredentials: false, ...answers(401) }),
      'protected',
      'A browser attaches none of the credentials to the handshake of a foreign page by itself.',
    ],
    [
      'nobody says anything',
      without(silent, silent),
      'undetermined',
      'What came with and without the credentials does not tell a session apart.',
    ],
    [
      'the login is stale',
      without(answers(401), answers(401)),
      'undetermined',
      "With the credentials, the page's own Origin was refused with 401: they may have expired.",
    ],
    [
      'too many requests',
      without(answers(429), says(profile)),
      'undetermined',
      'The foreign Origin https://wssure-probe.example was refused with 429, which may have another cause.',
    ],
    [
      'a connection that fails',
      without(lost, says(profile)),
      'undetermined',
      'The foreign Origin https://wssure-probe.example could not be sent (too late), which may have another cause.',
    ],
    [
      'something else with every connection',
      without(says('plum'), says('pear'), says('fig')),
      'undetermined',
      'With the credentials, the foreign Origin https://wssure-probe.example got 101 and then another message than the page ("fig").',
    ],
  ])('%s', (_, cells, session, sessionReason) => {
    expect(judge(cells)).toEqual({ session, sessionReason });
  });

  test('a second answer that differs from the first', () => {
    const first = observation('foreign-with-credentials', { withCredentials: true, ...says(profile) });
    const credentials = [
      observation('control-with-credentials', { withCredentials: true, ...says(profile) }),
      first,
      observation('foreign', answers(401)),
      observation('control', answers(401)),
      { ...first, ...answers(403) },
    ];
    expect(judgeSession(endpoint('wss://shop.test/live', { credentials })).session).toBe('protected');
  });

  test('nothing was compared, or not all', () => {
    const own = observation('control-with-credentials', { withCredentials: true });
    expect([
      judgeSession(endpoint('wss://shop.test/live')),
      judgeSession(endpoint('wss://shop.test/live', { credentials: [own] })),
    ]).toEqual([
      { session: 'not-compared', sessionReason: 'No credentials of the user were compared.' },
      {
        session: 'undetermined',
        sessionReason: 'Not all of the handshakes with and without credentials were made.',
      },
    ]);
  });
});
