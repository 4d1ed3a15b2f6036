/**
 * `npm run bench:fleet`: what scanning so many sites takes and what gives way first, by simulation from figures that the
 * other benches print. Each has an option: `-- --cpu-ms 60 --network-ms 1500 --database-ms 20 --database-cores 4`.
 */
import { parseArgs } from 'node:util';
import { simulate, type Fleet } from './fleet/simulate.ts';

const { values } = parseArgs({
  options: {
    /** `bench:many-sites`, CPU for each, and `bench:static` for the scripts of a usual site. */
    'cpu-ms': { type: 'string', default: '150' },
    /** `bench:critical-path` with TLS at 50 ms, and a second of silence at one site in two. */
    'network-ms': { type: 'string', default: '1500' },
    /** `bench:queue`: what one scan costs the database, from accepting to ending. */
    'database-ms': { type: 'string', default: '20' },
    'database-cores': { type: 'string', default: '4' },
    'at-a-time': { type: 'string', default: '16' },
  },
});

const base = {
  atATime: Number(values['at-a-time']),
  cpuMs: Number(values['cpu-ms']),
  networkMs: Number(values['network-ms']),
  databaseMs: Number(values['database-ms']),
  databaseCores: Number(values['database-cores']),
} satisfies Partial<Fleet>;

console.log('| sites due at once | cores | done in | people wait, p99 | cores busy | database busy |');
console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
for (const scheduled of [10_000, 100_000, 1_000_000]) {
  for (const cores of [1, 2, 4, 8, 16, 32]) {
    const { doneMs, waitP99Ms, coresBusy, databaseBusy } = simulate({ ...base, scheduled, cores, asked: 1 });
    const cells = [
      scheduled.toLocaleString('en'),
      cores,
      lasting(doneMs),
      `${(waitP99Ms / 1_000).toFixed(2)} s`,
      `${(coresBusy * 100).toFixed(0)} %`,
      `${(databaseBusy * 100).toFixed(0)} %`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function lasting(ms: number): string {
  const hours = ms / 3_600_000;
  return hours < 1 ? `${(60 * hours).toFixed(0)} min` : `${hours.toFixed(1)} h`;
}
