import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, constants, inflateSync, unzipSync } from 'node:zlib';
import type { HeaderList } from '../artifacts.ts';
import { isDeflateAtMost } from './deflate.ts';
import type { HandshakeError } from './handshake-error.ts';

const bodyBytes = 16_384;
const bodyKept = 2_000;
const bodyWaitMs = 500;
const headersKept = 100;
const headerValueKept = 2_000;

/** RFC 6455 section 4.2.2, step 5.4. */
const acceptGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Whether the answer proves that the server understood the key as a WebSocket server does (RFC 6455 section 4.1). */
export function isAcceptValid(response: IncomingMessage, key: string): boolean {
  return response.headers['sec-websocket-accept'] === acceptFor(key);
}

/** The `Sec-WebSocket-Accept` for a key (RFC 6455 section 4.2.2). */
export function acceptFor(key: string): string {
  return hash('sha1', key + acceptGuid, 'base64');
}

/** A 101 that switches to something else, or to nothing. */
export const upgradeMissing: HandshakeError = {
  code: 'wrong-upgrade',
  message: 'the server answered 101 without switching to WebSocket',
};

/** What is offered may be a secret: what a server makes of it is not repeated. */
function chosen(protocol: string, offered: readonly string[]): string {
  return offered.some((own) => protocol.includes(own))
    ? 'several subprotocols at once'
    : `the subprotocol ${clip(protocol)}`;
}

/** What makes a browser fail the connection although the status is 101 (RFC 6455 section 4.1, end), or null. */
export function flawOfUpgrade(
  response: IncomingMessage,
  acceptValid: boolean,
  offered: readonly string[],
): HandshakeError | null {
  const {
    upgrade,
    'sec-websocket-protocol': protocol,
    'sec-websocket-extensions': extensions,
  } = response.headers;
  if (response.httpVersion === '1.0') {
    return { code: 'http-version', message: 'the 101 came with HTTP/1.0, which has no upgrades' };
  }
  if (upgrade?.toLowerCase() !== 'websocket') {
    return upgradeMissing;
  }
  if (!acceptValid) {
    return {
      code: 'wrong-accept',
      message: 'the 101 carries no valid Sec-WebSocket-Accept: no WebSocket server answered',
    };
  }
  if (protocol !== undefined && !offered.includes(protocol)) {
    return {
      code: 'unoffered-subprotocol',
      message: `the server chose ${chosen(protocol, offered)}, which was not offered`,
    };
  }
  if (protocol === undefined && offered.length > 0) {
    return {
      code: 'missing-subprotocol',
      message: `the server chose none of the subprotocols offered (${offered.length})`,
    };
  }
  if (extensions !== undefined && !isDeflateAtMost(response)) {
    return {
      code: 'unoffered-extension',
      message: `the server switched on an extension that was not offered (${clip(extensions)})`,
    };
  }
  return null;
}

/** A header list in wire order, bounded. */
export function headerList(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length && list.length < headersKept; index += 2) {
    list.push([String(raw[index]), String(raw[index + 1]).slice(0, headerValueKept)]);
  }
  return list;
}

/** The start of a refusal's body as text. Waits for at most half a second and 16 kB. */
export function readBodyStart(response: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (): void => {
      clearTimeout(timer);
      resolve(bodyText(Buffer.concat(chunks), response.headers['content-encoding']));
    };
    const timer = setTimeout(done, bodyWaitMs);
    response.on('data', (chunk: Buffer) => {
      if (size < bodyBytes) chunks.push(chunk.subarray(0, bodyBytes - size));
      size += chunk.length;
      if (size >= bodyBytes) done();
    });
    response.on('end', done).on('close', done).on('error', done);
  });
}

function bodyText(bytes: Buffer, encoding: string | undefined): string | null {
  if (bytes.length === 0) return null;
  return decoded(bytes, encoding?.trim().toLowerCase()).toString('utf8').slice(0, bodyKept);
}

/** Content-decoded as far as it goes: the end of a body may be missing and its decoded size is bounded. */
function decoded(bytes: Buffer, encoding: string | undefined): Buffer {
  const limit = { maxOutputLength: 1_000_000 };
  const partial = { ...limit, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    if (encoding === 'gzip' || encoding === 'x-gzip') return unzipSync(bytes, partial);
    if (encoding === 'deflate') return inflateSync(bytes, partial);
    if (encoding === 'br')
      return brotliDecompressSync(bytes, { ...limit, finishFlush: constants.BROTLI_OPERATION_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
  return bytes;
}

function clip(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
