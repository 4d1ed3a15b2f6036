import { describe, expect, test } from 'vitest';
import { yjs } from './yjs.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('y-websocket in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import * as Y from 'yjs';
      import { WebsocketProvider } from 'y-websocket';
      const doc = new Y.Doc();
      new WebsocketProvider('wss://yjs.shop.test/collab//', 'list 1', doc, { params: { locale: 'en', auth: 'a b' } });
      new WebsocketProvider('ws://localhost:1234', 'room', doc, { protocols: ['one', 'two'] });
    `;
    expect(await compare(yjs, { entry, minify })).toEqual(
      agreed('wss://yjs.shop.test/collab/list%201?locale=en&auth=a%20b', 'ws://localhost:1234/room one two'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { WebsocketProvider } from 'y-websocket'; window.has = typeof WebsocketProvider;`;
    expect(await compare(yjs, { entry, minify })).toEqual(agreed());
  });
});
