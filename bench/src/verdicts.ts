/**
 * `npm run bench:verdicts [-- part of a server's name …] [--runs n]`: servers whose Origin policy is known, each
 * started anew, probed as `wssure probe` does and compared with the truth, three times. Prints the table; for all
 * servers also writes it to docs/accuracy.md. Exits 1 on any wrong answer.
 */
import { parseArgs } from 'node:util';
import { writeSection } from './document.ts';
import type { VerdictCase } from './verdicts/case.ts';
import { cases } from './verdicts/cases.ts';
import { openLab } from './verdicts/lab.ts';
import { installServers } from './verdicts/framework-servers.ts';
import { judge, type Answer } from './verdicts/judge.ts';
import { allRight, caseTable, familyTable, missList, type Row } from './verdicts/table.ts';

/**
 * Servers that are judged at a time. Those of this process cost little but patience; the others are programs to start,
 * and would disturb each other's measurements.
 */
const atATime = { own: 10, real: 3 } as const;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' } },
});
const lab = openLab();
const wanted = [...cases, ...lab.cases].filter(
  ({ family, name }) =>
    positionals.length === 0 || positionals.some((part) => `${family}: ${name}`.includes(part)),
);
if (wanted.length === 0) throw new Error(`no server's name contains ${positionals.join(' or ')}`);

installServers();
lab.prepare(wanted);
const answers = new Map<VerdictCase, Answer[]>(wanted.map((server) => [server, []]));
const absent = new Set<VerdictCase>();
for (let run = 0; run < Number(values.runs); run += 1) await judgeAll();
lab.close();

const rows = wanted
  .filter((server) => !absent.has(server))
  .map((server): Row => ({ server, answers: answers.get(server) ?? [] }));
const right = rows.filter(allRight).length;
const real = rows.filter(({ server }) => server.real === true).length;
const summary = [
  `${rows.length} servers, ${real} of them real frameworks and proxies, ${values.runs} runs in a row: ${right} right in every run.`,
  familyTable(rows),
  `### Wrong verdicts\n\n${missList(rows)}`,
  `### Every server\n\n${caseTable(rows)}`,
].join('\n\n');
console.log(summary);
if (absent.size > 0) {
  const names = [...absent].map(({ family, name }) => `${family}: ${name}`);
  console.log(`\nLeft out, because this machine lacks them:\n\n- ${names.join('\n- ')}`);
}
if (positionals.length === 0) writeSection('accuracy', 'bench:verdicts', summary);
// Frameworks and clients leave timers behind.
process.exit(right === rows.length && rows.length > 0 ? 0 : 1);

async function judgeAll(): Promise<void> {
  const waiting = wanted.filter((server) => !absent.has(server));
  const real = waiting.filter((server) => server.real === true);
  const own = waiting.filter((server) => server.real !== true);
  await Promise.all([judgeThese(own, atATime.own), judgeThese(real, atATime.real)]);
}

async function judgeThese(waiting: VerdictCase[], count: number): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let server = waiting.shift(); server; server = waiting.shift()) {
      const answer = await judge(server).catch(failed);
      if (answer === null) absent.add(server);
      else answers.get(server)?.push(answer);
    }
  };
  await Promise.all(Array.from({ length: count }, worker));
}

function failed(error: unknown): Answer {
  return {
    policy: 'failed',
    bypasses: [],
    reason: error instanceof Error ? error.message : String(error),
    ms: 0,
  };
}
