import type { IncomingMessage } from 'node:http';
import { PerMessageDeflate, extension } from 'ws';

/** As browsers offer it (RFC 7692 section 7.1). */
export const deflateOffer = 'permessage-deflate; client_max_window_bits';

/**
 * What decompresses the messages of a server that chose the extension in its 101; null where it chose none. Throws
 * where what it chose was not offered (RFC 6455 section 4.1, end). `messageBytes` is the most that a message may have,
 * decompressed.
 */
export function chosenDeflate(response: IncomingMessage, messageBytes: number): PerMessageDeflate | null {
  const chosen = response.headers['sec-websocket-extensions'];
  if (chosen === undefined) return null;
  const [first, ...others] = Object.entries(extension.parse(chosen));
  if (first?.[0] !== PerMessageDeflate.extensionName || first[1].length > 1 || others.length > 0)
    throw new Error('this extension was not offered');
  const deflate = new PerMessageDeflate({ isServer: false, maxPayload: messageBytes });
  deflate.accept(first[1]);
  return deflate;
}

/** Whether the server chose no other extension than the one offered, nor parameters that it may not choose. */
export function isDeflateAtMost(response: IncomingMessage): boolean {
  try {
    chosenDeflate(response, 0);
    return true;
  } catch {
    return false;
  }
}
