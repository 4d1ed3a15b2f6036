import { describe, expect, test } from 'vitest';
import { agreed, compare } from './testing/dialled.ts';
import { trpc } from './trpc.ts';

describe.each([{ minify: false }, { minify: true }])('tRPC in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
      const client = createWSClient({ url: 'wss://api.shop.test/trpc' });
      createTRPCClient({ links: [wsLink({ client })] });
      createWSClient({ url: '/api/trpc?v=1', connectionParams: { token: 't' } });
    `;
    expect(await compare(trpc, { entry, minify })).toEqual(
      agreed('wss://api.shop.test/trpc', 'wss://shop.test/api/trpc?v=1&connectionParams=1'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { createWSClient, wsLink } from '@trpc/client'; window.kinds = [typeof createWSClient, typeof wsLink];`;
    expect(await compare(trpc, { entry, minify })).toEqual(agreed());
  });
});
