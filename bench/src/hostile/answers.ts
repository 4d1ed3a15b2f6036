import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Upgrade } from './case.ts';

/** Calls `send` until it is over: at the pace of the one who reads, or every `everyMs`. */
export function endlessly(socket: Socket | ServerResponse, data: string | Buffer, everyMs = 0): void {
  const next = (): void => {
    if (socket.destroyed || socket.closed) return;
    const goesOn = socket.write(data);
    if (everyMs > 0) setTimeout(next, everyMs);
    else if (goesOn) setImmediate(next);
    else socket.once('drain', next);
  };
  next();
}

/** Answers with these headers and a content without end. */
export function endless(type: string, data: string | Buffer, everyMs = 0): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': type });
    endlessly(response, data, everyMs);
  };
}

export function withHeaders(
  headers: Record<string, string | string[]>,
  body: string | Buffer,
): RequestListener {
  return (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);
}

export function redirect(location: string, status = 302): RequestListener {
  return (_request, response) => void response.writeHead(status, { location }).end();
}

/** The `Sec-WebSocket-Accept` that a handshake asks for (RFC 6455 section 4.2.2). */
export function acceptKey(request: IncomingMessage): string {
  const key = request.headers['sec-websocket-key'] ?? '';
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

/** The head of a right 101, with more header lines. */
export function switching(request: IncomingMessage, ...more: readonly string[]): string {
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptKey(request)}`,
    ...more,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** A server's frame (RFC 6455 section 5.2), unmasked. `first` is the byte with FIN, the reserved bits and the opcode. */
export function frame(first: number, payload: string | Buffer): Buffer {
  const data = Buffer.from(payload);
  const length =
    data.length < 126
      ? Buffer.from([data.length])
      : data.length < 65_536
        ? Buffer.from([126, data.length >> 8, data.length & 255])
        : Buffer.concat([Buffer.from([127]), uint64(data.length)]);
  return Buffer.concat([Buffer.from([first]), length, data]);
}

export function uint64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

export const opcode = { text: 0x81, binary: 0x82, close: 0x88, ping: 0x89, pong: 0x8a } as const;

/** Accepts any Origin and greets it. */
export const accept: Upgrade = (socket, request) => {
  socket.write(switching(request));
  socket.write(frame(opcode.text, '{"hello":"you"}'));
};

/** Accepts, then sends these bytes as they are. */
export function afterwards(...chunks: readonly (string | Buffer)[]): Upgrade {
  return (socket, request) => {
    socket.write(switching(request));
    for (const chunk of chunks) socket.write(chunk);
  };
}
