/**
 * `npm run bench:static`: the static analysis on at least 100 MB of real bundles, each figure from a process of
 * its own. CPU and memory are compared with meriyah's bare parse; times by themselves decide nothing. Writes its table
 * to docs/speed.md.
 */
import { fileURLToPath } from 'node:url';
import { writeSection } from './document.ts';
import { goalOf, isMissed, tell, valueOf, type Figure } from './figures.ts';
import { installPackages } from './pages/packages.ts';
import { listBundles } from './static/bundles.ts';
import type { Measurement } from './static/measure.ts';
import { runNode } from './whole-process.ts';

const goals = { cpu: 1.6, memory: 1.3, exponent: 1.1 };
const megabyte = 1e6;
const sizes = [1, 3, 10, 30, 100].map((count) => count * megabyte);
const child = fileURLToPath(new URL('./static/measure.js', import.meta.url));

installPackages();
const bundles = listBundles();

const parsedBefore = await measure('parse', '--bytes', String(sizes.at(-1)));
const grown: Measurement[] = [];
for (const bytes of sizes) grown.push(await measure('analyse', '--bytes', String(bytes)));
const parsed = await measure('parse', '--bytes', String(sizes.at(-1)));
const whole = grown.at(-1) ?? parsed;
const parseMs = (parsedBefore.cpuMs + parsed.cpuMs) / 2;

const figures: Figure[] = [
  {
    name: 'CPU of the analysis of all bundles, against the bare parse of those that need one',
    value: whole.cpuMs / parseMs,
    unit: '×',
    goal: { atMost: goals.cpu },
  },
  {
    name: 'the same, each per MB of its own bundles',
    value: whole.cpuMs / whole.bytes / (parseMs / parsed.neededBytes),
    unit: '×',
  },
  {
    name: `CPU from 1 to 100 MB (${grown.map(({ cpuMs }) => (cpuMs / 1000).toFixed(1)).join(', ')} s), exponent`,
    value: slope(grown.map(({ bytes, cpuMs }) => [Math.log(bytes), Math.log(cpuMs)])),
    unit: '',
    goal: { atMost: goals.exponent },
  },
  {
    name: `end to end, ${whole.files} bundles`,
    value: (whole.bytes / megabyte / whole.wallMs) * 1000,
    unit: 'MB/s',
    digits: 1,
  },
  share('skipped without a parse: bytes', parsed.neededBytes / parsed.bytes),
  share('skipped without a parse: files', parsed.needed / parsed.files),
  ...(await memoryRatios()).map(({ name, bytes, ratio }) => ({
    name: `peak memory against the bare parse, ${mb(bytes)} MB: ${name.split('/').at(-1)}`,
    value: ratio,
    unit: '×',
    goal: { atMost: goals.memory },
  })),
];
for (const figure of figures) tell(figure);
writeSection(
  'speed',
  'bench:static',
  ['| measured | figure | goal |', '| --- | ---: | --- |', ...figures.map(row)].join('\n'),
);

function row(figure: Figure): string {
  return `| ${figure.name} | ${valueOf(figure).trim()} | ${goalOf(figure)}${isMissed(figure) ? ' (**missed**)' : ''} |`;
}

function share(name: string, needed: number): Figure {
  return { name, value: 100 * (1 - needed), unit: '%', digits: 0 };
}

/** The largest bundles that are parsed, one process for each. */
async function memoryRatios(): Promise<readonly { name: string; bytes: number; ratio: number }[]> {
  const ratios: { name: string; bytes: number; ratio: number }[] = [];
  for (const { name, bytes } of largest(3)) {
    const bare = await measure('parse', '--file', name);
    const ours = await measure('analyse', '--file', name);
    ratios.push({ name, bytes, ratio: ours.peakBytes / bare.peakBytes });
  }
  return ratios;
}

function largest(count: number): readonly { name: string; bytes: number }[] {
  return bundles.toSorted((a, b) => b.bytes - a.bytes).slice(0, count);
}

async function measure(...args: readonly string[]): Promise<Measurement> {
  const { stdout, status } = await runNode([child, ...args]);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}`);
  return JSON.parse(stdout) as Measurement;
}

/** The slope of the least-squares line. */
function slope(points: readonly (readonly number[])[]): number {
  const mean = (index: number): number =>
    points.reduce((all, point) => all + (point[index] ?? 0), 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((all, [px = 0, py = 0]) => all + (px - x) * (py - y), 0);
  return above / points.reduce((all, [px = 0]) => all + (px - x) ** 2, 0);
}

function mb(bytes: number): string {
  return (bytes / megabyte).toFixed(1);
}
