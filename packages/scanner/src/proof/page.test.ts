import { describe, expect, test } from 'vitest';
import { elementsOf, unseen } from '../report/testing/structure.ts';
import { hostileText } from '../report/testing/hostile.ts';
import { message, observation, pageOrigin } from '../rules/testing/facts.ts';
import { demonstrationPage, type Demonstration } from './page.ts';

const base: Demonstration = {
  seen: observation('foreign'),
  endpoint: { url: 'wss://shop.test/live', library: 'websocket' },
  as: 'visitor',
  scope: { pageOrigin },
};

/** What the page's script is told. */
function toldBy(page: string): unknown {
  return JSON.parse(/const told = (\{[^]*?\n\});/.exec(page)?.[1] ?? '');
}

describe('the page that demonstrates an open socket', () => {
  test('is told where to connect, with what, and which page is the own one', () => {
    const seen = observation('foreign', { requestHeaders: [['Sec-WebSocket-Protocol', 'shop.v1, bearer']] });
    expect(toldBy(demonstrationPage({ ...base, seen }))).toEqual({
      url: 'wss://shop.test/live',
      protocols: ['shop.v1', 'bearer'],
      openings: [],
      pageOrigin: 'https://shop.test',
      listenMs: 4_000,
    });
  });

  test('offers no subprotocol twice, also where secrets are masked', () => {
    const seen = observation('foreign', {
      requestHeaders: [['Sec-WebSocket-Protocol', '***, shop.v1, ***']],
    });
    expect(toldBy(demonstrationPage({ ...base, seen }))).toMatchObject({ protocols: ['***', 'shop.v1'] });
  });

  test('says what the library says by itself, and waits as long as the server took', () => {
    const messages = [message('0{"sid":"a"}'), { ...message('42["hi"]'), atMs: 3_000 }];
    const endpoint = {
      url: 'wss://shop.test/socket.io/?EIO=4&transport=websocket',
      library: 'socket.io',
    } as const;
    expect(
      toldBy(demonstrationPage({ ...base, seen: observation('foreign', { messages }), endpoint })),
    ).toMatchObject({
      openings: [{ after: 1, text: '40' }],
      listenMs: 6_000,
    });
  });

  test('carries bytes as base64', () => {
    const endpoint = { url: 'wss://shop.test/mqtt', library: 'mqtt' } as const;
    // The CONNECT packet of MQTT 3.1.1, section 3.1, begins with 0x10.
    expect(toldBy(demonstrationPage({ ...base, endpoint }))).toMatchObject({
      openings: [{ after: 0, base64: expect.stringMatching(/^E[A-D]/) }],
    });
  });

  test('tells who is logged in to log in', () => {
    expect(demonstrationPage({ ...base, as: 'session' })).toContain(
      'Log in at the site in this browser first',
    );
    expect(demonstrationPage(base)).not.toContain('Log in');
  });

  test('holds whatever stands in the URL as data', () => {
    const hostile = demonstrationPage({
      ...base,
      endpoint: { url: `wss://shop.test/${hostileText}`, library: 'websocket' },
      scope: { pageOrigin: hostileText },
    });
    expect(elementsOf(hostile)).toEqual(elementsOf(demonstrationPage(base)));
    expect(hostile).not.toMatch(unseen);
    expect(toldBy(hostile)).toMatchObject({ url: `wss://shop.test/${hostileText}`, pageOrigin: hostileText });
  });
});
