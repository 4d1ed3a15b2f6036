import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { endlessly } from '../answers.ts';
import { live, livePage, type Family, type HostileCase } from '../case.ts';

/** Below TLS: what the bytes after a connection are. */
const stall = (name: string, raw: (socket: Socket) => void): HostileCase => ({
  name,
  secure: true,
  raw,
  status: 2,
});
const record = (type: number, payload: Buffer, length = payload.length): Buffer =>
  Buffer.concat([Buffer.from([type, 3, 3, length >> 8, length & 255]), payload]);
const hello = Buffer.concat([
  Buffer.from([2, 0, 0, 38, 3, 3]),
  Buffer.alloc(32, 7),
  Buffer.from([0, 0xc0, 0x2f, 0]),
]);

/** A page whose socket goes to a port of its own, which speaks no TLS as it should. */
function beside(name: string, raw: (socket: Socket) => void): HostileCase {
  const server = createServer((socket) => raw(socket.on('error', () => {})))
    .listen(0, '127.0.0.1')
    .unref();
  return {
    name,
    page: (_request, response) => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      response
        .setHeader('content-type', 'text/html')
        .end(`<script>new WebSocket('wss://127.0.0.1:${port}/')</script>${livePage}`);
    },
    finds: ['/live'],
  };
}

export const tls: Family = {
  name: 'TLS that stalls',
  cases: [
    stall('silence', () => {}),
    stall(
      'silence after the hello',
      (socket) => void socket.once('data', () => socket.write(record(22, hello))),
    ),
    stall(
      'a hello that drips',
      (socket) => void socket.once('data', () => endlessly(socket, Buffer.from([22]), 300)),
    ),
    stall(
      'a record that promises 16 kB',
      (socket) => void socket.once('data', () => socket.write(record(22, hello, 16_000))),
    ),
    stall('noise', (socket) => void socket.once('data', () => endlessly(socket, Buffer.alloc(1000, 0x55)))),
    stall(
      'plain HTTP',
      (socket) =>
        void socket.once('data', () =>
          socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${livePage}`),
        ),
    ),
    stall(
      'warnings without end',
      (socket) =>
        void socket.once('data', () => endlessly(socket, record(21, Buffer.from([1, 0])).toString('latin1'))),
    ),
    stall('a close after the hello', (socket) => void socket.once('data', () => socket.end())),
    stall('a reset after the hello', (socket) => void socket.once('data', () => socket.resetAndDestroy())),
    stall(
      'a certificate of megabytes',
      (socket) =>
        void socket.once(
          'data',
          () => (
            socket.write(record(22, hello)),
            endlessly(
              socket,
              record(22, Buffer.concat([Buffer.from([11, 0xff, 0xff, 0xff]), Buffer.alloc(16_000)])),
            )
          ),
        ),
    ),
    { name: 'silence after the handshake', secure: true, page: () => {}, status: 2 },
    {
      name: 'a page that drips over TLS',
      secure: true,
      page: (_, response) => (
        response.writeHead(200, { 'content-type': 'text/html' }),
        endlessly(response, `<script>${live}</script>`, 400)
      ),
      limited: true,
    },
    beside('a socket whose server is silent', () => {}),
    beside(
      'a socket whose server drips',
      (socket) => void socket.once('data', () => endlessly(socket, Buffer.from([22, 3, 3]), 300)),
    ),
    beside(
      'a socket whose server stops after its hello',
      (socket) => void socket.once('data', () => socket.write(record(22, hello))),
    ),
    beside(
      'a socket whose server sends noise without end',
      (socket) => void socket.once('data', () => endlessly(socket, Buffer.alloc(16_000, 23))),
    ),
  ],
};
