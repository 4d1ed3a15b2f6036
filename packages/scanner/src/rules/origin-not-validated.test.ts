import { describe, expect, test } from 'vitest';
import type { FallbackObservation, LibraryId } from '../artifacts.ts';
import rule from './origin-not-validated.ts';
import type { JudgedEndpoint } from './rule.ts';
import { cookie, endpoint, facts, judge, message, observation, page, pageOrigin } from './testing/facts.ts';

const url = 'wss://shop.test/live';
const silent = [observation('control'), observation('foreign')];
const intro =
  "wss://shop.test/live opens for https://wssure-probe.example as it does for https://shop.test, so any website that a visitor of yours looks at can open it from the visitor's browser (cross-site WebSocket hijacking). ";
const outro = ' Relevant to PCI DSS 6.2.4 if the socket is part of handling card data.';

function open(over: Partial<JudgedEndpoint> = {}): JudgedEndpoint {
  return endpoint(url, {
    originPolicy: 'missing',
    originPolicyReason: 'Both got 101 and a connection that stays open.',
    observations: silent,
    ...over,
  });
}

function polling(
  variant: FallbackObservation['variant'],
  origin: string,
  over: Partial<FallbackObservation>,
): FallbackObservation {
  return {
    transport: 'polling',
    variant,
    origin,
    url: 'https://shop.test/socket.io/?EIO=4&transport=polling',
    method: 'GET',
    status: 200,
    allowOrigin: origin,
    allowCredentials: 'true',
    requestHeaders: [],
    responseHeaders: [],
    granted: true,
    body: null,
    error: null,
    ...over,
  };
}

describe('origin-not-validated', () => {
  test('fails an open Origin on a cookie that travels', () => {
    const cookies = [cookie('sid', 'None'), cookie('cart', 'Lax')];
    expect(judge(rule, facts({ page: page({ cookies }), endpoints: [open()] }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message: `${intro}The cookie "sid" is SameSite=None: browsers that allow third-party cookies attach it, and the foreign page then acts as the visitor.${outro}`,
        evidence: {
          transport: 'http/1.1',
          compared: 'Both got 101 and a connection that stays open.',
          control: {
            origin: 'https://shop.test',
            outcome: 'accepted',
            status: 101,
            closeCode: null,
            firstMessage: null,
          },
          foreign: {
            origin: 'https://wssure-probe.example',
            outcome: 'accepted',
            status: 101,
            closeCode: null,
            firstMessage: null,
          },
          cookies: [
            { name: 'sid', sameSite: 'None' },
            { name: 'cart', sameSite: 'Lax' },
          ],
        },
        remediation: {
          summary:
            'Before the handshake is answered, compare the Origin header with a list of whole origins (here https://shop.test) and answer 403 to every other.',
        },
        proof: { handshake: silent[1], page: 'visitor' },
        severity: 'high',
      },
    ]);
  });

  test.each([
    [
      'no SameSite',
      page({ cookies: [cookie('sid', null)] }),
      open(),
      'high',
      'The cookie "sid" names no SameSite: browsers',
    ],
    [
      'a cookie of the user',
      page(),
      open({
        observations: [
          observation('control', { requestHeaders: [['cookie', 'sid=1']] }),
          observation('foreign'),
        ],
      }),
      'high',
      'Whether browsers attach "sid" to it is not known, because no response told its SameSite',
    ],
    [
      'HTTP authentication',
      page({ headers: [['www-authenticate', 'Basic realm="x"']] }),
      open(),
      'high',
      'The server asks for HTTP',
    ],
    [
      'Lax and Strict',
      page({ cookies: [cookie('a', 'Lax'), cookie('b', 'Strict')] }),
      open(),
      'medium',
      'Each of "a" and "b" stays behind',
    ],
    [
      'a public feed',
      page(),
      open({
        observations: [
          observation('control'),
          observation('foreign', { messages: [message('{"price":1}')] }),
        ],
      }),
      'medium',
      'No cookie was seen on this socket, so a foreign page gets what anyone gets',
    ],
    [
      'silence',
      page(),
      open(),
      'low',
      'No cookie was seen on this socket and the server sent nothing of its own accord',
    ],
    [
      "the greeting of a library's protocol",
      page(),
      open({
        library: 'socket.io',
        observations: [observation('foreign', { messages: [message('0{"sid":"x"}')] })],
      }),
      'low',
      "No cookie was seen on this socket and the server sent nothing but its library's opening",
    ],
    [
      'what comes after that greeting',
      page(),
      open({
        library: 'socket.io',
        anonymous: 'speaks',
        observations: [observation('foreign', { messages: [message('0{"sid":"x"}')] })],
      }),
      'medium',
      'it did get a message without being asked for anything',
    ],
  ] as const)('weighs %s', (_, seen, endpointSeen, severity, words) => {
    expect(judge(rule, facts({ page: seen, endpoints: [endpointSeen] }))).toMatchObject([
      { severity, message: expect.stringContaining(words) },
    ]);
  });

  test('says so where HTTP/2 alone is open', () => {
    const observations = [
      observation('control'),
      observation('foreign', { outcome: 'rejected', status: 403 }),
    ];
    const http2 = [
      observation('control', { transport: 'h2', status: 200 }),
      observation('foreign', { transport: 'h2', status: 200, messages: [message('hello')] }),
    ];
    const endpoints = [open({ observations, http2, openTransport: 'h2' })];
    expect(judge(rule, facts({ endpoints }))).toMatchObject([
      {
        message: expect.stringMatching(
          /as it does for https:\/\/shop\.test \(over HTTP\/2\), so .* A check that looks at HTTP\/1\.1 upgrade requests only misses these handshakes\. /,
        ),
        evidence: {
          transport: 'h2',
          control: { status: 200 },
          foreign: { status: 200, firstMessage: 'hello' },
        },
      },
    ]);
  });

  test.each([
    ['guards', {}, { allowOrigin: null }, true],
    ['guards by *', {}, { allowOrigin: '*', allowCredentials: null }, true],
    ['opens', {}, {}, false],
    ['could not be asked about', {}, { error: { code: 'timeout', message: 'late' }, granted: false }, false],
    ['has nothing to guard', { granted: false }, { granted: false, allowOrigin: null }, false],
  ])('tells apart the HTTP transport that CORS %s', (_, control, foreign, isGuarded) => {
    const fallbacks = [
      polling('control', pageOrigin, control),
      polling('foreign', 'https://wssure-probe.example', foreign),
    ];
    const [finding] = judge(rule, facts({ endpoints: [open({ fallbacks })] }));
    const words =
      'Its HTTP transport (polling) is guarded against that website, the socket is not: CORS does not apply to it. ';
    expect(JSON.stringify(finding).includes(words)).toBe(isGuarded);
  });

  test('shows what the foreign Origin got before a close', () => {
    const foreign = observation('foreign', {
      outcome: 'closed',
      closeCode: 1008,
      messages: [message('{"user":7}')],
    });
    expect(
      judge(rule, facts({ endpoints: [open({ observations: [observation('control'), foreign] })] })),
    ).toMatchObject([
      { evidence: { foreign: { outcome: 'closed', closeCode: 1008, firstMessage: '{"user":7}' } } },
    ]);
  });

  test.each([
    ['socket.io', "in the server's allowRequest option; cors.origin does not guard the WebSocket transport."],
    ['sockjs', 'before SockJS sees it'],
    ['signalr', 'WebSocketOptions.AllowedOrigins'],
    ['mqtt', 'compare the Origin header with a list of whole origins (here https://shop.test)'],
  ] as [LibraryId, string][])('names the place to fix it for %s', (library, words) => {
    expect(judge(rule, facts({ endpoints: [open({ library })] }))).toMatchObject([
      { remediation: { summary: expect.stringContaining(words) } },
    ]);
  });

  test('passes every other policy, and third parties', () => {
    const endpoints = [
      open({ originPolicy: 'enforced' }),
      open({ originPolicy: 'token-gated' }),
      open({ party: 'third' }),
    ];
    expect(judge(rule, facts({ endpoints }))).toEqual([]);
  });

  test('is not conclusive for what could not be judged', () => {
    const endpoints = [
      open({ originPolicy: 'undetermined', originPolicyReason: 'The control was answered 401.' }),
      open({ originPolicy: 'not-probed', originPolicyReason: 'Probing is off.' }),
    ];
    expect(judge(rule, facts({ endpoints }))).toEqual([
      { kind: 'unjudged', reason: 'wss://shop.test/live: The control was answered 401.' },
      { kind: 'unjudged', reason: 'wss://shop.test/live: Probing is off.' },
    ]);
  });

  test('does not apply without a first-party socket', () => {
    expect(judge(rule, facts({ endpoints: [open({ party: 'third' })] }))).toBe(
      'no WebSocket of the first party was found',
    );
  });
});
