import { describe, expect, test } from 'vitest';
import { faye } from './faye.ts';
import { agreed, compare } from './testing/dialled.ts';

const answer = (): string =>
  JSON.stringify([
    {
      id: '1',
      channel: '/meta/handshake',
      version: '1.0',
      supportedConnectionTypes: ['websocket', 'long-polling'],
      clientId: 'client',
      successful: true,
    },
  ]);

describe.each([{ minify: false }, { minify: true }])('Faye in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import Faye from 'faye';
      const client = new Faye.Client('/faye');
      client.subscribe('/messages', console.log);
      new Faye.Client('https://rt.shop.test/bayeux').connect();
    `;
    expect(await compare(faye, { entry, minify, answer })).toEqual(
      agreed('wss://shop.test/faye', 'wss://rt.shop.test/bayeux'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import Faye from 'faye'; window.has = typeof Faye.Client;`;
    expect(await compare(faye, { entry, minify })).toEqual(agreed());
  });
});

describe("Faye from its own server's path", () => {
  const scripts = { 'https://shop.test/faye/client.js': 'faye/client/faye-browser-min.js' };
  const inline = `const client = new Faye.Client('/faye'); client.subscribe('/messages', console.log);`;

  test('is known where the file is not read', async () => {
    const page = { scripts, inline, answer, scriptsAreRead: false };
    expect(await compare(faye, page)).toEqual(agreed('wss://shop.test/faye'));
  });

  test('is known where it is', async () => {
    expect(await compare(faye, { scripts, inline, answer })).toEqual(agreed('wss://shop.test/faye'));
  });
});
