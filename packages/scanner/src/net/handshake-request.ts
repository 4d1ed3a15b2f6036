import type { HeaderList } from '../artifacts.ts';
import type { Place } from './failures.ts';
import { defaultUserAgent } from './request-headers.ts';

/** One WebSocket handshake to be made. */
export interface HandshakeRequest {
  /** A `ws:` or `wss:` URL. */
  readonly url: string;
  /** Null sends no Origin, which no browser does. */
  readonly origin: string | null;
  /** Subprotocols to offer; what is no token, or a repetition, is left out. */
  readonly protocols: readonly string[];
  /** The user's headers and cookies. They cannot replace what makes the request a handshake. */
  readonly headers: HeaderList;
  /** For connecting and answering together, ms. */
  readonly timeoutMs: number;
  readonly userAgent?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where a `ws:` or `wss:` URL is dialled. */
export function placeOf(url: URL): Place {
  const tls = url.protocol === 'wss:';
  return { hostname: url.hostname, port: url.port === '' ? (tls ? 443 : 80) : Number(url.port), tls };
}

const ownHeaders =
  /^(host|connection|upgrade|origin|content-length|transfer-encoding|expect|te|trailer|sec-websocket-.*)$/i;

/**
 * The request's headers in Chromium's order. `ws` overwrites the values of the four that it computes and keeps
 * their places.
 */
export function handshakeHeaders(request: HandshakeRequest, host: string): Record<string, string> {
  const headers: Record<string, string> = {
    Host: host,
    Connection: 'Upgrade',
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
    'User-Agent': request.userAgent ?? defaultUserAgent,
    Upgrade: 'websocket',
    ...(request.origin !== null && { Origin: request.origin }),
    'Sec-WebSocket-Version': '13',
    'Accept-Encoding': 'gzip, deflate, br',
    'Accept-Language': 'en-US,en;q=0.9',
  };
  for (const [name, value] of request.headers) {
    if (ownHeaders.test(name)) continue;
    const known = Object.keys(headers).find((other) => other.toLowerCase() === name.toLowerCase());
    headers[known ?? name] = value;
  }
  return headers;
}

/** RFC 6455 section 4.1: subprotocols are distinct tokens; a browser's constructor throws on others. */
export function offeredProtocols(protocols: readonly string[]): string[] {
  return [...new Set(protocols)].filter((protocol) => /^[\w!#$%&'*+.^`|~-]+$/.test(protocol));
}
