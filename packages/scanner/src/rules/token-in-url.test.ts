import { describe, expect, test } from 'vitest';
import { endpoint, facts, judge } from './testing/facts.ts';
import rule from './token-in-url.ts';

const url = 'wss://shop.test/live?access_token=4f1c0de7a9&room=7';
const message =
  `The URL of ${url} carries a credential in "access_token". URLs are written to the logs of every server and proxy on the way, ` +
  "and a handshake's is no exception.";
const fine =
  ' If it is a key that every visitor may know, or a ticket that opens one connection within seconds, it does no harm there.';

describe('token-in-url', () => {
  test('warns of the parameter by its name', () => {
    expect(judge(rule, facts({ endpoints: [endpoint(url)] }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        identity: `${url} access_token`,
        message: message + fine,
        evidence: { parameters: ['access_token'], party: 'first' },
        remediation: {
          summary:
            'Let the session cookie or the first message carry it; where the URL must, give the page a ticket that is good for one handshake and a few seconds.',
        },
      },
    ]);
  });

  test('says where it is all that guards the socket', () => {
    const gated = endpoint(url, { originPolicy: 'token-gated' });
    expect(judge(rule, facts({ endpoints: [gated] }))).toMatchObject([
      {
        message: `${message} It is also all that keeps other websites out: whoever reads such a log can open the socket from anywhere.${fine}`,
      },
    ]);
  });

  test('notes another party’s, whose protocol it is', () => {
    expect(judge(rule, facts({ endpoints: [endpoint(url, { party: 'third' })] }))).toMatchObject([
      {
        level: 'note',
        severity: 'info',
        message: `${message} The endpoint is another party’s, whose protocol this is.${fine}`,
        remediation: { summary: expect.stringMatching(/^Ask for the shortest life/) },
      },
    ]);
  });

  test('a ticket weighs little, beside a token it does not', () => {
    const tickets = ['ticket=4f1c0de7', 'otp=4f1c0de7&nonce=a1b2c3d4e5f6', 'ticket=4f1c0de7&token=4f1c0de7'];
    const endpoints = tickets.map((query) => endpoint(`wss://shop.test/live?${query}`));
    expect(judge(rule, facts({ endpoints }))).toMatchObject([{ severity: 'low' }, { severity: 'low' }, {}]);
    expect(judge(rule, facts({ endpoints: endpoints.slice(2) }))).not.toMatchObject([{ severity: 'low' }]);
  });

  test.each([
    'wss://shop.test/live',
    'wss://shop.test/live?room=4f1c0de7a94f1c0de7a94f1c0de7a94f&v=2&author=anna',
    'wss://ws-eu.pusher.com/app/4f1c0de7a94f1c0de7a9?protocol=7&client=js&version=8.4.0&flash=false',
    'wss://shop.test/socket.io/?EIO=4&transport=websocket',
  ])('%s carries none', (plain) => {
    expect(judge(rule, facts({ endpoints: [endpoint(plain)] }))).toEqual([]);
  });

  test('the token of a development server’s own client is its guard', () => {
    const vite = endpoint('ws://shop.test/?token=VUNlbYEJ0lVV', { protocols: ['vite-hmr'] });
    expect(judge(rule, facts({ endpoints: [vite] }))).toEqual([]);
  });

  test('does not apply without an endpoint', () => {
    expect(judge(rule, facts())).toBe('no WebSocket found in what was read');
  });
});
