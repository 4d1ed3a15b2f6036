import { describe, expect, test } from 'vitest';
import { sockjs } from './sockjs.ts';
import { agreed, compare } from './testing/dialled.ts';

const answer = ({ url }: { readonly url: string }): string | undefined =>
  new URL(url).pathname.endsWith('/info')
    ? JSON.stringify({ websocket: true, origins: ['*:*'], cookie_needed: false, entropy: 1 })
    : undefined;

describe.each([{ minify: false }, { minify: true }])('SockJS in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import SockJS from 'sockjs-client';
      new SockJS('/echo');
      new SockJS('relative/echo/', null, { transports: ['websocket'] });
      new SockJS('https://rt.shop.test:8443/stream');
    `;
    expect(await compare(sockjs, { entry, minify, answer })).toEqual(
      agreed(
        'wss://shop.test/echo/000/wssure00/websocket',
        'wss://shop.test/app/relative/echo/000/wssure00/websocket',
        'wss://rt.shop.test:8443/stream/000/wssure00/websocket',
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import SockJS from 'sockjs-client'; window.kind = typeof SockJS;`;
    expect(await compare(sockjs, { entry, minify, answer })).toEqual(agreed());
  });
});
