import { describe, expect, test } from 'vitest';
import { blindSpots, hasUnresolved, unreadCode, unresolvedSockets } from './blind-spots.ts';
import { rules } from './list.ts';
import { endpoint, facts, judge, observation, page, reference, source, tls } from './testing/facts.ts';

const unresolved = reference('r9', null, { library: 'socket.io', unresolved: 'it comes from a fetch' });
const told = {
  kind: 'unjudged',
  reason:
    'the address of the socket opened at https://shop.test/app.js:12:3 is not known: it comes from a fetch',
};

/** An endpoint of which everything was looked at, and nothing is wrong. */
const sound = endpoint('wss://shop.test/live', {
  library: 'socket.io',
  observations: [
    observation('control', { tls: tls() }),
    observation('null', { status: 403, outcome: 'rejected' }),
  ],
  http2: [],
  plaintext: [],
  fallbacks: [],
  tlsVersions: [],
  session: 'protected',
});
const scope = { ...facts().scope, credentials: true };
/** Rules about endpoints whose findings are no inventory. */
const ofEndpoints = rules.filter(
  ({ needs, meta }) =>
    needs.includes('endpoints') && !['coverage-limited', 'tls-reference'].includes(meta.id),
);

describe.each(ofEndpoints.map((rule) => [rule.meta.id, rule] as const))('%s', (id, rule) => {
  const resolved = facts({ references: [reference('r1', sound.url)], endpoints: [sound], scope });

  test('passes what was looked at', () => {
    expect(judge(rule, resolved)).toEqual([]);
  });

  test('does not pass beside a socket whose address stayed unknown, nor leave it out', () => {
    const beside = { ...resolved, references: [...resolved.references, unresolved] };
    // What is known as a URL is that rule's subject, whatever else is opened.
    const expected = id === 'plaintext-reference' ? [] : [told];
    expect(judge(rule, beside)).toEqual(expected);
    expect(judge(rule, facts({ references: [unresolved], scope }))).toEqual(expected);
  });
});

test('no rule but the one about credentials needs them to see what it cannot judge', () => {
  const alone = facts({ references: [unresolved] });
  const left = ofEndpoints.filter((rule) => rule.appliesTo(alone) !== true).map(({ meta }) => meta.id);
  expect(left).toEqual(['session-hijackable']);
});

test('sockets of a library without an HTTP transport hide no HTTP transport', () => {
  const rule = rules.find(({ meta }) => meta.id === 'fallback-cross-origin');
  const plain = facts({ references: [reference('r9', null)] });
  expect(rule?.appliesTo(plain)).toBe(
    'no WebSocket of the first party belongs to a library with an HTTP transport',
  );
});

describe('what hides a socket', () => {
  test('is an address that stayed unknown, of what is opened', () => {
    const named = reference('r2', null, { role: 'names' });
    expect(unresolvedSockets({ references: [named, reference('r1', 'wss://shop.test/')] })).toEqual([]);
    expect(hasUnresolved([named])).toBe(false);
    expect(hasUnresolved([named, unresolved])).toBe(true);
  });

  test('is told once, with how many more', () => {
    expect(unresolvedSockets({ references: [unresolved, reference('r2', null)] })).toEqual([
      { ...told, reason: `${told.reason} (and 1 more)` },
    ]);
  });

  test('is code of the page that was not read, and no other page’s', () => {
    const failed = source({ status: 'failed', reason: '404' });
    const foreign = source({ url: 'https://cdn.test/x.js', status: 'skipped', option: '--scripts all' });
    const map = source({ url: 'https://shop.test/app.js.map', kind: 'source-map', status: 'failed' });
    const seen = { page: page(), sources: [foreign, map, failed], gaps: [], references: [unresolved] };
    const unread = { kind: 'unjudged', reason: 'https://shop.test/app.js was not read: 404' };
    expect(unreadCode(seen)).toEqual([unread]);
    expect(blindSpots(seen)).toEqual([unread, told]);
  });
});
