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
  wrongAccept,
  say,
  judge,
} from './testing/sides.ts';

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
