import { describe, expect, test } from 'vitest';
import { partykit } from './partykit.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('PartySocket in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import PartySocket from 'partysocket';
      new PartySocket({ host: 'shop.partykit.test', room: 'blue', party: 'chat' });
      new PartySocket({ host: 'https://parties.shop.test/', room: 'red', query: { locale: 'en', none: null }, path: 'sub' });
      new PartySocket({ host: 'localhost:1999', room: 'r', id: 'mine' });
      new PartySocket({ host: 'agents.shop.test', prefix: 'agents', party: 'helper', room: 'x', protocols: ['p'] });
    `;
    expect(await compare(partykit, { entry, minify })).toEqual(
      agreed(
        'wss://shop.partykit.test/parties/chat/blue',
        'wss://parties.shop.test/parties/main/red/sub?locale=en',
        'ws://localhost:1999/parties/main/r?_pk=mine',
        'wss://agents.shop.test/agents/helper/x p',
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import PartySocket from 'partysocket'; window.has = typeof PartySocket;`;
    expect(await compare(partykit, { entry, minify })).toEqual(agreed());
  });
});
