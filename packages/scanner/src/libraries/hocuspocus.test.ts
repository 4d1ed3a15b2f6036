import { describe, expect, test } from 'vitest';
import { hocuspocus } from './hocuspocus.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('Hocuspocus in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
      new HocuspocusProvider({ url: 'wss://notes.shop.test/', name: 'notes' });
      new HocuspocusProvider({ url: 'wss://kept.shop.test/a/', name: 'two', preserveTrailingSlash: true });
      const websocketProvider = new HocuspocusProviderWebsocket({ url: 'wss://shared.shop.test/collaboration' });
      new HocuspocusProvider({ websocketProvider, name: 'three' }).attach();
    `;
    expect(await compare(hocuspocus, { entry, minify })).toEqual(
      agreed('wss://notes.shop.test/', 'wss://kept.shop.test/a/', 'wss://shared.shop.test/collaboration'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { HocuspocusProvider } from '@hocuspocus/provider'; window.has = typeof HocuspocusProvider;`;
    expect(await compare(hocuspocus, { entry, minify })).toEqual(agreed());
  });
});
