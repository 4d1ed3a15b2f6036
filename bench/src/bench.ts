/**
 * `npm run bench`: every figure of speed and size in one run, each bench in a process of its own, one after the other.
 * Writes the table into docs/speed.md, and with `-- --json file` the figures there too. Exits 1 where a goal is missed or
 * a bench ends early. `-- --only name` (may be repeated) runs some of them and leaves the document alone.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeSection } from './document.ts';
import { goalOf, isMissed, valueOf, type Figure } from './figures.ts';

const benches = ['start-up', 'one-page', 'critical-path', 'handshakes', 'static', 'many-sites'];

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string', multiple: true } },
});
const chosen = values.only ?? benches;
const unknown = chosen.find((name) => !benches.includes(name));
if (unknown !== undefined) throw new Error(`--only ${unknown}: there are ${benches.join(', ')}`);

const results: { bench: string; status: number | null; figures: Figure[] }[] = [];
for (const bench of chosen) {
  console.log(`\n== ${bench}`);
  results.push(await run(bench));
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
if (values.only === undefined) writeSection('speed', 'bench', tableOf());
const failed = results.filter(({ status, figures }) => status !== 0 || figures.some(isMissed));
if (failed.length > 0) {
  console.log(`\ngoals missed or ended early: ${failed.map(({ bench }) => bench).join(', ')}`);
  process.exitCode = 1;
}

function run(bench: string): Promise<(typeof results)[number]> {
  const figures: Figure[] = [];
  const child = fork(fileURLToPath(new URL(`${bench}.js`, import.meta.url)));
  child.on('message', (figure: Figure) => figures.push(figure));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ bench, status, figures }));
  });
}

function tableOf(): string {
  const rows = results.flatMap(({ bench, figures }) =>
    figures.map((figure) => [
      bench,
      figure.name,
      valueOf(figure),
      goalOf(figure),
      figure.goal === undefined ? '' : isMissed(figure) ? 'missed' : 'met',
    ]),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['bench', 'figure', 'value', 'goal', '']),
    line(['---', '---', '---:', '---', '---']),
    ...rows.map(line),
  ].join('\n');
}
