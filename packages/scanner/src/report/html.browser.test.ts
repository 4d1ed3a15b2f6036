import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from '../../../../lab/dist/browser/accessibility.js';
import { DevTools, hasBrowser } from '../../../../lab/dist/browser/devtools.js';
import { Tab } from '../../../../lab/dist/browser/tab.js';
import { html } from './html.tsx';
import { hostileReport } from './testing/hostile.ts';
import { errorReport, failReport, noSocketReport, passReport, warnReport } from './testing/reports.ts';

const reports = { failReport, warnReport, passReport, noSocketReport, errorReport, hostileReport };
const context = { color: false, width: 80, command: 'wssure https://shop.test/' };
/** To be looked at; not in the repository. */
const pictures = new URL('../../../../.cache/pictures/', import.meta.url);

describe.skipIf(!hasBrowser)('the HTML report in a browser', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'wssure-report-'));
  let devtools: DevTools;
  let tab: Tab;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    devtools = new DevTools();
    tab = await Tab.open(devtools, { width: 390 });
  });
  afterAll(async () => {
    await devtools.close();
    rmSync(folder, { recursive: true });
  });

  test.each(Object.entries(reports))(
    '%s fits a phone and a desk, and is read aloud',
    async (name, report) => {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, html.render(report, context));
      for (const width of [390, 1280]) {
        for (const scheme of ['light', 'dark'] as const) {
          const view = { width, scheme };
          await tab.show(view);
          await tab.goTo(pathToFileURL(file).href);
          writeFileSync(new URL(`report-${name}-${width}-${scheme}.png`, pictures), await tab.picture());
          const wider = await tab.evaluate('document.documentElement.scrollWidth - innerWidth');
          const violations = await violationsOf(tab, view);
          expect({ view, wider, violations }).toEqual({ view, wider: 0, violations: [] });
        }
      }
      expect(tab.complaints).toEqual([]);
    },
  );
});
