/**
 * `npm run bench:critical-path`: whole scans of one page with one endpoint that enforces its policy, over links with
 * round trips of 50 and 200 ms, beside the longest chain of round trips that such a scan needs. Exits 1 above a goal.
 */
import { fileURLToPath } from 'node:url';
import { scan } from 'wssure';
import type * as Certificate from '../../packages/scanner/dist/demo/certificate.js';
import { startChild } from './verdicts/child.ts';
import { median } from './whole-process.ts';

const goals = new Map([
  [50, 1.3],
  [200, 1.15],
]);
const rounds = 9;
const program = fileURLToPath(new URL('./critical-path/shop.js', import.meta.url));
const { demoCa } = (await import(
  new URL('../../packages/scanner/dist/demo/certificate.js', import.meta.url).href
)) as typeof Certificate;

/**
 * What each step waits for, in round trips; the address is given, so no name is looked up. A request and its answer
 * take one, connecting one, TLS 1.3 one more (RFC 8446 section 2). Files come over the page's connection, and so need
 * none of their own. Foreign Origin and variants can be asked side by side, but not before the page's own Origin is known
 * to work, and the closing control not before they end.
 */
const chains = {
  plain: [
    ['the page: connection, answer', 2],
    ['its script: answer', 1],
    ['the control: connection, answer', 2],
    ['the foreign Origin and variants: connections, answers', 2],
    ['the control again: connection, answer', 2],
  ],
  tls: [
    ['the page: connection, TLS, answer', 3],
    ['its module: answer', 1],
    ['the module that it imports: answer', 1],
    ['the control: connection, TLS, answer', 3],
    ['the foreign Origin and variants: connections, TLS, answers', 3],
    ['the control again: connection, TLS, answer', 3],
  ],
} satisfies Readonly<Record<string, readonly (readonly [step: string, roundTrips: number])[]>>;

let missed = 0;
for (const kind of ['plain', 'tls'] as const) {
  for (const [step, count] of chains[kind]) line(step, `${count} round trips`);
  for (const [roundTripMs, goal] of goals) missed += await isMissed(kind, roundTripMs, goal);
}
process.exit(missed > 0 ? 1 : 0);

async function isMissed(kind: keyof typeof chains, roundTripMs: number, goal: number): Promise<0 | 1> {
  const shop = await startChild(process.execPath, [program, kind, String(roundTripMs)]);
  const host = `app.shop.test:${shop.port}`;
  // Nothing listens on the plaintext port.
  const options = { resolve: [`${host}:127.0.0.1`, 'app.shop.test:80:127.0.0.1'], ca: demoCa };
  const times: number[] = [];
  let handshakes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now();
    const { endpoints } = await scan(`${kind === 'tls' ? 'https' : 'http'}://${host}/`, options);
    const ms = performance.now() - started;
    if (endpoints[0]?.originPolicy !== 'enforced')
      throw new Error(
        `the scan is not the one to be measured: ${endpoints[0]?.originPolicyReason ?? 'no endpoint'}`,
      );
    handshakes = endpoints[0].probes.length;
    if (round > 0) times.push(ms);
  }
  await shop.close();
  const roundTrips = chains[kind].reduce((sum, [, count]) => sum + count, 0);
  const needed = roundTrips * roundTripMs;
  const ratio = median(times) / needed;
  line('longest chain that the work needs', `${roundTrips} × ${roundTripMs} ms = ${needed} ms`);
  line(
    `scan, ${handshakes} handshakes`,
    `median ${median(times).toFixed(0)} ms of ${rounds} (${times.map((ms) => ms.toFixed(0)).join(', ')})`,
  );
  line('ratio', `${ratio.toFixed(2)} (goal: at most ${goal})`);
  return ratio > goal ? 1 : 0;
}

function line(label: string, text: string): void {
  console.log(`${label.padEnd(60)} ${text}`);
}
