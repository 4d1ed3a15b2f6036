/**
 * `npm run bench:handshakes`: handshakes per second from one process, 200 at a time, against a `ws` server in another,
 * beside bare `http.request` upgrades in turn with them; then the memory of a probe that stays open. Limits per host
 * are off: this is the cost of a handshake, not a way to treat a server. Exits 1 below the goal.
 */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { freeHeap as FreeHeap } from '../../packages/scanner/dist/free-heap.js';
import type { Handshake as HandshakeClass } from '../../packages/scanner/dist/net/handshake.js';
import type { openNetwork as OpenNetwork } from '../../packages/scanner/dist/net/open.js';
import type { resolveOptions as ResolveOptions } from '../../packages/scanner/dist/options.js';
import { tell } from './figures.ts';
import { startChild } from './verdicts/child.ts';
import { median } from './whole-process.ts';

const goal = 0.6;
const atATime = 200;
const perRound = 2_000;
const rounds = 15;
const heldOpen = 2_000;

const scanner = new URL('../../packages/scanner/dist/', import.meta.url);
const { Handshake } = (await import(new URL('net/handshake.js', scanner).href)) as {
  Handshake: typeof HandshakeClass;
};
const { freeHeap } = (await import(new URL('free-heap.js', scanner).href)) as { freeHeap: typeof FreeHeap };
const { openNetwork } = (await import(new URL('net/open.js', scanner).href)) as {
  openNetwork: typeof OpenNetwork;
};
const { resolveOptions } = (await import(new URL('options.js', scanner).href)) as {
  resolveOptions: typeof ResolveOptions;
};

const network = openNetwork(resolveOptions({}));
const server = await startChild(process.execPath, [
  fileURLToPath(new URL('./handshakes/server.js', import.meta.url)),
]);
const { port } = server;
const agent = new Agent({ keepAlive: false });

const bareRounds: Round[] = [];
const ourRounds: Round[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const bare = await measure(async () => void (await upgrade()).destroy());
  const ours = await measure(async () => (await handshake()).end());
  if (round === 0) continue;
  bareRounds.push(bare);
  ourRounds.push(ours);
}
const ratio = median(
  ourRounds.map(({ perSecond }, index) => perSecond / (bareRounds[index]?.perSecond ?? Number.NaN)),
);
const bareBytes = await bytesEach(upgrade, (socket) => socket.destroy());
const bytes = await bytesEach(handshake, (probe) => probe.end());

console.log(`http.request upgrades     ${told(bareRounds)}, ${atATime} at a time`);
console.log(`wssure handshakes         ${told(ourRounds)}, in turn with them`);
tell({
  name: `handshakes a second, ${atATime} at a time / http.request upgrades`,
  value: ratio,
  unit: '×',
  goal: { atLeast: goal },
});
tell({
  name: 'heap and buffers of an open http.request upgrade',
  value: bareBytes / 1_000,
  unit: 'kB',
  digits: 1,
});
tell({ name: 'heap and buffers of an open probe', value: bytes / 1_000, unit: 'kB', digits: 1 });
await server.close();
process.exit();

/** A WebSocket upgrade with nothing but Node. */
function upgrade(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      Origin: 'https://shop.test',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    };
    request({ host: '127.0.0.1', port, headers, agent })
      .on('upgrade', (_response, socket: Socket) => resolve(socket.on('error', () => {})))
      .on('response', () => reject(new Error('the server refused')))
      .on('error', reject)
      .end();
  });
}

async function handshake(): Promise<HandshakeClass> {
  const made = new Handshake(
    {
      url: `ws://127.0.0.1:${port}/`,
      origin: 'https://shop.test',
      protocols: [],
      headers: [],
      timeoutMs: 10_000,
    },
    network,
    () => {},
  );
  await made.answered;
  if (!made.isOpen) throw new Error(made.record.error?.message ?? 'the server refused');
  return made;
}

interface Round {
  readonly perSecond: number;
  /** CPU of this process for one handshake, ms. */
  readonly cpuMs: number;
}

function told(all: readonly Round[]): string {
  const [rate, cpu] = [median(all.map((one) => one.perSecond)), median(all.map((one) => one.cpuMs))];
  return `${rate.toFixed(0)} a second, ${cpu.toFixed(2)} ms of CPU each`;
}

async function measure(work: () => Promise<void>): Promise<Round> {
  let left = perRound;
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  const ms = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 700));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond: (perRound / ms) * 1_000, cpuMs: (user + system) / 1_000 / perRound };
}

async function bytesEach<T>(open: () => Promise<T>, close: (one: T) => void): Promise<number> {
  const before = held();
  const all: T[] = [];
  while (all.length < heldOpen) all.push(...(await Promise.all(Array.from({ length: atATime }, open))));
  const after = held();
  for (const one of all) close(one);
  await new Promise((resolve) => setTimeout(resolve, 700));
  return (after - before) / heldOpen;
}

/** Bytes that are in use after a collection. */
function held(): number {
  freeHeap();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
