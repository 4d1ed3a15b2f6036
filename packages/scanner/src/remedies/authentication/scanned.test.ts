import { get } from 'node:https';
import { describe, expect, test } from 'vitest';
import { testCa } from '../../net/testing/certificates.ts';
import type { ScanOptions } from '../../options.ts';
import type { Report } from '../../report.ts';
import { scan } from '../../scan.ts';
import { repaired, startShop, vulnerable, type ShopParts } from '../testing/shop-program.ts';
import authentication from '../authentication.ts';
import { firstMessage } from './first-message.ts';
import { echoedNonce } from './nonce.ts';
import { queryToken } from './query-token.ts';
import { sameSiteCookie } from './same-site.ts';
import { subprotocolToken } from './subprotocol-token.ts';

/** A session of the shop, as Playwright keeps it. */
async function signIn(port: number): Promise<NonNullable<ScanOptions['storageState']>> {
  const cookie = await new Promise<string>((resolve, reject) => {
    const at = { host: '127.0.0.1', port, path: '/sign-in', servername: 'shop.test', ca: testCa };
    get(at, (response) => {
      response.resume();
      resolve(response.headers['set-cookie']?.[0] ?? '');
    }).on('error', reject);
  });
  const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(cookie) ?? [];
  const sameSite = cookie.endsWith('SameSite=Strict') ? 'Strict' : 'None';
  const rest = { domain: 'shop.test', path: '/', expires: -1, secure: true, httpOnly: true } as const;
  return { cookies: [{ name, value, sameSite, ...rest }] };
}

async function scanned(parts: ShopParts, { signedIn }: { readonly signedIn: boolean }): Promise<Report> {
  const shop = await startShop(parts);
  try {
    return await scan('https://shop.test/', {
      connectTo: [`shop.test:443:127.0.0.1:${shop.port}`],
      ca: testCa,
      ...(signedIn && { storageState: await signIn(shop.port) }),
    });
  } finally {
    await shop.close();
  }
}

/** The Origin policy, and what is held against the shop. */
function told({ endpoints, findings }: Report): readonly (string | undefined)[] {
  const held = findings.filter(({ level }) => level !== 'note');
  return [
    endpoints[0]?.originPolicy,
    ...held.map(({ rule, level, severity }) => `${rule}: ${level}, ${severity}`),
  ];
}

const strict = sameSiteCookie.code;
const secondLock =
  "stays behind on other sites' pages (SameSite=Strict), which protects its session; pages on sibling subdomains of the site still send it";

describe('a scan with an account', { timeout: 60_000 }, () => {
  test.concurrent.each<[string, ShopParts, readonly string[]]>([
    [
      'before any fix',
      vulnerable,
      [
        'missing',
        'session-hijackable: fail, critical',
        'origin-not-validated: fail, high',
        'cookie-samesite: warn, medium',
      ],
    ],
    [
      queryToken.title,
      repaired(queryToken),
      ['token-gated', 'token-in-url: warn, medium', 'cookie-samesite: warn, low'],
    ],
    [subprotocolToken.title, repaired(subprotocolToken), ['token-gated', 'cookie-samesite: warn, low']],
    [`${subprotocolToken.title}, SameSite=Strict`, repaired(subprotocolToken, strict), ['token-gated']],
    [
      `${echoedNonce.title}, SameSite=None`,
      repaired(echoedNonce),
      [
        'missing',
        'session-hijackable: fail, critical',
        'origin-not-validated: fail, high',
        'cookie-samesite: warn, medium',
      ],
    ],
  ])('%s', async (_, parts, expected) => {
    expect(told(await scanned(parts, { signedIn: true }))).toEqual(expected);
  });

  test.concurrent.each([
    [sameSiteCookie.title, { ...vulnerable, cookie: strict }],
    [`${echoedNonce.title}, SameSite=Strict`, repaired(echoedNonce, strict)],
  ])('%s: the Origin finding stays, weighs less and names the cookie', async (_, parts) => {
    const report = await scanned(parts, { signedIn: true });
    expect(told(report)).toEqual(['missing', 'origin-not-validated: fail, medium']);
    expect(report.findings[0]?.message).toContain(secondLock);
  });
});

describe('a scan without an account', { timeout: 60_000 }, () => {
  test.concurrent(
    `${firstMessage.title}: the Origin finding stays, weighs little and names the token`,
    async () => {
      const report = await scanned(repaired(firstMessage), { signedIn: false });
      expect(told(report)).toEqual(['missing', 'origin-not-validated: fail, low']);
      expect(report.findings[0]?.message).toContain(
        'if it asks for a token in the first message, that token is what protects it',
      );
    },
  );

  test.concurrent.each([
    ['before any fix', vulnerable],
    [queryToken.title, repaired(queryToken)],
    [subprotocolToken.title, repaired(subprotocolToken)],
    [echoedNonce.title, repaired(echoedNonce)],
  ])('%s: nothing to compare with', async (_, parts) => {
    expect(told(await scanned(parts, { signedIn: false }))).toEqual([
      'undetermined',
      'origin-undetermined: warn, info',
    ]);
  });
});

/** Shops that have what the recipes are to fix. */
const faults: Record<string, ShopParts> = {
  'session-unauthenticated': {
    ...vulnerable,
    server: vulnerable.server.replace('if (!session)', 'if (false)').replace('session.user', "'anybody'"),
  },
  'session-hijackable': vulnerable,
  'cookie-samesite': vulnerable,
  'token-in-url': repaired(queryToken),
};

function rulesOf({ findings }: Report): readonly string[] {
  return findings.map(({ rule }) => rule);
}

describe('what a recipe is said to fix', { timeout: 60_000 }, () => {
  test.concurrent.each(Object.entries(faults))('%s: is found before', async (rule, parts) => {
    expect(rulesOf(await scanned(parts, { signedIn: rule !== 'session-unauthenticated' }))).toContain(rule);
  });

  test.concurrent.each(authentication.recipes.map((recipe) => [recipe.id, recipe] as const))(
    '%s: is not found after',
    async (_, { code, fixes, defence }) => {
      const isCookie = code === sameSiteCookie.code;
      const parts = isCookie
        ? { ...vulnerable, cookie: code }
        : { ...vulnerable, server: code, page: defence?.client ?? '' };
      const found = rulesOf(await scanned(parts, { signedIn: true }));
      expect(fixes.filter((rule) => found.includes(rule))).toEqual([]);
    },
  );
});
