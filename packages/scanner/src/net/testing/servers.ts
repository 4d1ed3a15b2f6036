import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import type { ServerOptions } from 'node:https';
import { serverKey, shopCertificate } from './certificates.ts';

export interface TestServer {
  readonly port: number;
  /** `http://127.0.0.1:port`, or `https://localhost:port` where it speaks TLS. */
  readonly origin: string;
  readonly close: () => void;
  /** How many connections were made to it. */
  readonly connections: () => number;
}

/** A plain HTTP server on loopback. */
export function httpServer(listener: RequestListener): Promise<TestServer> {
  return listening(createServer(listener), (port) => `http://127.0.0.1:${port}`);
}

/** An HTTPS server on loopback, with the test authority's certificate unless `options` say otherwise. */
export function httpsServer(listener: RequestListener, options: ServerOptions = {}): Promise<TestServer> {
  const server = createTlsServer({ key: serverKey, cert: shopCertificate, ...options }, listener);
  return listening(server, (port) => `https://localhost:${port}`);
}

/** A TCP server on loopback. */
export function tcpServer(connected: (socket: Socket) => void): Promise<TestServer> {
  const server = createTcpServer((socket) => connected(socket.on('error', () => {})));
  return listening(server, (port) => `http://127.0.0.1:${port}`);
}

async function listening(
  server: Server | TcpServer,
  originOf: (port: number) => string,
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port, origin: originOf(port), close, connections: () => connections };
}

/** The port of a server that listens on TCP. */
export function portOf(server: Pick<TcpServer, 'address'>): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null)
    throw new Error('the server does not listen on a port');
  return address.port;
}
