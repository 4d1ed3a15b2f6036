/**
 * `npm run bench:static`: the static analysis on at least 100 MB of real bundles, each figure from a process of
 * its own. CPU and memory are compared with meriyah's bare parse; times by themselves decide nothing.
 */
import { fileURLToPath } from 'node:url';
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

const parsed = await measure('parse', '--bytes', String(sizes.at(-1)));
const grown: Measurement[] = [];
for (const bytes of sizes) grown.push(await measure('analyse', '--bytes', String(bytes)));
const whole = grown.at(-1) ?? parsed;

const cpu = whole.cpuMs / whole.bytes / (parsed.cpuMs / parsed.neededBytes);
const exponent = slope(grown.map(({ bytes, cpuMs }) => [Math.log(bytes), Math.log(cpuMs)]));
console.log(
  `${whole.files} bundles, ${mb(whole.bytes)} MB; ${mb(parsed.neededBytes)} MB of them name a socket`,
);
console.log(
  `skippable without a parse       ${percent(1 - parsed.neededBytes / parsed.bytes)} of the bytes, ${percent(1 - parsed.needed / parsed.files)} of the files`,
);
console.log(
  `end to end                      ${((whole.bytes / megabyte / whole.wallMs) * 1000).toFixed(1)} MB/s`,
);
console.log(
  `CPU against the bare parse      ${(whole.cpuMs / parsed.cpuMs).toFixed(2)} (goal: at most ${goals.cpu}); per MB of everything ${cpu.toFixed(2)}`,
);
console.log(
  `CPU from 1 to 100 MB            exponent ${exponent.toFixed(2)} (goal: at most ${goals.exponent})`,
);

const memory = await memoryRatios();
for (const { name, bytes, ratio } of memory)
  console.log(
    `peak memory, ${mb(bytes)} MB file          ${ratio.toFixed(2)} of the bare parse (goal: at most ${goals.memory})  ${name}`,
  );
if (
  whole.cpuMs / parsed.cpuMs > goals.cpu ||
  exponent > goals.exponent ||
  memory.some(({ ratio }) => ratio > goals.memory)
)
  process.exitCode = 1;

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
  const { stdout, status } = await runNode(['--max-old-space-size=6000', child, ...args]);
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

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
