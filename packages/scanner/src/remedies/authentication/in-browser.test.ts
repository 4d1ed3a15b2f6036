import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../../../../../lab/src/browser/devtools.ts';
import { fillRecipe } from '../fill.ts';
import { remedies } from '../list.ts';
import { Hijack, type Outcome } from '../testing/hijack.ts';
import { repaired, vulnerable, type ShopParts } from '../testing/shop-program.ts';
import { firstMessage } from './first-message.ts';
import { echoedNonce } from './nonce.ts';
import { queryToken } from './query-token.ts';
import { sameSiteCookie } from './same-site.ts';
import { subprotocolToken } from './subprotocol-token.ts';

/** A browser takes its time on a busy machine. */
const startMs = 30_000;

const everybodyReads: Outcome = {
  ownPage: 'reads',
  otherSite: 'reads',
  sandboxed: 'reads',
  sibling: 'reads',
};
const siblingReads: Outcome = {
  ownPage: 'reads',
  otherSite: 'nothing',
  sandboxed: 'nothing',
  sibling: 'reads',
};
const nobodyElseReads: Outcome = {
  ownPage: 'reads',
  otherSite: 'nothing',
  sandboxed: 'nothing',
  sibling: 'nothing',
};

const listeners = [queryToken, firstMessage, subprotocolToken, echoedNonce];

/** The shop with the Origin check that a report shows for it, in front of who has the cookie has the session. */
const originCheck = `${recipeFor('node-ws-noserver')}
const issueToken = () => 'unused';
sockets.on('connection', (connection, request) => {
  const session = sessionOf(request);
  if (session) serve(connection, session.user);
  else connection.close(4401);
});
`;

function recipeFor(id: string): string {
  const recipe = remedies.flatMap(({ recipes }) => recipes).find((one) => one.id === id);
  return fillRecipe(recipe?.code ?? '', { origin: 'https://shop.test', host: 'shop.test', path: '/live' });
}

/** The shop with another SameSite than the recipe's. */
function withCookie(attribute: string): ShopParts {
  return { ...vulnerable, cookie: sameSiteCookie.code.replace('; SameSite=Strict', attribute) };
}

/** A shop whose pages any website may read with the user's cookies. */
const openCors =
  "response.setHeader('access-control-allow-origin', request.headers.origin ?? '*'); response.setHeader('access-control-allow-credentials', 'true');";

/** The nonce sent where the foreign page reads it: over the socket. */
const nonceOverSocket: ShopParts = {
  ...vulnerable,
  server: echoedNonce.code.replace(
    'const patience =',
    'connection.send(issueToken(session));\n    const patience =',
  ),
  page: `${vulnerable.page}socket.addEventListener('message', ({ data }) => socket.send(data), { once: true });\n`,
};

test.runIf(process.env['WSSURE_REQUIRE_LAB'])('Chromium is installed for the gate', () => {
  expect(hasBrowser).toBe(true);
});

describe.skipIf(!hasBrowser)(
  "a user's data in Chromium (skipped where it is not installed)",
  { timeout: 60_000 },
  () => {
    let hijack: Hijack;
    beforeAll(async () => {
      hijack = await Hijack.prepare({ thirdPartyCookies: true });
    }, startMs);
    afterAll(() => hijack.close(), startMs);

    test('is read by another site and by a sibling before any fix', async () => {
      expect(await hijack.play(vulnerable)).toEqual(everybodyReads);
    });

    test.each<readonly [string, ShopParts]>([
      ['the Origin check', { ...vulnerable, server: originCheck }],
      ...listeners.map((recipe) => [recipe.title, repaired(recipe)] as const),
    ])('is for the shop’s own page alone after the fix: %s', async (_, parts) => {
      expect(await hijack.play(parts)).toEqual(nobodyElseReads);
    });

    test.each([
      ['that is SameSite=None', '; SameSite=None', everybodyReads, 'anna'],
      ['that names no SameSite', '', siblingReads, 'anna'],
      ['that is SameSite=Lax', '; SameSite=Lax', siblingReads, 'anna'],
      ['that is SameSite=Strict', '; SameSite=Strict', siblingReads, 'nobody'],
    ])(
      'behind a cookie %s, and who follows a link of another site',
      async (_, attribute, outcome, arrivesAs) => {
        const parts = withCookie(attribute);
        expect([await hijack.play(parts), await hijack.follow(parts)]).toEqual([outcome, arrivesAs]);
      },
    );

    test('is for the own page alone with SameSite=Strict and the Origin check', async () => {
      expect(await hijack.play({ ...withCookie('; SameSite=Strict'), server: originCheck })).toEqual(
        nobodyElseReads,
      );
    });

    test.each(listeners)(
      'is read by all again where CORS hands out what the page knows: $title',
      async (recipe) => {
        expect(await hijack.play({ ...repaired(recipe), listener: openCors })).toEqual(everybodyReads);
      },
    );

    test('is read by all where the nonce comes over the socket itself', async () => {
      expect(await hijack.play(nonceOverSocket)).toEqual(everybodyReads);
    });
  },
);

describe.skipIf(!hasBrowser)('in a Chromium that blocks third-party cookies', { timeout: 60_000 }, () => {
  let hijack: Hijack;
  beforeAll(async () => {
    hijack = await Hijack.prepare({ thirdPartyCookies: false });
  }, startMs);
  afterAll(() => hijack.close(), startMs);

  test('SameSite=None does not travel to another site, and a sibling reads all the same', async () => {
    expect(await hijack.play(vulnerable)).toEqual(siblingReads);
  });
});
