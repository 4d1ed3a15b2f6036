import { describe, expect, test } from 'vitest';
import { liveblocks } from './liveblocks.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('Liveblocks in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { createClient } from '@liveblocks/client';
      const client = createClient({ publicApiKey: 'pk_dev_abcdefgh' });
      client.enterRoom('room 1', { initialPresence: {} });
    `;
    expect(await compare(liveblocks, { entry, minify })).toEqual(
      agreed('wss://api.liveblocks.io/v8?roomId=room+1&version=3.24.2'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { createClient } from '@liveblocks/client'; window.client = createClient({ publicApiKey: 'pk_dev_abcdefgh' });`;
    expect(await compare(liveblocks, { entry, minify })).toEqual(agreed());
  });
});
