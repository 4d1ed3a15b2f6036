import { once } from 'node:events';
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { demoCa, demoCertificate, demoKey } from './certificate.ts';
import { shopFiles, type ShopFile } from './pages.ts';
import { sessionCookie, shopSockets, supportSocket, type SocketRoute } from './sockets.ts';

export interface ShopOptions {
  /** Close every hole: the same shop as its owner should run it. */
  readonly fixed?: boolean;
  /** Wanted ports for TLS and for plain HTTP; where one is taken, or by default, any free one. */
  readonly ports?: { readonly secure: number; readonly plain: number };
}

/** A running shop and what a scan needs to reach it: the names do not resolve anywhere else. */
export interface Shop {
  readonly url: string;
  readonly resolve: readonly string[];
  /** Leads port 80 of the shop to its plain server. */
  readonly connectTo: readonly string[];
  readonly ca: string;
  readonly close: () => Promise<void>;
}

const shopHost = 'shop.test';
const supportHost = 'live.helpdesk.test';
const loopback = '127.0.0.1';

/** Starts the demo shop on loopback. Throws where not even a free port can be bound. */
export async function startShop({ fixed = false, ports }: ShopOptions = {}): Promise<Shop> {
  const secureServer = createSecureServer({ cert: demoCertificate, key: demoKey });
  const plainServer = createPlainServer();
  const securePort = await listen(secureServer, ports?.secure ?? 0);
  const plainPort = await listen(plainServer, ports?.plain ?? 0);

  const origin = `https://${shopHost}:${securePort}`;
  const prices = fixed ? `wss://${shopHost}:${securePort}/prices` : `ws://${shopHost}:${plainPort}/prices`;
  const support = `wss://${supportHost}:${securePort}/widget`;
  const files = shopFiles({ prices, support }, pageHeaders(fixed, support));
  const sockets = shopSockets(origin, fixed);
  const upgrades = new WebSocketServer({ noServer: true, maxPayload: 65_536 });

  const serve = (request: IncomingMessage, response: ServerResponse): void =>
    sendFile(response, files.get(pathOf(request)));
  secureServer.on('request', serve);
  plainServer.on('request', serve);
  secureServer.on('upgrade', (request, stream, head) => {
    const atHelpDesk = request.headers.host?.startsWith(supportHost) ?? false;
    upgrade(upgrades, atHelpDesk ? supportSocket : sockets.get(pathOf(request)), request, stream, head);
  });
  plainServer.on('upgrade', (request, stream, head) => {
    const route = fixed || pathOf(request) !== '/prices' ? undefined : sockets.get('/prices');
    upgrade(upgrades, route, request, stream, head);
  });

  return {
    url: `${origin}/`,
    resolve: [
      `${shopHost}:${securePort}:${loopback}`,
      `${shopHost}:${plainPort}:${loopback}`,
      `${supportHost}:${securePort}:${loopback}`,
    ],
    connectTo: [`${shopHost}:80:${loopback}:${plainPort}`],
    ca: demoCa,
    close: async () => {
      for (const client of upgrades.clients) client.terminate();
      await Promise.all([stop(secureServer), stop(plainServer)]);
    },
  };
}

function pageHeaders(fixed: boolean, support: string): Readonly<Record<string, string>> {
  const connect = fixed ? `'self' ${new URL(support).origin}` : "'self' ws: wss:";
  return {
    'Content-Security-Policy': `default-src 'self'; connect-src ${connect}`,
    'Set-Cookie': `${sessionCookie}; Path=/; Secure; HttpOnly; SameSite=${fixed ? 'Strict' : 'None'}`,
  };
}

function sendFile(response: ServerResponse, file: ShopFile | undefined): void {
  if (file) response.writeHead(200, file.headers).end(file.text);
  else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
}

function upgrade(
  server: WebSocketServer,
  route: SocketRoute | undefined,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): void {
  stream.on('error', () => stream.destroy());
  if (!route?.accepts(request.headers)) {
    stream.once('finish', () => stream.destroy());
    stream.end(
      `HTTP/1.1 ${route ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    return;
  }
  server.handleUpgrade(request, stream, head, (socket) => {
    socket.on('error', () => socket.terminate());
    route.open(socket, request);
  });
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** Listens on loopback and returns the port: the wanted one, or any free one where that is taken. */
async function listen(server: Server, wanted: number): Promise<number> {
  try {
    server.listen(wanted, loopback);
    await once(server, 'listening');
  } catch (error) {
    if (wanted === 0) throw error;
    return listen(server, 0);
  }
  return boundPort(server);
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
