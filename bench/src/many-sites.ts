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
import { hostOf, kindOf, openSites } from './many-sites/sites.ts';
import { runMeasured, type ProcessUsage } from './process-usage.ts';

const roundTripMs = 50;
const short = 500;
const memoryGoal = 1.2;
const exponentGoal = 1.1;
const { values } = parseArgs({ options: { most: { type: 'string', default: '10000' } } });
const long = Number(values.most);
const wssure = fileURLToPath(new URL('../../packages/scanner/bin/wssure.js', import.meta.url));

const folder = mkdtempSync(path.join(tmpdir(), 'wssure-many-sites-'));
const sites = await openSites(roundTripMs);
const [few, many] = [await scanList(short), await scanList(long)];
sites.close();
rmSync(folder, { recursive: true });

const memory = many.peakBytes / few.peakBytes;
const exponent = Math.log(many.ms / few.ms) / Math.log(long / short);
tell(short, few);
tell(long, many);
console.log(`peak memory, long list / short list   ${memory.toFixed(2)} (goal: at most ${memoryGoal})`);
console.log(`growth of time with sites, exponent   ${exponent.toFixed(2)} (goal: at most ${exponentGoal})`);
if (memory > memoryGoal || exponent > exponentGoal) process.exitCode = 1;

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

function tell(length: number, { ms, cpuMs, peakBytes }: ProcessUsage): void {
  const perMinute = ((length / ms) * 60_000).toFixed(0);
  const cpu = `${((cpuMs / ms) * 100).toFixed(0)} % of a core, ${(cpuMs / length).toFixed(0)} ms each`;
  console.log(
    `${String(length).padStart(6)} sites   ${perMinute} a minute, ${cpu}, peak ${(peakBytes / 1e6).toFixed(0)} MB`,
  );
}
