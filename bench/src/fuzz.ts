/**
 * `npm run fuzz -- --minutes n [--seed s] [--target name]`: looks for inputs that break the extractors, the evaluator,
 * the addresses, the handshakes over both versions of HTTP and the reports, in turn, until the time is over. Prints what was tried, and each
 * finding with the seed and the smallest input that shows it; exits 1 where there is one.
 */
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { evaluation } from './fuzz/evaluation.ts';
import { html, javascript } from './fuzz/extraction.ts';
import { handshakesOverHttp2 } from './fuzz/handshakes-http2.ts';
import { handshakes } from './fuzz/handshakes.ts';
import { reports } from './fuzz/reports.ts';
import { Sandbox } from './fuzz/sandbox.ts';
import { urls } from './fuzz/urls.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    target: { type: 'string' },
  },
});
const end = performance.now() + Number(values.minutes) * 60_000;
const firstSeed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);

process.on('unhandledRejection', (error) => {
  console.log(`FINDING something was rejected and nobody looked: ${String(error)}`);
  process.exitCode = 1;
});

const sandbox = new Sandbox();
const targets = [
  html,
  javascript,
  evaluation(sandbox),
  urls,
  handshakes,
  handshakesOverHttp2,
  reports,
].filter(({ name }) => values.target === undefined || name === values.target);
const tried = new Map<string, number>();
const findings = new Map<string, number>();

for (let round = 0; performance.now() < end; round += 1) {
  for (const { name, property, runs } of targets) {
    const seed = firstSeed + round;
    const details = await fc.check(property, {
      seed,
      numRuns: runs,
      interruptAfterTimeLimit: Math.max(1, end - performance.now()),
    });
    tried.set(name, (tried.get(name) ?? 0) + details.numRuns);
    if (!details.failed || details.counterexample === null) continue;
    findings.set(name, (findings.get(name) ?? 0) + 1);
    const [smallest] = details.counterexample;
    console.log(`FINDING ${name}, --seed ${seed}: ${String(details.errorInstance).slice(0, 500)}`);
    console.log(`        ${JSON.stringify(smallest).slice(0, 1500)}`);
  }
}
sandbox.close();

for (const { name } of targets)
  console.log(
    `${name.padEnd(12)} ${String(tried.get(name) ?? 0).padStart(8)} inputs, ${findings.get(name) ?? 0} findings`,
  );
if (findings.size > 0) process.exitCode = 1;
