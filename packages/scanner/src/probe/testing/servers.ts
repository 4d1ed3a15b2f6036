import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { portOf } from '../../net/testing/servers.ts';

export const pageOrigin = 'https://shop.test';
export const wrongOrigin = 'https://wssure-probe.example';

/** How a server of these tests treats a handshake. `count` is 1 for the first that it gets. */
export interface Behaviour {
  /**
   * Before the 101: true accepts, a status refuses, a string is written as it is (an empty one leaves it
   * without an answer), null drops the connection.
   */
  readonly handshake?: (
    origin: string | undefined,
    count: number,
    open: number,
    url: string,
  ) => true | number | string | null;
  /** After the 101. */
  readonly connected?: (socket: WebSocket, origin: string | undefined, count: number) => void;
  readonly protocols?: (offered: Set<string>) => string | false;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Origins of the handshakes it got, in order. */
  readonly origins: (string | undefined)[];
  readonly server: Server;
  readonly close: () => Promise<void>;
}

/** Starts a real `ws` server on loopback that behaves as told. */
export async function serve(behaviour: Behaviour): Promise<TestServer> {
  const origins: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(404).end());
  const wss = new WebSocketServer({
    noServer: true,
    ...(behaviour.protocols && { handleProtocols: behaviour.protocols }),
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { origin } = request.headers;
    origins.push(origin);
    const count = origins.length;
    const answer =
      behaviour.handshake?.(origin, count, wss.clients.size, request.url ?? '/') ??
      (behaviour.handshake ? null : true);
    if (answer === null) socket.destroy();
    else if (answer === '') return;
    else if (typeof answer === 'string') socket.end(answer);
    else if (answer !== true)
      socket.end(`HTTP/1.1 ${answer} No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno`);
    else
      wss.handleUpgrade(request, socket, head, (client) => {
        client.on('error', () => {});
        behaviour.connected?.(client, origin, count);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  return {
    url: `ws://127.0.0.1:${port}/live`,
    port,
    origins,
    server,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Whether the Origin is the page's. */
export function own(origin: string | undefined): boolean {
  return origin === pageOrigin;
}
