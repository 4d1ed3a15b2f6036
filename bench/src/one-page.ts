/**
 * `npm run bench:one-page`: a scan of one page with one enforcing socket that greets at once, on loopback,
 * as a whole process, against `node -e 0` run in turn with it. Goal: within 8 times.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { tell } from './figures.ts';
import { median, runNode } from './whole-process.ts';

const goal = 8;
const rounds = 15;
const wssure = fileURLToPath(new URL('../../packages/scanner/bin/wssure.js', import.meta.url));

const page = `<!doctype html><title>One socket</title>
<script>new WebSocket((location.protocol === 'https:' ? 'wss:' : 'ws:') + '//' + location.host + '/live')</script>`;

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page);
});
const sockets = new WebSocketServer({
  server,
  verifyClient: ({ origin }, accept) => accept(origin === pageOrigin(), 403),
});
sockets.on('connection', (socket) => socket.send('{"hello":"shop"}'));

function pageOrigin(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const bare: number[] = [];
const scans: number[] = [];
for (let round = 0; round <= rounds; round++) {
  const node = await runNode(['-e', '0']);
  const scan = await runNode([wssure, pageOrigin(), '--format', 'json']);
  assertEnforced(scan.stdout);
  if (round === 0) continue;
  bare.push(node.ms);
  scans.push(scan.ms);
}
server.close();
server.closeAllConnections();

const ratio = median(scans.map((ms, index) => ms / (bare[index] ?? Number.NaN)));
console.log(
  `medians of ${rounds} runs: node -e 0 ${median(bare).toFixed(0)} ms, wssure ${median(scans).toFixed(0)} ms`,
);
tell({
  name: 'one page, one enforcing socket, whole process / node -e 0',
  value: ratio,
  unit: '×',
  goal: { atMost: goal },
});

function assertEnforced(output: string): void {
  const report = JSON.parse(output) as {
    verdict: string;
    endpoints: { url: string; originPolicy: string }[];
  };
  const seen = report.endpoints.map(({ originPolicy }) => originPolicy).join();
  if (seen !== 'enforced')
    throw new Error(`the scan is not the one to be measured: ${report.verdict}, policies ${seen || 'none'}`);
}
