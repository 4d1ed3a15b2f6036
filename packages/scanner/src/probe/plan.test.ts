import { describe, expect, test } from 'vitest';
import type { Party } from '../artifacts.ts';
import { turnsOf } from './plan.ts';

const limits = { endpoints: 4, endpointsOfThirdParty: 2 };

function turns(...endpoints: readonly (readonly [Party, string])[]): (string | null)[] {
  return turnsOf(
    endpoints.map(([party, url]) => ({ party, url })),
    limits,
  ).map((refusal) => refusal && `${refusal.reason} [${refusal.option}]`);
}

const full = 'the limit of 4 probed endpoints was reached [--config (limits.endpoints: 8)]';
const enough = (site: string): string =>
  `2 endpoints of ${site}, which is another party's, were probed [--config (limits.endpointsOfThirdParty: 4)]`;

describe('which endpoints have a turn', () => {
  test("the page's own before those of others, wherever they stand", () => {
    const third = ['a', 'b', 'c'].map((host) => ['third', `wss://${host}.example/`] as const);
    const first = ['1', '2'].map((path) => ['first', `wss://shop.test/${path}`] as const);
    expect(turns(...third, ...first)).toEqual([null, null, full, null, null]);
  });

  test("no more than a few of one other party's site, by whatever names and ports", () => {
    expect(
      turns(
        ['third', 'wss://a.victim.example/'],
        ['third', 'wss://b.victim.example:8443/'],
        ['third', 'ws://victim.example/'],
        ['third', 'wss://other.example/'],
      ),
    ).toEqual([null, null, enough('victim.example'), null]);
  });

  test('an address is a site of its own', () => {
    const urls = ['8001', '8002', '8003'].map((port) => ['third', `ws://203.0.113.7:${port}/`] as const);
    expect(turns(...urls)).toEqual([null, null, enough('203.0.113.7')]);
  });

  test("any number of the page's own, up to the limit", () => {
    const own = Array.from({ length: 5 }, (_, index) => ['first', `wss://shop.test/${index}`] as const);
    expect(turns(...own)).toEqual([null, null, null, null, full]);
  });
});
