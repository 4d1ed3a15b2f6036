/** The shop's user in Chromium, who signs in and then looks at pages of an attacker. */
import { createServer, type Server } from 'node:https';
import { DevTools } from '../../../../../lab/src/browser/devtools.ts';
import { Tab } from '../../../../../lab/src/browser/tab.ts';
import { serverKey, shopCertificate } from '../../net/testing/certificates.ts';
import { portOf } from '../../net/testing/servers.ts';
import { attackerPage } from './attacker-page.ts';
import { startShop, victimsData, vulnerable, type RunningShop, type ShopParts } from './shop-program.ts';

/** Of another registrable domain than the shop. */
const otherSite = 'evil.example';
/** Another origin of the shop's own site: a forum, user content, a forgotten name. */
const sibling = 'forum.shop.test';

export interface Outcome {
  /** What the shop's own page shows of its user's data. */
  readonly ownPage: 'reads' | 'nothing';
  readonly otherSite: 'reads' | 'nothing';
  /** The other site's page in a sandbox, whose Origin is null. */
  readonly sandboxed: 'reads' | 'nothing';
  readonly sibling: 'reads' | 'nothing';
}

export class Hijack {
  readonly #attacker: Server;
  readonly #devtools: DevTools;
  readonly #shopPort: number;

  private constructor(attacker: Server, devtools: DevTools, shopPort: number) {
    this.#attacker = attacker;
    this.#devtools = devtools;
    this.#shopPort = shopPort;
  }

  /**
   * @param thirdPartyCookies whether the browser lets them through, as Chrome and Edge do by default; Debian's Chromium
   *   does not.
   */
  static async prepare({ thirdPartyCookies }: { readonly thirdPartyCookies: boolean }): Promise<Hijack> {
    const attacker = createServer({ cert: shopCertificate, key: serverKey }, ({ url }, response) => {
      response.setHeader('content-type', 'text/html');
      if (url === '/sandboxed') response.setHeader('content-security-policy', 'sandbox allow-scripts');
      response.end(attackerPage);
    });
    await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
    const { port, close } = await startShop(vulnerable);
    await close();
    const hosts = [
      `MAP shop.test 127.0.0.1:${port}`,
      ...[otherSite, sibling].map((host) => `MAP ${host} 127.0.0.1:${portOf(attacker)}`),
      'MAP * ~NOTFOUND',
    ];
    const cookieControls = { profile: { cookie_controls_mode: thirdPartyCookies ? 0 : 1 } };
    return new Hijack(attacker, new DevTools(hosts.join(', '), cookieControls), port);
  }

  /** Who reads the user's data of this shop. */
  play(parts: ShopParts): Promise<Outcome> {
    return this.#signedIn(parts, async (tab) => {
      await tab.goTo('https://shop.test/');
      const own = await untilData(tab);
      return {
        ownPage: own.includes(victimsData) ? 'reads' : 'nothing',
        otherSite: await attack(tab, `https://${otherSite}/`),
        sandboxed: await attack(tab, `https://${otherSite}/sandboxed`),
        sibling: await attack(tab, `https://${sibling}/`),
      };
    });
  }

  /** Who the shop takes its signed-in user for when they follow a link of another site. */
  follow(parts: ShopParts): Promise<string> {
    return this.#signedIn(parts, async (tab) => {
      await tab.goTo(`https://${otherSite}/`);
      await tab.afterLoad(() =>
        tab.evaluate("void setTimeout(() => { location.href = 'https://shop.test/' })"),
      );
      return tab.text('#user');
    });
  }

  async close(): Promise<void> {
    await this.#devtools.close();
    this.#attacker.closeAllConnections();
    this.#attacker.close();
  }

  async #signedIn<Result>(parts: ShopParts, act: (tab: Tab) => Promise<Result>): Promise<Result> {
    const shop: RunningShop = await startShop(parts, this.#shopPort);
    const tab = await Tab.open(this.#devtools, { width: 800 });
    try {
      await tab.goTo('https://shop.test/sign-in');
      return await act(tab);
    } finally {
      await tab.close();
      await shop.close();
    }
  }
}

async function untilData(tab: Tab): Promise<string> {
  const end = Date.now() + 3_000;
  let data = '';
  await tab.until(async () => {
    data = await tab.text('#data');
    // Something else may have come before.
    return data.includes(victimsData) || Date.now() > end;
  }, "the shop's data");
  return data;
}

async function attack(tab: Tab, page: string): Promise<'reads' | 'nothing'> {
  await tab.goTo(page);
  const heard = String(await tab.evaluate("attack().then((heard) => heard.join('\\n'))"));
  return heard.includes(victimsData) ? 'reads' : 'nothing';
}
