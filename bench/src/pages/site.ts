/**
 * The loopback server that stands for every host: HTTP, TLS and WebSockets on one port, told apart by the
 * first byte. It accepts every handshake, echoes the first subprotocol and then stays silent.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { realtimeAnswer } from './answers.ts';
import { fileAt } from './files.ts';
import { cacheFolder, type CorpusPage } from './page.ts';

const tlsHandshakeRecord = 0x16;

export interface Site {
  readonly port: number;
  /** What the server is, from now on. */
  readonly show: (page: CorpusPage) => void;
  readonly close: () => Promise<void>;
}

export async function openSite(): Promise<Site> {
  let shown: CorpusPage | null = null;
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    void respond(request, response, shown);
  };
  const plain = createServer(answer);
  const secure = createTlsServer(certificate(), answer);
  for (const server of [plain, secure])
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      sockets.handleUpgrade(request, socket, head, (opened) => opened.on('error', () => opened.terminate()));
    });

  const open = new Set<Socket>();
  const front = createTcpServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first = socket.read(1) as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      (first[0] === tlsHandshakeRecord ? secure : plain).emit('connection', socket);
    });
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  return {
    port: (front.address() as AddressInfo).port,
    show: (page) => {
      shown = page;
    },
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  page: CorpusPage | null,
): Promise<void> {
  const scheme = 'encrypted' in request.socket ? 'https' : 'http';
  const url = new URL(request.url ?? '/', `${scheme}://${request.headers.host ?? 'shop.test'}`);
  const body = await textOf(request);
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? '*',
  );
  for (const [name, value] of Object.entries(page?.label.headers?.[url.pathname] ?? {}))
    response.setHeader(name, value);
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  const file = page ? fileAt(page, url) : null;
  if (file) return void response.setHeader('content-type', file.type).end(file.body);
  const answered = realtimeAnswer(request.method ?? 'GET', url, body);
  if (answered) return void response.setHeader('content-type', answered.type).end(answered.body);
  response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A self-signed certificate, made once: whoever reads the corpus is told to go on past it. */
function certificate(): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(cacheFolder, 'site.key'), join(cacheFolder, 'site.pem')] as const;
  if (!existsSync(cert)) {
    mkdirSync(cacheFolder, { recursive: true });
    const subject = ['-subj', '/CN=shop.test', '-addext', 'subjectAltName=DNS:shop.test,DNS:*.shop.test'];
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key];
    execFileSync('openssl', ['req', '-x509', '-days', '3650', ...newKey, '-out', cert, ...subject], {
      stdio: 'ignore',
    });
  }
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
