import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compare, evaluation, evaluated } from './evaluation.ts';
import { html, javascript } from './extraction.ts';
import { handshakesOverHttp2, http2Seeds, overHttp2 } from './handshakes-http2.ts';
import { handshakes } from './handshakes.ts';
import { program } from './programs.ts';
import { reports } from './reports.ts';
import { Sandbox } from './sandbox.ts';
import { same } from './target.ts';
import { urls } from './urls.ts';

const sandbox = new Sandbox();
afterAll(() => sandbox.close());

describe('what is fuzzed holds for a few inputs', () => {
  test.each([html, javascript, evaluation(sandbox), urls, handshakes, handshakesOverHttp2, reports])(
    '$name',
    { timeout: 120_000 },
    async ({ property, runs }) => {
      const { failed, errorInstance } = await fc.check(property, { numRuns: Math.min(runs, 40), seed: 1 });
      expect([failed, errorInstance]).toEqual([false, null]);
    },
  );
});

describe('a comparison that can fail', () => {
  test('tells what is not the same', () => {
    expect(() => same([1], [2], 'the list')).toThrow('the list: [1] is not [2]');
    expect(() => same({ a: 1 }, { a: 1 }, 'the object')).not.toThrow();
  });

  test('has constants on both sides', async () => {
    const program = "let a = ['w', 's'].join('') + [1, 2].map((x) => x * 2), thrown = 0";
    expect(await evaluated(program)).toEqual(['string%3Aws2%2C4']);
    expect(await sandbox.run(`${program}; encodeURIComponent(a)`)).toBe('ws2%2C4');
  });

  test('has handshakes over HTTP/2 that end in every way', async () => {
    const seen = await Promise.all(http2Seeds.map(overHttp2));
    const gist = seen.map(
      (record) => record && [record.status, record.messages.map(({ data }) => data).join()],
    );
    expect(gist).toEqual([
      [101, 'hi'],
      [101, ''],
      [403, ''],
      [404, ''],
      [null, ''],
      [null, ''],
      [null, ''],
      null,
    ]);
  });

  test('compares most programs: few throw, or have a value that is not known', async () => {
    const compared = await Promise.all(
      fc.sample(program, { numRuns: 100, seed: 1 }).map((text) => compare(text, sandbox)),
    );
    expect(compared.filter(Boolean).length).toBeGreaterThan(70);
  });

  test('runs programs where they can touch nothing', async () => {
    expect(await sandbox.run('typeof require + typeof process + typeof globalThis.fetch')).toBe(
      'undefinedundefinedundefined',
    );
    expect(await sandbox.run('for (;;) {}')).toBe(null);
    expect(await sandbox.run("'still there'")).toBe('still there');
  });
});
