import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { portOf } from './servers.ts';

/** A TCP server on loopback that hands each connection with its request's head to `answer`. */
export async function rawServer(
  answer: (socket: Socket, head: string) => void,
): Promise<{ url: string; port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    let head = '';
    socket.on('data', (chunk) => {
      const before = head.includes('\r\n\r\n');
      head += chunk.toString('latin1');
      if (!before && head.includes('\r\n\r\n')) answer(socket, head);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `ws://127.0.0.1:${port}/`, port, close };
}

/** The right `Sec-WebSocket-Accept` for a request's head (RFC 6455 section 4.2.2). */
function acceptFor(head: string): string {
  const key = /^sec-websocket-key: (.*)$/im.exec(head)?.[1]?.trim() ?? '';
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

/** The head of a right 101, with more header lines where wanted. */
export function switching(head: string, lines: readonly string[] = []): string {
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptFor(head)}`,
    ...lines,
    '',
    '',
  ].join('\r\n');
}
