import { describe, expect, test } from 'vitest';
import type { FallbackObservation } from '../artifacts.ts';
import { libraries } from '../libraries/list.ts';
import rule, { withHttpTransport } from './fallback-cross-origin.ts';
import type { Facts, JudgedEndpoint } from './rule.ts';
import { cookie, endpoint, facts, judge, observation, page } from './testing/facts.ts';

const url = 'wss://shop.test/socket.io/?EIO=4&transport=websocket';
const polling = 'https://shop.test/socket.io/?EIO=4&transport=polling';
const foreign = 'https://wssure-probe.example';

function seen(over: Partial<FallbackObservation> = {}): FallbackObservation {
  return {
    transport: 'polling',
    variant: 'foreign',
    origin: foreign,
    url: polling,
    method: 'GET',
    status: 200,
    allowOrigin: foreign,
    allowCredentials: 'true',
    requestHeaders: [['Origin', foreign]],
    responseHeaders: [],
    granted: true,
    body: '0{"sid":"…"}',
    error: null,
    ...over,
  };
}

const control = seen({ variant: 'control', origin: 'https://shop.test', allowOrigin: 'https://shop.test' });

function judged(
  fallbacks: readonly FallbackObservation[],
  over: Partial<JudgedEndpoint> = {},
  more: Partial<Facts> = {},
): unknown {
  const socket = endpoint(url, { library: 'socket.io', fallbacks, ...over });
  return judge(rule, facts({ endpoints: [socket], ...more }));
}

describe('fallback-cross-origin', () => {
  test('fails a transport that a foreign origin reads with credentials', () => {
    expect(judged([control, seen()])).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          `The HTTP transport beside ${url} (polling) lets https://wssure-probe.example read its answers with the visitor's credentials, as it would any website. ` +
          'The WebSocket itself refuses that website, so its check is gone around by not using the WebSocket. ' +
          'No cookie was seen on this socket, so a foreign page gets what anyone gets. Relevant to PCI DSS 6.2.4 if the library is part of handling card data.',
        evidence: {
          origin: foreign,
          socketPolicy: 'enforced',
          answers: [
            {
              transport: 'polling',
              method: 'GET',
              url: polling,
              origin: 'https://shop.test',
              status: 200,
              allowOrigin: 'https://shop.test',
              allowCredentials: 'true',
              granted: true,
              readable: true,
            },
            {
              transport: 'polling',
              method: 'GET',
              url: polling,
              origin: foreign,
              status: 200,
              allowOrigin: foreign,
              allowCredentials: 'true',
              granted: true,
              readable: true,
            },
          ],
        },
        remediation: {
          summary:
            "Name https://shop.test in the server's cors.origin, not true, a function that says yes, or a reflection; and refuse other Origins in allowRequest, which covers both transports.",
        },
        proof: { request: seen() },
        severity: 'low',
      },
    ]);
  });

  test.each([
    ['missing', 'The WebSocket itself answers any website too.'],
    ['weak', 'The WebSocket itself refuses that website'],
    ['undetermined', 'What the WebSocket itself does with that website is judged apart.'],
  ] as const)('tells what the socket does: %s', (originPolicy, words) => {
    expect(judged([control, seen()], { originPolicy })).toMatchObject([
      { message: expect.stringContaining(words), evidence: { socketPolicy: originPolicy } },
    ]);
  });

  test.each([
    ['any website by *', { allowOrigin: '*' }],
    [
      'any website by *, with credentials, which browsers do not read',
      { allowOrigin: '*', allowCredentials: 'true' },
    ],
    ['another origin', { allowOrigin: 'https://shop.test' }],
    ['no origin', { allowOrigin: null }],
    ['two origins', { allowOrigin: `${foreign}, https://shop.test` }],
    ['reading without credentials', { allowCredentials: null }],
    ['reading with credentials in other letters', { allowCredentials: 'True' }],
    ['reading a refusal', { status: 403, granted: false }],
  ])('passes what allows %s', (_, over) => {
    expect(judged([control, seen(over)])).toEqual([]);
  });

  test('a preflight that says yes is no answer that can be read', () => {
    const preflight = seen({ method: 'OPTIONS', status: 204, body: null });
    expect(judged([control, preflight, seen({ status: 403, granted: false })])).toEqual([]);
  });

  test.each([
    ['a travelling cookie', [cookie('sid', 'None')], [], 'high', 'With the cookie "sid" attached'],
    ['two', [cookie('a', null), cookie('b', 'None')], [], 'high', 'With the cookies "a" and "b" attached'],
    ['a cookie that stays', [cookie('sid', 'Lax')], [], 'medium', 'SameSite keeps its cookies'],
    ['HTTP authentication', [], [['WWW-Authenticate', 'Basic']], 'high', 'The HTTP authentication'],
    ['nothing', [], [], 'low', 'No cookie was seen'],
  ] as const)('weighs %s', (_, cookies, headers, severity, words) => {
    const more = { page: page({ cookies, headers }) };
    expect(judged([control, seen()], {}, more)).toMatchObject([
      { severity, message: expect.stringContaining(words) },
    ]);
  });

  test('what only informs is low, whatever cookies there are', () => {
    const info = seen({ transport: 'info', url: 'https://shop.test/feed/info' });
    const more = { page: page({ cookies: [cookie('sid', 'None')] }) };
    expect(judged([info], { library: 'sockjs' }, more)).toMatchObject([
      { severity: 'low', message: expect.stringContaining('What was read opens no session by itself.') },
    ]);
    expect(judged([info, seen({ transport: 'xhr' })], { library: 'sockjs' }, more)).toMatchObject([
      { severity: 'high', message: expect.stringContaining('(info and xhr)') },
    ]);
  });

  test.each([
    ['sockjs', 'SockJS mirrors every Origin'],
    ['signalr', "in the hub's CORS policy"],
    ['faye', 'Send Access-Control-Allow-Credentials to https://shop.test only'],
  ] as const)('knows the remedy for %s', (library, words) => {
    expect(judged([seen()], { library })).toMatchObject([
      { remediation: { summary: expect.stringContaining(words) } },
    ]);
  });

  test('is not conclusive where the foreign origin got no answer that counts', () => {
    const error = { code: 'timeout', message: 'shop.test:443 did not answer within 10 s' };
    const lost = seen({ status: null, granted: false, error });
    const busy = seen({ status: 429, granted: false, transport: 'info' });
    expect(judged([control, lost, busy])).toEqual([
      {
        kind: 'unjudged',
        reason: `polling at ${polling} was not judged: shop.test:443 did not answer within 10 s`,
      },
      {
        kind: 'unjudged',
        reason: `info at ${polling} answered 429, which may have another cause than the Origin`,
      },
    ]);
  });

  test('is not conclusive where nothing was asked', () => {
    const endpoints = [
      endpoint(url, { library: 'socket.io', observations: [observation('control')] }),
      endpoint('wss://b.test/', { library: 'sockjs', notProbed: { reason: 'probing is off' } }),
    ];
    expect(judge(rule, facts({ endpoints }))).toEqual([
      { kind: 'unjudged', reason: `the HTTP transport beside ${url} was not asked: only --depth full does` },
      { kind: 'unjudged', reason: 'the HTTP transport beside wss://b.test/ was not asked: probing is off' },
    ]);
  });

  test("does not apply to sockets without an HTTP transport, nor to others'", () => {
    const endpoints = [endpoint(url), endpoint('wss://x.test/', { party: 'third', library: 'sockjs' })];
    expect(judge(rule, facts({ endpoints }))).toBe(
      'no WebSocket of the first party belongs to a library with an HTTP transport',
    );
  });

  test('applies to the libraries whose HTTP transports are known', () => {
    const known = libraries.filter(({ fallbacks }) => fallbacks !== undefined).map(({ id }) => id);
    expect(known.toSorted()).toEqual(withHttpTransport.toSorted());
  });
});
