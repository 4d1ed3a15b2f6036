import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan } from 'wssure';
import { violationsOf } from '../../../../lab/dist/browser/accessibility.js';
import { DevTools, hasBrowser } from '../../../../lab/dist/browser/devtools.js';
import { Tab } from '../../../../lab/dist/browser/tab.js';
import { hasPostgres } from '../../../../lab/src/postgres.ts';
import type { Server } from '../serve.ts';
import { startEmbedded, startShared, type Kind } from '../testing/kinds.ts';
import { testServer } from '../testing/server.ts';
import { startSite, type Site } from '../testing/site.ts';

/** Pictures of every page at every size, to be looked at; not in the repository. */
const pictures = new URL('../../../../.cache/pictures/', import.meta.url);

/** Each with a host of its own, whose history is not another's; both databases with script and without. */
const views = [
  { width: 390, scheme: 'light', script: true, host: '127.0.0.2', database: 'embedded' },
  { width: 390, scheme: 'dark', script: false, host: '127.0.0.3', database: 'postgresql' },
  { width: 1280, scheme: 'dark', script: true, host: '127.0.0.4', database: 'postgresql' },
  { width: 1280, scheme: 'light', script: false, host: '127.0.0.5', database: 'embedded' },
] as const;

type View = (typeof views)[number];

/** How far things have moved by themselves since the page was loaded (Layout Instability API): a resize is not counted. */
const layoutShift = `new Promise((resolve) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) moved += value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(moved), 200);
})`;

/** What has the focus, and how wide it is drawn round. */
const focused = `(() => { const { id, innerText } = document.activeElement;
  return [id || innerText.trim(), getComputedStyle(document.activeElement).outlineWidth]; })()`;

describe.skipIf(!hasBrowser)('a site owner', { timeout: 90_000 }, () => {
  let devtools: DevTools;
  let server: Server;
  const kinds: Kind[] = [];
  const servers: Partial<Record<Kind['name'], Server>> = {};

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    for (const start of hasPostgres() ? [startEmbedded, startShared] : [startEmbedded]) {
      const kind = await start();
      kinds.push(kind);
      servers[kind.name] = await testServer(await kind.fresh(), {}, { workers: 2 });
    }
    server = serverOn('embedded');
    devtools = new DevTools();
  }, 60_000);
  afterAll(async () => {
    await devtools.close();
    for (const each of Object.values(servers)) await each.stop();
    for (const kind of kinds) await kind.stop();
  });

  function serverOn(database: Kind['name']): Server {
    const found = servers[database];
    if (!found) throw new Error(`there is no server on ${database}`);
    return found;
  }

  const possible = views.filter(({ database }) => database === 'embedded' || hasPostgres());
  test.concurrent.each(possible)(
    'goes the whole way at $width px, $scheme, script: $script, $database',
    async (view) => {
      const site = await startSite({ host: view.host, delayMs: 300, greeting: '' });
      const tab = await Tab.open(devtools, view);
      const { origin } = serverOn(view.database);
      try {
        await entersThePage(tab, view, site, origin);
        await mendsTheSite(tab, view, site);
        await seesWhatIsFixed(tab, view);
        await tab.goTo(`${origin}/scans/nothing`);
        expect(await tab.text('h1')).toBe('There is no such page');
        await look(tab, view, 'not-found');
        for (const name of ['login', 'docs']) {
          await tab.goTo(`${origin}/${name}`);
          await look(tab, view, name);
        }
        expect(tab.complaints.filter((text) => !text.includes('404'))).toEqual([]);
      } finally {
        await tab.close();
        await site.close();
      }
    },
  );

  test('gets about by keyboard, and sees where', async () => {
    const tab = await Tab.open(devtools, { width: 1280 });
    await tab.goTo(`${server.origin}/`);
    const stops: unknown[] = [];
    for (let press = 0; press < 6; press++) {
      await tab.press('Tab');
      stops.push(await tab.evaluate(focused));
    }
    expect(stops).toEqual([
      ['To the content', '3px'],
      ['wssure', '3px'],
      ['Check a page', '3px'],
      ['API', '3px'],
      ['url', '3px'],
      ['Check its WebSockets', '3px'],
    ]);
    await tab.close();
  });

  test('finds nothing wrong with the service itself', async () => {
    const { verdict, conclusion } = await scan(`${server.origin}/`, { crawl: 10 });
    expect([verdict, conclusion]).toEqual(['pass', expect.stringContaining('no WebSocket')]);
  });
});

/** Looks at the page as a reader, as a screen reader and as a phone does. */
async function look(tab: Tab, view: View, name: string): Promise<void> {
  const file = `${name}-${view.width}-${view.scheme}${view.script ? '' : '-no-script'}.png`;
  writeFileSync(new URL(file, pictures), await tab.picture());
  const wider = await tab.evaluate('document.documentElement.scrollWidth - innerWidth');
  const violations = await violationsOf(tab, view);
  expect({ name, wider, violations }).toEqual({ name, wider: 0, violations: [] });
}

async function entersThePage(tab: Tab, view: View, site: Site, origin: string): Promise<void> {
  await tab.goTo(`${origin}/`);
  await look(tab, view, 'home');
  await tab.type('#url', site.url);
  await tab.afterLoad(() => tab.press('Enter'));
  expect(await tab.text('h1')).toBe(site.url);
  await tab.until(async () => /\d+ of \d+/.test(await tab.text('[data-stage=read]')), 'progress');
  // Without script the page loads itself anew while it is looked at.
  if (view.script) await look(tab, view, 'progress');
  await tab.until(async () => /\d+ of \d+/.test(await tab.text('[data-stage=probe]')), 'handshakes');
  const moved = view.script ? await tab.evaluate(layoutShift) : 0;
  expect(moved).toBe(0);
  await tab.until(async () => (await tab.text('.verdict-word')).includes('FAIL'), 'the results');
  await look(tab, view, 'results');
}

async function mendsTheSite(tab: Tab, view: View, site: Site): Promise<void> {
  await tab.afterLoad(() => tab.click('.todo a[href$=origin-not-validated]'));
  expect(await tab.text('.place')).toMatch(/^Check \d+ of \d+$/);
  expect(await tab.text('main')).toContain('new WebSocket("ws://" + location.host + "/live")');
  await look(tab, view, 'rule');
  site.weak = false;
  await tab.afterLoad(() => tab.click('.again button'));
  await tab.until(async () => (await tab.text('.verdict-word')).includes('PASS'), 'the new results');
  expect(await tab.text('.since strong')).toBe('1 fixed, 0 new, 0 unchanged');
  await look(tab, view, 'fixed');
}

async function seesWhatIsFixed(tab: Tab, view: View): Promise<void> {
  await tab.afterLoad(() => tab.click('.since a'));
  expect(await tab.text('.compare')).toMatch(/1 fixed\s+Server accepts WebSockets from any website/);
  await look(tab, view, 'history');
}
