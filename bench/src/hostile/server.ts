import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { accept } from './answers.ts';
import type { Answer, HostileCase } from './case.ts';
import { certificate } from './certificate.ts';

export interface HostileServer {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  readonly close: () => void;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  map: 'application/json',
};

/** Serves a case on a free port of loopback. */
export async function serve(hostile: HostileCase): Promise<HostileServer> {
  const server = serverOf(hostile);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${hostile.secure ? 'https' : 'http'}://127.0.0.1:${port}`,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function serverOf(hostile: HostileCase): Server {
  const { raw, upgrade } = hostile;
  if (raw) return createTcpServer((socket) => raw(socket));
  const listener: RequestListener = (request, response) => {
    response.on('error', () => {});
    const path = request.url ?? '/';
    const answer = path === '/' && hostile.page !== undefined ? hostile.page : fileOf(hostile, path);
    if (answer === null) response.writeHead(404).end();
    else if (typeof answer === 'function') answer(request, response);
    else response.setHeader('content-type', `${typeOf(path)}; charset=utf-8`).end(answer);
  };
  const server = hostile.secure ? createTlsServer(certificate(), listener) : createServer(listener);
  server.on('upgrade', (request, socket: Socket) => {
    socket.on('error', () => {});
    (upgrade ?? accept)(socket, request);
  });
  return server;
}

function fileOf({ files }: HostileCase, path: string): Answer | null {
  if (typeof files === 'function') return files(path);
  return files?.[path] ?? null;
}

function typeOf(path: string): string {
  const extension = /\.(\w+)$/.exec(path.replace(/\?.*/, ''))?.[1] ?? 'html';
  return types[extension] ?? 'text/html';
}
