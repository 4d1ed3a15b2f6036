/** The other end of `npm run bench:handshakes`: a plain `ws` server that admits everybody and says nothing. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const server: WebSocketServer = new WebSocketServer({ port: 0, host: '127.0.0.1', backlog: 1_000 }, () =>
  console.log(`port ${(server.address() as AddressInfo).port}`),
);
server.on('connection', (socket) => socket.on('error', () => {}));
