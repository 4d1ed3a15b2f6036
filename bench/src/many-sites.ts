/**
 * `npm run bench:many-sites`: one process scans lists of sites with names of their own, over a link with a round trip
 * of 50 ms, and streams its reports. Memory is to be the same for a long list as for a short one, and time to grow with
 * the list. Exits 1 where it does not, and where a report is missing, wrong or there twice.
 *
 * `-- --most n` makes the long list n sites long (default 10,000).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Report } from 'wssure';
import { tell } from './figures.ts';
import { hostOf, kindOf, openSites } from './many-sites/sites.ts';
import { runMeasured, type ProcessUsage } from './process-usage.ts';

const roundTripMs = 50;
const short = 500;
const { values } = parseArgs({ options: { most: { type: 'string', default: '10000' } } });
const long = Number(values.most);
const wssure = fileURLToPath(new URL('../../packages/scanner/bin/wssure.js', import.meta.url));

const folder = mkdtempSync(path.join(tmpdir(), 'wssure-many-sites-'));
const sites = await openSites(roundTripMs);
const [few, many] = [await scanList(short), await scanList(long)];
sites.close();
rmSync(folder, { recursive: true });

for (const [length, { ms, cpuMs, peakBytes }] of [
  [short, few],
  [long, many],
] as const) {
  tell({ name: `${length} sites: scanned`, value: (length / ms) * 60_000, unit: 'a minute', digits: 0 });
  tell({ name: `${length} sites: of one core`, value: (cpuMs / ms) * 100, unit: '%', digits: 0 });
  tell({ name: `${length} sites: CPU for each`, value: cpuMs / length, unit: 'ms', digits: 0 });
  tell({
    name: `${length} sites: peak memory of the process`,
    value: peakBytes / 1e6,
    unit: 'MB',
    digits: 0,
  });
}
tell({
  name: `peak memory, ${long} sites / ${short} sites`,
  value: many.peakBytes / few.peakBytes,
  unit: '×',
  goal: { atMost: 1.2 },
});
tell({
  name: 'growth of time with sites (exponent)',
  value: Math.log(many.ms / few.ms) / Math.log(long / short),
  unit: '',
  goal: { atMost: 1.1 },
});

async function scanList(length: number): Promise<ProcessUsage> {
  const file = path.join(folder, `${length}.txt`);
  const hosts = Array.from({ length }, (_, index) => hostOf(index));
  writeFileSync(file, hosts.map((host) => `http://${host}/\n`).join(''));
  const seen = new Map<string, string>();
  let rest = '';
  const usage = await runMeasured(
    [wssure, '--targets', file, '--format', 'jsonl', '--quiet', '--connect-to', `::127.0.0.1:${sites.port}`],
    (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const { target, verdict, endpoints } = JSON.parse(line) as Pick<
          Report,
          'target' | 'verdict' | 'endpoints'
        >;
        if (seen.has(target)) throw new Error(`${target} was reported twice`);
        seen.set(target, [verdict, ...endpoints.map(({ originPolicy }) => originPolicy)].join(' '));
      }
    },
  );
  hosts.forEach((host, index) => {
    const [got, truth] = [seen.get(`http://${host}/`) ?? 'nothing', kindOf(index).says];
    if (got !== truth) throw new Error(`${host}: ${got}, where it is to be ${truth}`);
  });
  return usage;
}
