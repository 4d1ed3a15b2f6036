import { describe, expect, test } from 'vitest';
import rule from './third-party-endpoint.ts';
import { endpoint, facts, judge, reference } from './testing/facts.ts';

const url = 'wss://ws-eu.push.test/app/1';

describe('third-party-endpoint', () => {
  test('notes another party and the policy that was seen there', () => {
    const third = endpoint(url, { party: 'third', library: 'pusher', originPolicy: 'missing' });
    const references = [reference('r1', url, { library: 'pusher' })];
    expect(judge(rule, facts({ references, endpoints: [third, endpoint('wss://shop.test/')] }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message:
          'wss://ws-eu.push.test/app/1 (from https://shop.test/app.js:12:3) belongs to another party. ' +
          "Whom it accepts is that party's design, so its Origin policy is recorded and not judged.",
        evidence: { host: 'ws-eu.push.test', library: 'pusher', originPolicy: 'missing' },
        remediation: {
          summary:
            'Make sure that ws-eu.push.test is meant to receive what the page sends; if it is your own, say --first-party ws-eu.push.test.',
        },
      },
    ]);
  });

  test("the visitor's own machine is no other party", () => {
    expect(judge(rule, facts({ endpoints: [endpoint('ws://localhost:3000/', { party: 'third' })] }))).toEqual(
      [],
    );
  });

  test('does not apply where there is no socket', () => {
    expect(judge(rule, facts())).toBe('no WebSocket found in what was read');
  });
});
