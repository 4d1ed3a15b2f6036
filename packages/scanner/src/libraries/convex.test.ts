import { describe, expect, test } from 'vitest';
import { convex } from './convex.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('Convex in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { BaseConvexClient, ConvexClient } from 'convex/browser';
      new BaseConvexClient('https://base.convex.cloud', () => {});
      const client = new ConvexClient('https://happy-otter-123.convex.cloud');
      client.onUpdate('messages:list', {}, console.log);
      new ConvexClient('http://127.0.0.1:3210', { skipConvexDeploymentUrlCheck: true });
      new ConvexClient('https://never.convex.cloud', { disabled: true });
    `;
    expect(await compare(convex, { entry, minify })).toEqual(
      agreed(
        'wss://base.convex.cloud/api/1.48.0/sync',
        'wss://happy-otter-123.convex.cloud/api/1.48.0/sync',
        'ws://127.0.0.1:3210/api/1.48.0/sync',
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { ConvexClient } from 'convex/browser'; window.has = typeof ConvexClient;`;
    expect(await compare(convex, { entry, minify })).toEqual(agreed());
  });
});

describe('Convex from a CDN', () => {
  const scripts = {
    'https://unpkg.com/convex@1.48.0/dist/browser.bundle.js': 'convex/dist/browser.bundle.js',
  };

  test.each([{ scriptsAreRead: true }, { scriptsAreRead: false }])(
    'is known, $scriptsAreRead',
    async (read) => {
      const inline = `const client = new convex.ConvexClient('https://happy-otter-123.convex.cloud'); client.onUpdate('messages:list', {}, console.log);`;
      expect(await compare(convex, { scripts, inline, ...read })).toEqual(
        agreed('wss://happy-otter-123.convex.cloud/api/1.48.0/sync'),
      );
    },
  );
});
