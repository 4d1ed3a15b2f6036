/**
 * `npm run bench:critical-path`: whole scans of one page with one endpoint that enforces its policy, over links with
 * round trips of 50 and 200 ms, beside the longest chain of round trips that such a scan needs. Exits 1 above a goal.
 */
import { fileURLToPath } from 'node:url';
import { scan, type ScanOptions } from 'wssure';
import type * as Certificate from '../../packages/scanner/dist/demo/certificate.js';
import { exchangeBarely } from './critical-path/bare-client.ts';
import { tell } from './figures.ts';
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

await beforeBareClient();
for (const kind of ['plain', 'tls'] as const) {
  for (const [step, count] of chains[kind]) console.log(`${step.padEnd(60)} ${count} round trips`);
  for (const [roundTripMs, goal] of goals) await besideChain(kind, roundTripMs, goal);
}
process.exit();

/** Without a link that takes its time, what counts is work: the same exchanges by a bare client, in turn. */
async function beforeBareClient(): Promise<void> {
  await withShop('plain', 0, async (target, options, port) => {
    const { ms, others, handshakes } = await timed(target, options, (count) =>
      exchangeBarely(port, new URL(target).host, count - 2),
    );
    const ratio = median(ms.map((each, index) => each / (others[index] ?? Number.NaN)));
    tell({
      name: `scan over loopback, ${handshakes} handshakes / the same exchanges bare`,
      value: ratio,
      unit: '×',
    });
  });
}

async function besideChain(kind: keyof typeof chains, roundTripMs: number, goal: number): Promise<void> {
  await withShop(kind, roundTripMs, async (target, options) => {
    const { ms, handshakes } = await timed(target, options);
    const roundTrips = chains[kind].reduce((sum, [, count]) => sum + count, 0);
    const needed = roundTrips * roundTripMs;
    console.log(
      `the chain needs ${roundTrips} × ${roundTripMs} ms = ${needed} ms; ${rounds} scans took ${ms.map((each) => each.toFixed(0)).join(', ')} ms`,
    );
    const name = `scan ${kind === 'tls' ? 'with TLS' : 'in plain'} at ${roundTripMs} ms, ${handshakes} handshakes / its critical path`;
    tell({ name, value: median(ms) / needed, unit: '×', goal: { atMost: goal } });
  });
}

async function withShop(
  kind: keyof typeof chains,
  roundTripMs: number,
  work: (target: string, options: ScanOptions, port: number) => Promise<void>,
): Promise<void> {
  const shop = await startChild(process.execPath, [program, kind, String(roundTripMs)]);
  const host = `app.shop.test:${shop.port}`;
  // Nothing listens on the plaintext port.
  const resolve = [`${host}:127.0.0.1`, 'app.shop.test:80:127.0.0.1'];
  await work(`${kind === 'tls' ? 'https' : 'http'}://${host}/`, { resolve, ca: demoCa }, shop.port);
  await shop.close();
}

/** Times scans, each in turn with something else where that is given; the first of each is left out. */
async function timed(
  target: string,
  options: ScanOptions,
  other?: (handshakes: number) => Promise<void>,
): Promise<{ ms: readonly number[]; others: readonly number[]; handshakes: number }> {
  const [ms, others]: [number[], number[]] = [[], []];
  let handshakes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now();
    const { endpoints } = await scan(target, options);
    const between = performance.now();
    const [endpoint] = endpoints;
    if (endpoint?.originPolicy !== 'enforced')
      throw new Error(
        `the scan is not the one to be measured: ${endpoint?.originPolicyReason ?? 'no endpoint'}`,
      );
    handshakes = endpoint.probes.length;
    await other?.(handshakes);
    if (round === 0) continue;
    ms.push(between - started);
    others.push(performance.now() - between);
  }
  return { ms, others, handshakes };
}
