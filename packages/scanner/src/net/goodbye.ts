import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';

/** FIN and opcode 8: the first byte of a Close frame (RFC 6455 section 5.2). */
const closeFrame = 0x88;
const waitMs = 500;

/**
 * Leaves a WebSocket connection as a client should: a Close frame with code 1000 (RFC 6455 sections 5.5.1 and 7.4.1),
 * then the server's own (or its end of the connection, or half a second) is waited for. Nothing else that it sends is
 * read: `ws` would take it apart and end the connection in three ways at once, for more than the handshake has cost.
 */
export function sayGoodbye(stream: Duplex): void {
  stream.removeAllListeners('data').on('data', (chunk: Buffer) => {
    if (chunk[0] === closeFrame) stream.destroy();
  });
  stream.resume();
  stream.write(normalClosure());
  const timer = setTimeout(() => stream.destroy(), waitMs);
  stream.once('close', () => clearTimeout(timer));
}

/** Masked, as all that a client sends (RFC 6455 section 5.3); two bytes follow the mask: the code. */
function normalClosure(): Buffer {
  const mask = randomInt(2 ** 32);
  const frame = Buffer.from([closeFrame, 0x82, 0, 0, 0, 0, 0, 0]);
  frame.writeUInt32BE(mask, 2);
  frame.writeUInt16BE(1000 ^ (mask >>> 16), 6);
  return frame;
}
