import { describe, expect, test } from 'vitest';
import type { Endpoint, Observation } from '../artifacts.ts';
import { endpoint, message, observation } from '../rules/testing/facts.ts';
import { isAnonymous, judgeAnonymous } from './anonymous.ts';

const url = 'wss://shop.test/live';
const greeted: Partial<Observation> = { messages: [message('{"price":1}')] };
const withCookie: Partial<Observation> = { withCredentials: true, requestHeaders: [['Cookie', 'sid=1']] };

function judge(control: Partial<Observation>, over: Partial<Endpoint> = {}): string {
  return judgeAnonymous(endpoint(url, { observations: [observation('control', control)], ...over }))
    .anonymous;
}

describe('without any credential', () => {
  test.each<[string, string, Partial<Observation>]>([
    ['speaks', 'a message', greeted],
    ['nothing', 'silence', {}],
    ['nothing', 'a refusal', { outcome: 'rejected', status: 401 }],
    ['nothing', 'a greeting before the close', { ...greeted, outcome: 'closed', closeCode: 4401 }],
    ['nothing', 'a call for a login', { messages: [message('{"type":"auth_required","version":"2026.1"}')] }],
    ['nothing', 'that there is no session', { messages: [message('{"problem":"no-session"}')] }],
    ['nothing', 'an error', { messages: [message('{"error":"who are you?"}')] }],
    [
      'speaks',
      'a message after a call',
      { messages: [message('{"type":"challenge"}'), message('{"price":1}')] },
    ],
    ['not-asked', 'no answer', { outcome: 'unreachable', status: null }],
    ['not-asked', 'a message, with a cookie', { ...greeted, ...withCookie }],
    ['nothing', 'silence, with a cookie', withCookie],
  ])('%s: %s', (expected, _, control) => {
    expect(judge(control)).toBe(expected);
  });

  test('a library’s session counts, its own messages are not the application’s', () => {
    const opened = message('0{"sid":"a","pingInterval":25000,"pingTimeout":20000}');
    const library = {
      library: 'socket.io',
      url: 'wss://shop.test/socket.io/?EIO=4&transport=websocket',
    } as const;
    const socketIo = (...texts: string[]): string =>
      judge({ messages: [opened, ...texts.map(message)] }, library);
    expect([
      socketIo('40{"sid":"b"}'),
      socketIo('40{"sid":"b"}', '42["price",1]'),
      socketIo('44{"message":"no"}'),
      socketIo(),
    ]).toEqual(['grants', 'speaks', 'nothing', 'nothing']);
  });

  test.each<[string, number]>([
    ['nothing', 2],
    ['speaks', 500],
  ])('%s: one greeted and closed after 20 ms, one greeted and watched for %i ms', (expected, observedMs) => {
    const observations = [
      observation('control', { ...greeted, outcome: 'closed', closeCode: 1001, observedMs: 20 }),
      observation('control-again', { ...greeted, observedMs }),
    ];
    expect(judgeAnonymous(endpoint(url, { observations }))).toEqual({ anonymous: expected });
  });

  test('the handshake without the login counts, the foreign one does not', () => {
    const own = observation('control', { ...greeted, ...withCookie });
    const bare = observation('control', greeted);
    expect([
      judgeAnonymous(endpoint(url, { observations: [own], credentials: [bare] })),
      judgeAnonymous(endpoint(url, { observations: [own, observation('foreign', greeted)] })),
      judgeAnonymous(endpoint(url)),
    ]).toEqual([{ anonymous: 'speaks' }, { anonymous: 'not-asked' }, { anonymous: 'not-asked' }]);
  });

  test.each<[string, Partial<Endpoint>]>([
    ['in the URL', { url: `${url}?token=4f1c0de7` }],
    ['in a subprotocol', { protocols: ['chat', 'access_token', '4f1c0de7'] }],
  ])('a token %s is a credential', (_, over) => {
    expect(judge(greeted, over)).toBe('not-asked');
  });
});

describe('isAnonymous', () => {
  test.each<[Observation['requestHeaders'], boolean]>([
    [[], true],
    [[['Cookie', '_ga=1; theme=dark']], true],
    [[['Cookie', '_ga=1; sid=1']], false],
    [[['Authorization', 'Bearer x']], false],
    [[['X-Key', 'x']], false],
    [
      [
        ['Host', 'shop.test'],
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Origin', 'https://shop.test'],
        ['Sec-WebSocket-Key', 'x'],
        ['User-Agent', 'x'],
        ['Accept-Language', 'de'],
        ['Cookie', 'lang=de'],
      ],
      true,
    ],
  ])('%j: %s', (requestHeaders, expected) => {
    expect(isAnonymous({ requestHeaders, withCredentials: true })).toBe(expected);
  });
});
