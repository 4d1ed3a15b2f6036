import { randomBytes } from 'node:crypto';
import type { HeaderList } from '../artifacts.ts';
import { deflateOffer } from './deflate.ts';
import type { Place } from './failures.ts';
import { defaultUserAgent, overlayHeaders } from './request-headers.ts';
import { basicAuthorization, credentialsOf } from './userinfo.ts';

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

/** What makes the request a handshake, and what Node's client or the connection decides. */
const reserved =
  /^(host|connection|upgrade|origin|content-length|transfer-encoding|expect|te|trailer|sec-websocket-.*)$/i;

/** What belongs to one handshake alone. */
export interface HandshakeFacts {
  readonly url: URL;
  readonly key: string;
  /** Subprotocols that a browser could offer. */
  readonly protocols: readonly string[];
}

/** All headers of the request: a browser's in Chromium's order, then the user's own, then what `facts` tell. */
export function handshakeHeaders(
  request: HandshakeRequest,
  { url, key, protocols }: HandshakeFacts,
): HeaderList {
  const { username, password } = credentialsOf(url);
  const authorization = basicAuthorization(username, password);
  const standard: HeaderList = [
    ['Host', url.host],
    ['Connection', 'Upgrade'],
    ['Pragma', 'no-cache'],
    ['Cache-Control', 'no-cache'],
    ['User-Agent', request.userAgent ?? defaultUserAgent],
    ['Upgrade', 'websocket'],
    ...(request.origin === null ? [] : [['Origin', request.origin] as const]),
    ['Sec-WebSocket-Version', '13'],
    ['Accept-Encoding', 'gzip, deflate, br'],
    ['Accept-Language', 'en-US,en;q=0.9'],
    ...(authorization === null ? [] : [['Authorization', authorization] as const]),
  ];
  const own = request.headers.filter(([name]) => !reserved.test(name));
  return [
    ...overlayHeaders(standard, own),
    ['Sec-WebSocket-Key', key],
    ['Sec-WebSocket-Extensions', deflateOffer],
    ...(protocols.length === 0 ? [] : [['Sec-WebSocket-Protocol', protocols.join(', ')] as const]),
  ];
}

/** Sixteen bytes that nobody foresees (RFC 6455 section 4.1, point 7). */
export function newKey(): string {
  return randomBytes(16).toString('base64');
}

/** Throws where there is none, or where a browser's constructor would (WebSockets standard: no fragment). */
export function handshakeUrl(text: string): URL {
  const url = new URL(text);
  if (url.hash !== '') throw new Error('its URL has a fragment');
  return url;
}

/** RFC 6455 section 4.1: subprotocols are distinct tokens; a browser's constructor throws on others. */
export function offeredProtocols(protocols: readonly string[]): string[] {
  return [...new Set(protocols)].filter((protocol) => /^[\w!#$%&'*+.^`|~-]+$/.test(protocol));
}
