import { describe, expect, test } from 'vitest';
import { families } from './families.ts';
import { runCase } from './run-case.ts';

/** One quick case of each family; `npm run test:hostile` runs them all. */
const quick = [
  'decompression bombs: gzip that is cut in the middle',
  'endless and dripping bodies: more bytes than Content-Length',
  'header floods: 900 cookies',
  'redirects: to itself',
  'counts in the tens of thousands: 20 000 sockets in a loop',
  'nesting: parentheses, 100000 deep',
  'sums: an array of 10⁶',
  'strings that double: by replaceAll',
  'blow-ups: repeat of a repeat',
  'cycles and fan-outs: getters in a ring',
  'catastrophic regular expressions: nested repetition',
  '__proto__: as members',
  'import cycles and chains: two that import each other',
  'pages that frame themselves: by srcdoc',
  'encodings that lie: UTF-16 that is said to be UTF-8',
  'bad UTF-8: overlong forms',
  'lone surrogates: in the path',
  'bidirectional and invisible characters: in the code around',
  'terminal control sequences: in messages',
  'markup in every field: in an address',
  'formula starters: in an address',
  'source maps that lie or explode: no JSON at all',
  'WebSocket servers that misbehave: a wrong accept',
  'TLS that stalls: plain HTTP',
];

const cases = new Map(
  families.flatMap((family) => family.cases.map((hostile) => [`${family.name}: ${hostile.name}`, hostile])),
);

describe('the hostile corpus', () => {
  test('has hundreds of cases, each with a name of its own, at least six in a family', () => {
    const count = families.reduce((sum, family) => sum + family.cases.length, 0);
    expect(count).toBeGreaterThanOrEqual(400);
    expect(cases.size).toBe(count);
    expect(families.filter((family) => family.cases.length < 6)).toEqual([]);
  });

  test('has a quick case in each family', () => {
    expect(quick.map((name) => name.replace(/: .*/, ''))).toEqual(families.map(({ name }) => name));
  });

  test.each(quick)('%s', { timeout: 90_000 }, async (name) => {
    const hostile = cases.get(name);
    if (!hostile) throw new Error(`there is no case ${name}`);
    const { problems } = await runCase(hostile);
    expect(problems).toEqual([]);
  });
});
