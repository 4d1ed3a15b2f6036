import { describe, expect, test } from 'vitest';
import { observation as seen } from '../rules/testing/facts.ts';
import { judgeOrigin } from './policy.ts';
import {
  page,
  foreign,
  message,
  endpoint,
  greeted,
  refused,
  closed,
  unreachable,
  told,
  say,
  judge,
} from './testing/sides.ts';

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
