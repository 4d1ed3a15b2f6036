/**
 * `npm run test:hostile`: scans sites that are made to stop, fool or flood a scan, each by a process of its own, and
 * prints what the worst of them took. Exits 1 where one breaks the promise. `-- <text...>` runs the cases whose family
 * or name contains one of the texts; `--verbose` prints each case.
 */
import { families } from './hostile/families.ts';
import { promise, runCase } from './hostile/run-case.ts';

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const verbose = process.argv.includes('--verbose');
let [cases, failed] = [0, 0];
const worst = { ms: { value: 0, name: '' }, bytes: { value: 0, name: '' } };

function note(measure: 'ms' | 'bytes', value: number, name: string): void {
  if (value > worst[measure].value) worst[measure] = { value, name };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

for (const family of families) {
  const own = family.cases.filter(
    ({ name }) => wanted.length === 0 || wanted.some((text) => `${family.name}: ${name}`.includes(text)),
  );
  for (const hostile of own) {
    const name = `${family.name}: ${hostile.name}`;
    const { ms, bytes, problems } = await runCase(hostile);
    cases += 1;
    note('ms', ms, name);
    note('bytes', bytes, name);
    if (problems.length > 0) failed += 1;
    if (problems.length > 0 || verbose)
      console.log(`${problems.length > 0 ? 'FAILED' : 'held  '} ${name} (${ms} ms, ${megabytes(bytes)})`);
    for (const problem of problems) console.log(`         ${problem}`);
  }
}

console.log(`cases          ${cases} in ${families.length} families, ${failed} failed`);
console.log(`worst time     ${worst.ms.value} ms (${worst.ms.name}); at most ${promise.ms} ms`);
console.log(
  `worst memory   ${megabytes(worst.bytes.value)} (${worst.bytes.name}); at most ${megabytes(promise.bytes)}`,
);
if (failed > 0 || cases === 0) process.exitCode = 1;
