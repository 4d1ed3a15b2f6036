/** A process of its own: a site with one socket under every address of 127.0.0.0/8, each exchange after 50 ms. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const latencyMs = 50;
const page = '<!doctype html><title>Shop</title><script src="/app.js"></script>';
const script = `new WebSocket('ws://' + location.host + '/live');`;

const later = (work: () => void): void => void setTimeout(work, latencyMs);
const server = createServer((request, response) =>
  later(() => {
    const isScript = request.url === '/app.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : page);
  }),
);
const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) =>
  later(() => {
    if (request.headers.origin === `http://${request.headers.host}`) {
      sockets.handleUpgrade(request, socket, head, (client) => client.send('{"price":1}'));
    } else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  }),
);
server.listen(0, '0.0.0.0', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
