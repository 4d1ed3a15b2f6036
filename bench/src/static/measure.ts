/**
 * The measured process of `npm run bench:static`: `parse|analyse` and `--bytes n` (the beginning of the list) or
 * `--file name`. Prints one line of JSON. CPU is that of all threads, after the modules are loaded; memory is the
 * process's peak.
 */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import type { startAnalysis as StartAnalysis } from '../../../packages/scanner/dist/extract/start.js';
import type { defaultLimits as DefaultLimits } from '../../../packages/scanner/dist/limits.js';
import type { tuneEngineSoon as TuneEngineSoon } from '../../../packages/scanner/dist/cli/tune-engine.js';
import { firstBytes, listBundles, needsParsing, readBundle, type Bundle } from './bundles.ts';

export interface Measurement {
  readonly files: number;
  readonly bytes: number;
  /** Of those files, the ones that had to be parsed. */
  readonly needed: number;
  readonly neededBytes: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly peakBytes: number;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { bytes: { type: 'string' }, file: { type: 'string' } },
});
const all = listBundles();
const bundles = values.file
  ? all.filter(({ name }) => name === values.file)
  : firstBytes(all, Number(values.bytes));
const needed = bundles.filter((bundle) => needsParsing(readBundle(bundle)));
const run = positionals[0] === 'parse' ? barely() : await analysed();

const cpuBefore = process.cpuUsage();
const wallBefore = performance.now();
await run();
const cpu = process.cpuUsage(cpuBefore);
const measurement: Measurement = {
  files: bundles.length,
  bytes: sum(bundles),
  needed: needed.length,
  neededBytes: sum(needed),
  cpuMs: (cpu.user + cpu.system) / 1000,
  wallMs: performance.now() - wallBefore,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(measurement));

/** meriyah alone, on what needs parsing; each tree is dropped before the next. */
function barely(): () => Promise<void> {
  const require = createRequire(new URL('../../../packages/scanner/package.json', import.meta.url));
  const { parse } = require('meriyah') as { parse: (text: string, options: object) => unknown };
  const options = { ranges: { start: true, end: true }, webcompat: true, next: true, validateRegex: false };
  return async () => {
    for (const bundle of needed) {
      const text = readBundle(bundle);
      try {
        parse(text, { ...options, sourceType: 'script' });
      } catch {
        try {
          parse(text, { ...options, sourceType: 'module' });
        } catch {
          // A file that is no JavaScript costs what it costs.
        }
      }
    }
  };
}

/** wssure's analysis as the command runs it, one site after another, each with a page that loads its files. */
async function analysed(): Promise<() => Promise<void>> {
  const scanner = new URL('../../../packages/scanner/dist/', import.meta.url);
  const { startAnalysis } = (await import(new URL('extract/start.js', scanner).href)) as {
    startAnalysis: typeof StartAnalysis;
  };
  const { defaultLimits } = (await import(new URL('limits.js', scanner).href)) as {
    defaultLimits: typeof DefaultLimits;
  };
  const { tuneEngineSoon } = (await import(new URL('cli/tune-engine.js', scanner).href)) as {
    tuneEngineSoon: typeof TuneEngineSoon;
  };
  return async () => {
    tuneEngineSoon();
    for (const name of new Set(bundles.map(({ site }) => site))) {
      const site = bundles.filter((bundle) => bundle.site === name);
      const analysis = startAnalysis(defaultLimits);
      const page = 'https://shop.test/';
      const url = ({ name }: Bundle): string => new URL(name, page).href;
      const elements = site.map((bundle) => `<script src="${url(bundle)}"></script>`).join('\n');
      await analysis.document({ url: page, text: `<!doctype html><title>Bench</title>${elements}` });
      for (const bundle of site)
        await analysis.script({
          url: url(bundle),
          kind: 'script',
          goal: 'script',
          text: readBundle(bundle),
          baseUrl: page,
          realm: page,
        });
      await analysis.references();
      await analysis.close();
    }
  };
}

function sum(list: readonly Bundle[]): number {
  return list.reduce((total, { bytes }) => total + bytes, 0);
}
