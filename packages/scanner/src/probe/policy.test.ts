import { describe, expect, test } from 'vitest';
import type { Endpoint, Observation, ObservedMessage, VariantId } from '../artifacts.ts';
import { judgeOrigin } from './policy.ts';

const page = 'https://shop.test';
const foreign = 'https://wssure-probe.example';

function message(data: string, atMs = 5): ObservedMessage {
  return { data, binary: false, bytes: data.length, atMs };
}

function seen(variant: VariantId, more: Partial<Observation> = {}): Observation {
  return {
    variant,
    origin: variant === 'foreign' ? foreign : page,
    transport: 'http/1.1',
    withCredentials: false,
    outcome: 'accepted',
    status: 101,
    acceptValid: true,
    protocol: null,
    requestHeaders: [],
    responseHeaders: [],
    body: null,
    messages: [],
    closeCode: null,
    closeReason: null,
    error: null,
    tls: null,
    cookies: [],
    address: '127.0.0.1',
    durationMs: 3,
    observedMs: 1000,
    retries: 0,
    ...more,
  };
}

function endpoint(...observations: Observation[]): Endpoint {
  return {
    url: 'wss://shop.test/live',
    library: 'websocket',
    protocols: [],
    party: 'first',
    references: [],
    observations,
  };
}

const greeted = { messages: [message('{"type":"hello"}')] };
const refused = (status: number): Partial<Observation> => ({
  outcome: 'rejected',
  status,
  acceptValid: null,
});
const closed = (closeCode: number, ...said: string[]): Partial<Observation> => ({
  outcome: 'closed',
  closeCode,
  messages: said.map((data) => message(data)),
  observedMs: 12,
});
const unreachable = (code: string, text = 'x'): Partial<Observation> => ({
  outcome: 'unreachable',
  status: null,
  acceptValid: null,
  error: { code, message: text },
  observedMs: 0,
});
const wrongAccept = {
  outcome: 'rejected',
  status: 101,
  acceptValid: false,
  error: { code: 'wrong-accept', message: 'no WebSocket server answered' },
} as const;

const told = (origin: string): Partial<Observation> => ({ ...say(JSON.stringify({ origin })), origin });
const say = (data: string): Partial<Observation> => ({ messages: [message(data)] });

/** What the control, the foreign Origin and the control again got. */
function judge(
  control: Partial<Observation>,
  other: Partial<Observation>,
  again: Partial<Observation> = control,
) {
  const { originPolicy, originPolicyReason } = judgeOrigin(
    endpoint(seen('control', control), seen('foreign', other), seen('control-again', again)),
  );
  return [originPolicy, originPolicyReason];
}

describe('enforced', () => {
  test.each([
    ['a 403', greeted, refused(403), `The page's Origin ${page} got 101, ${foreign} was refused with 403.`],
    [
      'a 400 while the page hears nothing',
      {},
      refused(400),
      `The page's Origin ${page} got 101, ${foreign} was refused with 400.`,
    ],
    [
      'a 401 while the page is closed on later',
      closed(4401),
      refused(401),
      `The page's Origin ${page} got 101, ${foreign} was refused with 401.`,
    ],
    [
      'a 200',
      greeted,
      refused(200),
      `The page's Origin ${page} got 101 and messages, while ${foreign} was refused with 200.`,
    ],
    [
      'a redirect',
      {},
      refused(302),
      `The page's Origin ${page} got 101 and a connection that stays open, while ${foreign} was redirected with 302.`,
    ],
    [
      '1008 before anything',
      greeted,
      closed(1008),
      `The page's Origin ${page} got 101 and messages, while ${foreign} got 101 and was then closed with 1008 before it got anything that the page gets.`,
    ],
    [
      '1008 while the page hears nothing',
      {},
      closed(1008),
      `The page's Origin ${page} got 101 and a connection that stays open, while ${foreign} got 101 and was then closed with 1008 before it got anything that the page gets.`,
    ],
    [
      'an error message before the close',
      greeted,
      closed(1005, '{"type":"error"}'),
      `The page's Origin ${page} got 101 and messages, while ${foreign} got 101 and was then closed without a code (1005) before it got anything that the page gets.`,
    ],
    [
      'a refusal that leaves it connected',
      greeted,
      { messages: [message('{"type":"unauthorized"}')] },
      `The page's Origin ${page} got 101 and messages, while ${foreign} got 101 and then only a refusal ("{"type":"unauthorized"}").`,
    ],
    [
      'silence where the page is greeted twice',
      greeted,
      {},
      `The page's Origin ${page} got 101 and messages, while ${foreign} got 101 and then nothing in 1.0 s (less certain than a refusal).`,
    ],
    [
      'drops, each time',
      greeted,
      { ...unreachable('dropped'), retries: 2 },
      `The page's Origin ${page} got 101 and messages, while ${foreign} had its connection dropped without an answer, 3 times (less certain than a refusal).`,
    ],
    [
      'no answer, each time',
      {},
      { ...unreachable('no-answer'), retries: 1 },
      `The page's Origin ${page} got 101 and a connection that stays open, while ${foreign} got no answer within the time-out, twice (less certain than a refusal).`,
    ],
  ])('%s', (_name, control, other, reason) => {
    expect(judge(control, other)).toEqual(['enforced', reason]);
  });

  test('a 503 seen twice', () => {
    const observations = [
      seen('control'),
      seen('foreign', refused(503)),
      seen('control-again'),
      seen('foreign', refused(503)),
    ];
    expect(judgeOrigin(endpoint(...observations)).originPolicy).toBe('enforced');
  });
});

describe('missing', () => {
  test.each([
    [
      'the same greeting',
      greeted,
      greeted,
      `The page's Origin ${page} got 101 and messages, and ${foreign} got the same messages.`,
    ],
    [
      'the same greeting and then a close',
      greeted,
      closed(1008, '{"type":"hello"}'),
      `The page's Origin ${page} got 101 and messages, and ${foreign} got the same message and was then closed with 1008.`,
    ],
    [
      'silence as for the page',
      {},
      {},
      `The page's Origin ${page} got 101 and a connection that stays open, and ${foreign} stays connected just as silently.`,
    ],
  ])('%s', (_name, control, other, reason) => {
    expect(judge(control, other)).toEqual(['missing', reason]);
  });

  test('a close is told with its reason, on one line', () => {
    const [policy, reason] = judge(greeted, { ...closed(1008), closeReason: 'not\nyour\u0007 page' });
    expect([policy, reason]).toEqual([
      'enforced',
      `The page's Origin ${page} got 101 and messages, while ${foreign} got 101 and was then closed with 1008 ("not your page") before it got anything that the page gets.`,
    ]);
  });

  test.each([429, 502, 503])('a page that is refused with %i is told of no login', (status) => {
    expect(judge(refused(status), {})).toEqual([
      'undetermined',
      `The page's own Origin ${page} was refused with ${status}, so there is nothing to compare with: the server, or what stands before it, was busy or in trouble.`,
    ]);
  });

  test('a server in trouble is not taken for one that wants a login', () => {
    expect(judge({ ...closed(1011), closeReason: 'no upstream' }, {})).toEqual([
      'undetermined',
      `The page's own Origin ${page} got 101 and was then closed with 1011 ("no upstream") before any message, so there is nothing to compare with: that is what a server says of trouble of its own, not of a client.`,
    ]);
  });

  test('silence where the control, asked again, heard nothing either', () => {
    expect(judge(greeted, {}, {})).toEqual([
      'missing',
      `The page's Origin ${page} got 101 and messages, and ${foreign} stays connected just as silently as the page's own Origin when it was asked again.`,
    ]);
  });

  test('another greeting where the page itself gets another one each time', () => {
    expect(judge(say('carpe diem'), say('alea iacta est'), say('errare humanum'))[0]).toBe('missing');
  });

  test('the same greeting where another of the handshakes was refused', () => {
    const observations = [
      seen('control', greeted),
      seen('foreign', refused(429)),
      seen('control-again', greeted),
      seen('foreign', greeted),
    ];
    expect(judgeOrigin(endpoint(...observations)).originPolicy).toBe('missing');
  });

  test.each([
    ['http://a.io', 'http://b.io'],
    ['http://a.io', 'null'],
  ])('a greeting that repeats the Origin it was given: %s and %s', (own, other) => {
    expect(judge(told(own), told(other))[0]).toBe('missing');
  });

  test.each([
    ['names the host of the Origin', '{"tenant":"shop.test"}', '{"tenant":"wssure-probe.example"}'],
    ['names a channel of its own', '{"channel":"room-ab12cd34"}', '{"channel":"room-98fe76dc"}'],
  ])('a greeting that %s', (_, own, other) => {
    expect(judge(say(own), say(other))[0]).toBe('missing');
  });

  test('a greeting that names the page to everybody', () => {
    expect(judge(say(`{"site":"${page}"}`), say(`{"site":"${page}"}`))[0]).toBe('missing');
  });

  test('a session of the library', () => {
    const joined = { messages: [message('0{"sid":"a"}'), message('40{"sid":"b"}')] };
    const socketIo = {
      ...endpoint(seen('control', joined), seen('foreign', joined)),
      url: 'wss://shop.test/socket.io/?EIO=4&transport=websocket',
      library: 'socket.io',
    } as const;
    expect(judgeOrigin(socketIo)).toEqual({
      originPolicy: 'missing',
      originPolicyReason: `The page's Origin ${page} got a session, and ${foreign} got a session of its own too.`,
      bypasses: [],
    });
  });
});

describe('undetermined', () => {
  test('a channel of another name', () => {
    expect(judge(say('{"channel":"private"}'), say('{"channel":"public"}'))[0]).toBe('undetermined');
  });

  const own = `The page's own Origin ${page}`;
  test.each([
    [
      'the page is refused',
      refused(403),
      refused(403),
      `${own} was refused with 403, so there is nothing to compare with: if the endpoint needs a login, give --cookie or --header.`,
    ],
    [
      'the page finds nothing there',
      refused(404),
      {},
      `${own} was refused with 404, so there is nothing to compare with: check the path, or give what the page adds to it.`,
    ],
    [
      'the page gets an ordinary answer',
      refused(200),
      {},
      `${own} was refused with 200, so there is nothing to compare with: an ordinary request is answered so; the path may be wrong, or a proxy keeps the Upgrade header back.`,
    ],
    [
      'the page is closed on before any message',
      closed(4401),
      closed(4401),
      `${own} got 101 and was then closed with 4401 before any message, so there is nothing to compare with: if the endpoint needs a login, give --cookie or --header.`,
    ],
    [
      'the edge answers 101 and the rest breaks',
      closed(1006),
      closed(1006),
      `${own} got 101 and was then cut off without a close frame (1006) before any message, so there is nothing to compare with: if the endpoint needs a login, give --cookie or --header.`,
    ],
    [
      'the page cannot get there',
      unreachable('connection-refused', 'shop.test:443 refused the connection'),
      {},
      `${own} could not be sent (shop.test:443 refused the connection), so there is nothing to compare with.`,
    ],
    [
      'a wrong Accept',
      wrongAccept,
      wrongAccept,
      `${own} got a 101 that no browser accepts: no WebSocket server answered, so there is nothing to compare with: if the endpoint needs a login, give --cookie or --header.`,
    ],
    [
      'a wrong Accept for others',
      greeted,
      wrongAccept,
      `The page's Origin ${page} got 101 and messages, while ${foreign} got a 101 that no browser accepts: no WebSocket server answered, which is neither the same nor a refusal.`,
    ],
    [
      'another message for others',
      greeted,
      { messages: [message('{"type":"guest"}')] },
      `The page's Origin ${page} got 101 and messages, while ${foreign} got 101 and then another message than the page ("{"type":"guest"}"), which is neither the same nor a refusal.`,
    ],
    [
      'the foreign handshake cannot be made',
      greeted,
      unreachable('timeout', 'no way'),
      `The page's Origin ${page} got 101 and messages, while ${foreign} could not be sent (no way), which is neither the same nor a refusal.`,
    ],
    [
      'a 503 seen once',
      greeted,
      refused(503),
      `The page's Origin ${page} got 101 and messages, while ${foreign} was refused with 503 once, which may have another cause than its Origin.`,
    ],
    [
      'a 429 seen once',
      greeted,
      refused(429),
      `The page's Origin ${page} got 101 and messages, while ${foreign} was refused with 429 once, which may have another cause than its Origin.`,
    ],
  ])('%s', (_name, control, other, reason) => {
    expect(judge(control, other)).toEqual(['undetermined', reason]);
  });

  test.each([
    ['refused', refused(403), 'was refused with 403'],
    ['closed on', closed(1013), 'got 101 and was then closed with 1013 before any message'],
  ])('the page is %s when asked again', (_name, again, what) => {
    expect(judge(greeted, greeted, again)).toEqual([
      'undetermined',
      `The answers changed: the page's Origin ${page} was accepted at first, and when asked again ${what}.`,
    ]);
  });

  test.each([
    [403, 429, 'enforced'],
    [404, 503, 'enforced'],
    [403, 403, 'undetermined'],
    [403, 502, 'undetermined'],
    [429, 429, 'undetermined'],
  ])('the foreign Origin got %i, and the page, asked again, %i: %s', (other, again, policy) => {
    expect(judge(greeted, refused(other), refused(again))[0]).toBe(policy);
  });

  test.each([
    [429, greeted, 'missing'],
    [503, greeted, 'missing'],
    [429, closed(1008), 'enforced'],
    [429, closed(1006), 'undetermined'],
    [403, greeted, 'undetermined'],
  ])(
    'a limit of %i for the page, asked again, takes nothing from what %j shows: %s',
    (again, other, policy) => {
      expect(judge(greeted, other, refused(again))[0]).toBe(policy);
    },
  );

  test('a second comparison in which the page is refused', () => {
    const first = [
      seen('control', greeted),
      seen('foreign', refused(503)),
      seen('control-again', refused(503)),
    ];
    expect(judgeOrigin(endpoint(...first, seen('control', refused(503))))).toEqual({
      originPolicy: 'undetermined',
      originPolicyReason: `The answers changed: the page's Origin ${page} got 101 at first, and later was refused with 503.`,
      bypasses: [],
    });
  });

  test('no foreign handshake', () => {
    expect(judgeOrigin(endpoint(seen('control'))).originPolicyReason).toBe(
      'No handshake with a foreign Origin was made.',
    );
  });

  test('no control', () => {
    expect(judgeOrigin(endpoint(seen('foreign'))).originPolicyReason).toBe(
      "No handshake with the page's own Origin was made to compare with.",
    );
  });
});

test('an endpoint without observations was not probed, and says why', () => {
  expect(
    judgeOrigin({
      ...endpoint(),
      notProbed: { reason: 'it belongs to another party', option: '--probe all' },
    }),
  ).toEqual({
    originPolicy: 'not-probed',
    originPolicyReason: 'It belongs to another party.',
    bypasses: [],
  });
});

test('the last comparison counts', () => {
  const first = [
    seen('control', greeted),
    seen('foreign', refused(503)),
    seen('control-again', refused(503)),
  ];
  const second = [seen('control', greeted), seen('foreign', greeted), seen('control-again', greeted)];
  expect(judgeOrigin(endpoint(...first, ...second)).originPolicy).toBe('missing');
});
