import type { Duplex } from 'node:stream';
import type { Sender } from 'ws';

/** FIN and opcode 8: the first byte of a Close frame (RFC 6455 section 5.2). */
const closeFrame = 0x88;
const waitMs = 500;

/**
 * Leaves a WebSocket connection as a client should: a Close frame with code 1000 (RFC 6455 sections 5.5.1 and 7.4.1),
 * then the server's own (or its end of the connection, or half a second) is waited for. Nothing else that it sends is
 * read.
 */
export function sayGoodbye(stream: Duplex, sender: Sender): void {
  stream.removeAllListeners('data').on('data', (chunk: Buffer) => {
    if (chunk[0] === closeFrame) stream.destroy();
  });
  stream.resume();
  sender.close(1000, '', true);
  const timer = setTimeout(() => stream.destroy(), waitMs);
  stream.once('close', () => clearTimeout(timer));
}
