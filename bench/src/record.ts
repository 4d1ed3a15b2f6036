/**
 * `npm run bench:record [-- --all] [part of a page's id …]`: loads pages of the corpus in Chromium and writes
 * what each one dials to its `truth.json`. Without `--all`, only pages that have none yet or are named.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DevTools } from '../../lab/dist/browser/devtools.js';
import { recordPage } from './browser/record-page.ts';
import { assemble } from './pages/assemble.ts';
import { loadPages, type CorpusPage, type Truth } from './pages/page.ts';
import { openSite } from './pages/site.ts';

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith('--'));
const pages = loadPages(named).filter(
  ({ truth, label }) => !label.byHand && (named.length > 0 || args.includes('--all') || truth === null),
);

await assemble(pages);
const site = await openSite();
const devtools = new DevTools(`MAP * 127.0.0.1:${site.port}`);
try {
  const { product } = await devtools.send('Browser.getVersion');
  await devtools.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  });
  for (const page of pages) await record(page, String(product));
} finally {
  await devtools.close();
  await site.close();
}

async function record(page: CorpusPage, browser: string): Promise<void> {
  site.show(page);
  const { sockets, errors } = await recordPage(devtools, page);
  const truth: Truth = { browser, sockets };
  writeFileSync(join(page.folders[0] ?? '', 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
  console.log(
    [page.id, ...sockets.map((url) => `  ${url}`), ...errors.map((error) => `  ! ${error}`)].join('\n'),
  );
}
