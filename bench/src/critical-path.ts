/**
 * `npm run bench:critical-path`: a whole scan of one page with one endpoint that enforces its policy, over a link with
 * a round trip of 50 ms, beside the longest chain of round trips that such a scan needs. Exits 1 above the goal.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scan } from 'wssure';
import { WebSocketServer } from 'ws';
import { openLink } from './critical-path/link.ts';
import { median } from './whole-process.ts';

const goal = 1.5;
const roundTripMs = 50;
const rounds = 9;

/**
 * What each step waits for, in round trips; the address is given, so no name is looked up. Connecting takes one, a
 * request and its answer one. The script comes over the page's connection. Foreign Origin and variants can be asked
 * side by side, but not before the page's own Origin is known to work, and the closing control not before they end.
 */
const chain: readonly (readonly [step: string, roundTrips: number])[] = [
  ['the page: connection, answer', 2],
  ['its script: answer', 1],
  ['the control: connection, answer', 2],
  ['the foreign Origin and 15 variants: connections, answers', 2],
  ['the control again: connection, answer', 2],
];

const page = '<!doctype html><title>One socket</title><script src="/app.js"></script>';
const script = `new WebSocket((location.protocol === 'https:' ? 'wss:' : 'ws:') + '//' + location.host + '/live');`;

const server = createServer((request, response) => {
  const isScript = request.url === '/app.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  response.end(isScript ? script : page);
});
const asked: string[] = [];
const sockets = new WebSocketServer({
  server,
  verifyClient: ({ origin }, accept) => {
    asked.push(origin);
    accept(origin === target, 403);
  },
});
sockets.on('connection', (socket) => socket.send('{"hello":"shop"}'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const link = await openLink((server.address() as AddressInfo).port, roundTripMs);
const host = `app.shop.test:${link.port}`;
const target = `http://${host}`;

const times: number[] = [];
for (let round = 0; round <= rounds; round += 1) {
  asked.length = 0;
  const started = performance.now();
  const { endpoints } = await scan(target, { resolve: [`${host}:127.0.0.1`] });
  const ms = performance.now() - started;
  if (endpoints[0]?.originPolicy !== 'enforced')
    throw new Error(
      `the scan is not the one to be measured: ${endpoints[0]?.originPolicyReason ?? 'no endpoint'}`,
    );
  if (round > 0) times.push(ms);
}

const roundTrips = chain.reduce((sum, [, count]) => sum + count, 0);
const needed = roundTrips * roundTripMs;
const took = median(times);
for (const [step, count] of chain) console.log(`${step.padEnd(58)} ${count} round trips`);
console.log(
  `${'longest chain that the work needs'.padEnd(58)} ${roundTrips} × ${roundTripMs} ms = ${needed} ms`,
);
console.log(
  `${`scan, ${asked.length} handshakes`.padEnd(58)} median ${took.toFixed(0)} ms of ${rounds} (${times.map((ms) => ms.toFixed(0)).join(', ')})`,
);
console.log(`${'ratio'.padEnd(58)} ${(took / needed).toFixed(2)} (goal: at most ${goal})`);
link.close();
process.exit(took / needed > goal ? 1 : 0);
