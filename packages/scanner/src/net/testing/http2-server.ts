import {
  createSecureServer,
  type IncomingHttpHeaders,
  type SecureServerOptions,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { serverKey, shopCertificate } from './certificates.ts';
import { portOf } from './servers.ts';

export interface Http2Server {
  readonly port: number;
  /** The heads of the extended CONNECTs it got. */
  readonly asked: IncomingHttpHeaders[];
  /** How many connections spoke HTTP/2. */
  readonly sessions: () => number;
  readonly close: () => void;
}

export interface Http2Behaviour {
  /** What it does with an extended CONNECT (RFC 8441). */
  readonly answer: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;
  /** Handshakes over HTTP/1.1, which the same port takes too. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly options?: SecureServerOptions;
}

/** A real TLS server on loopback that speaks HTTP/2 and HTTP/1.1, and takes WebSockets on HTTP/2 streams. */
export async function http2Server({ answer, upgrade, options }: Http2Behaviour): Promise<Http2Server> {
  const asked: IncomingHttpHeaders[] = [];
  const sockets = new Set<Duplex>();
  let sessions = 0;
  const server = createSecureServer({
    cert: shopCertificate,
    key: serverKey,
    allowHTTP1: true,
    settings: { enableConnectProtocol: true },
    ...options,
  });
  server.on('session', (session: ServerHttp2Session) => {
    sessions += 1;
    session.on('error', () => {});
  });
  server.on('secureConnection', (socket) => sockets.add(socket.on('error', () => {})));
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    stream.on('error', () => {});
    if (headers[':protocol'] !== 'websocket') return stream.respond({ ':status': 404 }, { endStream: true });
    asked.push(headers);
    return answer(stream, headers);
  });
  if (upgrade) server.on('upgrade', upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    asked,
    sessions: () => sessions,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** An unmasked text frame (RFC 6455 section 5.2) of less than 126 bytes. */
export function textFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, Buffer.byteLength(text)]), Buffer.from(text)]);
}

export function closeFrame(code: number): Buffer {
  return Buffer.from([0x88, 2, code >> 8, code & 255]);
}
