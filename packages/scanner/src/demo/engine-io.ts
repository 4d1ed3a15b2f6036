import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';

const pingInterval = 25_000;

/**
 * The server's half of Engine.IO protocol 4 carrying Socket.IO protocol 5, over WebSocket alone and for the
 * main namespace alone. `greeting` is the event that a client gets once it has joined.
 * Source: socket.io's engine.io-protocol and socket.io-protocol documents.
 */
export function serveSocketIo(socket: WebSocket, greeting: readonly unknown[]): void {
  const sid = sessionId();
  socket.send(
    `0${JSON.stringify({ sid, upgrades: [], pingInterval, pingTimeout: 20_000, maxPayload: 65_536 })}`,
  );
  const heartbeat = setInterval(() => socket.send('2'), pingInterval);
  socket.on('close', () => clearInterval(heartbeat));
  socket.on('message', (data: Buffer) => {
    const packet = data.toString('utf8');
    if (packet === '1') return socket.close();
    if (!packet.startsWith('40')) return;
    const namespace = /^40(\/[^,]*)/.exec(packet)?.[1] ?? '/';
    if (namespace !== '/')
      return socket.send(`44${namespace},${JSON.stringify({ message: 'Invalid namespace' })}`);
    socket.send(`40${JSON.stringify({ sid: sessionId() })}`);
    socket.send(`42${JSON.stringify(greeting)}`);
  });
}

/** As engine.io makes them (base64id): 15 random bytes. */
function sessionId(): string {
  return randomBytes(15).toString('base64url');
}
