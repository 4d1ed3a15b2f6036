import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { onItsDomain, onItsOwnHost, type Running } from './case.ts';

/** What a server of the bench knows of a handshake. */
export interface Hello {
  readonly origin: string;
  readonly host: string;
  readonly url: URL;
  readonly protocols: readonly string[];
  /** 1 for the first handshake that it gets. */
  readonly count: number;
  /** Connections that are open now. */
  readonly open: number;
  /** Since the server started, ms. */
  readonly atMs: number;
}

/** Accept, refuse with a status, send this as the answer, drop the connection, or leave it without an answer. */
export type Admission = boolean | number | { readonly answer: string } | 'drop' | 'never';

export interface Behaviour {
  /** Before the 101; everybody is admitted where nothing is said. `false` stands for 403. */
  readonly admit?: (hello: Hello) => Admission;
  /** After the 101. */
  readonly connected?: (socket: WebSocket, hello: Hello, others: ReadonlySet<WebSocket>) => void;
  readonly server?: ServerOptions;
  /** More header lines of the 101. */
  readonly headers?: readonly string[];
  readonly path?: string;
  readonly protocols?: readonly string[];
  readonly timeoutMs?: number;
  /** Reached by the page's own host. */
  readonly sameHost?: boolean;
}

/** What a friendly server says first. */
export function greet(socket: WebSocket): void {
  socket.send(JSON.stringify({ type: 'hello', id: Math.random().toString(36).slice(2) }));
}

/** Starts a server on loopback that behaves as told. */
export async function serve(behaviour: Behaviour): Promise<Running> {
  const started = performance.now();
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(404).end());
  const wss = new WebSocketServer({ noServer: true, ...behaviour.server });
  wss.on('headers', (lines) => lines.push(...(behaviour.headers ?? [])));
  let count = 0;
  server.on('connection', (socket) => sockets.add(socket));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    count += 1;
    socket.on('error', () => {});
    const atMs = performance.now() - started;
    const hello: Hello = { ...helloOf(request), count, open: wss.clients.size, atMs };
    const answer = behaviour.admit?.(hello) ?? true;
    if (answer !== true) return refuse(socket, answer);
    return wss.handleUpgrade(request, socket, head, (client) => {
      client.on('error', () => {});
      (behaviour.connected ?? greet)(client, hello, wss.clients);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { path = '/live', protocols, timeoutMs } = behaviour;
  const address = (behaviour.sameHost ? onItsOwnHost : onItsDomain)(port, path);
  return {
    ...address,
    options: {
      ...address.options,
      ...(protocols && { subprotocols: protocols }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function helloOf({ headers, url }: IncomingMessage): Pick<Hello, 'origin' | 'host' | 'url' | 'protocols'> {
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return {
    origin: headers.origin ?? '',
    host: headers.host ?? '',
    url: new URL(url ?? '/', 'http://bench.test'),
    protocols: protocols.filter((name) => name !== ''),
  };
}

function refuse(socket: Duplex, answer: Exclude<Admission, true>): void {
  if (answer === 'never') return;
  if (answer === 'drop') socket.destroy();
  else if (typeof answer === 'object') socket.end(answer.answer);
  else
    socket.end(
      `HTTP/1.1 ${answer === false ? 403 : answer} No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno`,
    );
}
