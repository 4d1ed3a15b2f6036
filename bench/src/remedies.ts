/**
 * `npm run bench:remedies [-- recipe …]`: starts the vulnerable program of every recipe, scans it, applies the code that
 * the report shows, scans again. Prints the table. Exits 1 unless every row went from fail to pass; with
 * WSSURE_REQUIRE_LAB set, also where a stack is not installed.
 */
import { cases } from './remedies/cases.ts';
import type { RemedyCase } from './remedies/case.ts';
import { enterOwnNetwork } from './remedies/own-network.ts';
import { prove, type Proof } from './remedies/prove.ts';
import { proofTable, stackOf, type Row } from './remedies/table.ts';
import { NotInstalled } from './verdicts/case.ts';
import { installServers } from './verdicts/framework-servers.ts';

/** Rows at a time: most of the time is spent watching connections. */
const atATime = 4;

const names = process.argv.slice(2);
const unknown = names.filter((name) => !cases.some(({ recipe }) => recipe === name));
if (unknown.length > 0)
  throw new Error(
    `no recipe ${unknown.join(', ')}; there are ${cases.map(({ recipe }) => recipe).join(', ')}`,
  );
const wanted = cases.filter(({ recipe }) => names.length === 0 || names.includes(recipe));

installServers();
if (wanted.some(({ fixedPorts }) => fixedPorts)) enterOwnNetwork();
const proofs = new Map<RemedyCase, Proof | NotInstalled>();
await Promise.all([
  // Those with fixed ports follow each other.
  work(wanted.filter(({ fixedPorts }) => fixedPorts)),
  ...Array.from({ length: atATime }, lane(wanted.filter(({ fixedPorts }) => !fixedPorts))),
]);

const rows = wanted.flatMap((one): Row[] => {
  const proof = proofs.get(one);
  return proof && !(proof instanceof NotInstalled) ? [{ one, proof }] : [];
});
const absent = wanted.flatMap((one) => {
  const proof = proofs.get(one);
  return proof instanceof NotInstalled ? [`${one.recipe} (${proof.message})`] : [];
});
const wrong = rows.filter(({ proof }) => proof.problems.length > 0);
const stacks = new Set(rows.filter((row) => !wrong.includes(row)).map(({ one }) => stackOf(one)));
console.log(proofTable(rows));
console.log(`\n${rows.length - wrong.length} of ${rows.length} recipes proved, on ${stacks.size} stacks.`);
for (const { one, proof } of wrong) console.log(`\n${one.recipe}: ${proof.problems.join('; ')}`);
if (absent.length > 0) console.log(`\nSkipped, because this machine lacks them: ${absent.join(', ')}`);
const required = process.env['WSSURE_REQUIRE_LAB'] !== undefined;
process.exit(wrong.length > 0 || rows.length === 0 || (required && absent.length > 0) ? 1 : 0);

/** A worker of a shared list. */
function lane(list: RemedyCase[]): () => Promise<void> {
  return () => work(list);
}

async function work(list: RemedyCase[]): Promise<void> {
  for (let one = list.shift(); one; one = list.shift()) {
    proofs.set(one, await prove(one));
    console.error(`${one.recipe}: done`);
  }
}
