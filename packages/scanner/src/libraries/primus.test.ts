import { createServer } from 'node:http';
import Primus from 'primus';
import { describe, expect, test } from 'vitest';
import { primus } from './primus.ts';
import { agreed, compare } from './testing/dialled.ts';

/** The client as a server makes it for its pages. */
const library = new Primus(createServer(), { transformer: 'websockets' }).library();

const calls = `
  new Primus();
  new Primus('https://rt.shop.test:8443/ignored?room=blue');
  new Primus('ws://plain.shop.test');
`;
const urls = [
  'wss://shop.test/primus',
  'wss://rt.shop.test:8443/primus?room=blue',
  'ws://plain.shop.test/primus',
] as const;

describe('Primus', () => {
  test('dials where the real client dials', async () => {
    expect(await compare(primus, { inline: `${library};${calls}` })).toEqual(agreed(...urls));
  });

  test('is recognised minified', async () => {
    const entry = `const site = {}; (function () { ${library} }).call(site); const { Primus } = site; ${calls}`;
    expect(await compare(primus, { entry, minify: true })).toEqual(agreed(...urls));
  });

  test('tells nothing of a client that is never made', async () => {
    expect(await compare(primus, { inline: `${library}; window.has = typeof Primus;` })).toEqual(agreed());
  });
});
