import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { Server as SocketIo, type ServerOptions } from 'socket.io';
import sockjs from 'sockjs';
import { WebSocketServer, type WebSocket } from 'ws';
import { portOf } from '../../net/testing/servers.ts';

export interface LibraryServer {
  readonly port: number;
  readonly server: Server;
  readonly close: () => Promise<void>;
}

/** Which Origins a server admits before the 101; all where nothing is said. */
export type Admits = (origin: string | undefined) => boolean;
const everyone: Admits = () => true;

/** A real Socket.IO 4 server that greets in its main namespace. */
export function serveSocketIo(
  options: Partial<ServerOptions> = {},
  prepare: (io: SocketIo) => void = () => {},
): Promise<LibraryServer> {
  return listen((server) => {
    const io = new SocketIo(server, { serveClient: false, ...options });
    io.on('connection', (socket) => socket.emit('hello', { seq: Math.random() }));
    prepare(io);
  });
}

/** A real SockJS server under `/echo` that welcomes, unless told to do otherwise, behind a check of its own. */
export function serveSockJs(
  admits: Admits = everyone,
  connected = (connection: {
    write: (message: string) => unknown;
    close: (code: string, reason: string) => unknown;
  }): void => void connection.write('welcome'),
): Promise<LibraryServer> {
  return listen((server) => {
    const inner = createServer();
    const service = sockjs.createServer({ prefix: '/echo', log: () => {} });
    service.on('connection', connected);
    service.installHandlers(inner);
    guard(server, admits, (request, socket, head) => inner.emit('upgrade', request, socket, head));
    server.on('request', (request, response) => inner.emit('request', request, response));
  });
}

/** Where a SignalR server of these tests listens, and whether it wants an id that it has given out. */
interface HubOptions {
  readonly answer?: string;
  readonly path?: string;
  readonly negotiates?: boolean;
}

/**
 * A server that speaks SignalR's JSON hub protocol under `/hub`, as far as the real client needs: negotiation, the
 * handshake record, an invocation, pings. A connection id must have been negotiated.
 */
export function serveSignalR(
  admits: Admits = everyone,
  { answer = '{}', path = '/hub', negotiates = true }: HubOptions = {},
): Promise<LibraryServer> {
  return listen((server) => {
    const ids = new Set<string>();
    const wss = new WebSocketServer({ noServer: true });
    server.on('request', (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (request.method !== 'POST' || pathname !== `${path}/negotiate`) return response.writeHead(404).end();
      const id = randomUUID();
      ids.add(id);
      const transports = [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }];
      response.setHeader('Content-Type', 'application/json');
      return response.end(
        JSON.stringify({
          negotiateVersion: 1,
          connectionId: randomUUID(),
          connectionToken: id,
          availableTransports: transports,
        }),
      );
    });
    guard(server, admits, (request, socket, head) => {
      const id = new URL(request.url ?? '/', 'http://localhost').searchParams.get('id') ?? '';
      if (negotiates && !ids.delete(id)) return refuse(socket, 404);
      wss.handleUpgrade(request, socket, head, (client) => speakHub(client, answer));
    });
  });
}

/**
 * A server that speaks SignalR for ASP.NET under `/signalr`: GET `/negotiate` gives out a token that is good for the
 * cookie which it was asked with, `/connect` wants it, and the server speaks first. Each negotiation is told.
 */
export function serveClassicSignalR(
  admits: Admits = everyone,
  negotiated: (request: IncomingMessage) => void = () => {},
): Promise<LibraryServer> {
  return listen((server) => {
    const wss = new WebSocketServer({ noServer: true });
    server.on('request', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const isNegotiation = request.method === 'GET' && pathname === '/signalr/negotiate';
      if (!isNegotiation || searchParams.has('transport')) return response.writeHead(404).end();
      negotiated(request);
      return response.end(
        JSON.stringify({ Url: '/signalr', ConnectionToken: tokenFor(request), ProtocolVersion: '2.1' }),
      );
    });
    guard(server, admits, (request, socket, head) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname !== '/signalr/connect' || searchParams.get('connectionToken') !== tokenFor(request))
        return refuse(socket, 400);
      return wss.handleUpgrade(request, socket, head, (client) => {
        client.send('{"C":"d-A,0|B,1","S":1,"M":[]}');
        client.on('message', () => client.close(1003));
      });
    });
  });
}

function tokenFor({ headers }: IncomingMessage): string {
  return `+/${headers.cookie ?? 'nobody'}`;
}

function speakHub(client: WebSocket, answer: string): void {
  client.on('error', () => {});
  client.once('message', (data: Buffer) => {
    if (data.toString('utf8') !== '{"protocol":"json","version":1}\x1e') return client.close();
    client.send(`${answer}\x1e`);
    if (answer !== '{}') return client.close();
    client.send(`${JSON.stringify({ type: 1, target: 'greet', arguments: ['hello'] })}\x1e{"type":6}\x1e`);
  });
}

function guard(
  server: Server,
  admits: Admits,
  next: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): void {
  server.on('upgrade', (request, socket, head) => {
    if (admits(request.headers.origin)) next(request, socket, head);
    else refuse(socket, 403);
  });
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}

async function listen(install: (server: Server) => void): Promise<LibraryServer> {
  const server = createServer();
  install(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  return {
    port,
    server,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
