import { describe, expect, test } from 'vitest';
import { cometd } from './cometd.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('CometD in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { CometD } from 'cometd';
      const cometd = new CometD();
      cometd.configure({ url: 'https://shop.test/cometd', logLevel: 'warn' });
      cometd.handshake();
      const other = new CometD('other');
      other.init('https://rt.shop.test/cometd');
    `;
    expect(await compare(cometd, { entry, minify })).toEqual(
      agreed('wss://shop.test/cometd', 'wss://rt.shop.test/cometd'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import { CometD } from 'cometd'; window.comet = new CometD();`;
    expect(await compare(cometd, { entry, minify })).toEqual(agreed());
  });
});
