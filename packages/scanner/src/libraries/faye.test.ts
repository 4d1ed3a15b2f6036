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
