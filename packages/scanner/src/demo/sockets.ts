import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { serveSocketIo } from './engine-io.ts';

/** One WebSocket of the shop. */
export interface SocketRoute {
  /** Whether the handshake gets a 101; the answer is 403 otherwise. */
  readonly accepts: (headers: IncomingHttpHeaders) => boolean;
  readonly open: (socket: WebSocket, request: IncomingMessage) => void;
}

/**
 * The shop's sockets by path. As it stands, `/chat`, `/socket.io/` and `/prices` answer whoever asks; `fixed`
 * makes them compare the Origin with the page's own before the 101, as `/orders` always does, and ask for the
 * page's session.
 */
export function shopSockets(pageOrigin: string, fixed: boolean): ReadonlyMap<string, SocketRoute> {
  const ownPage = (headers: IncomingHttpHeaders): boolean =>
    headers.origin === pageOrigin && (!fixed || hasSession(headers));
  const guarded = fixed ? ownPage : anyone;
  return new Map<string, SocketRoute>([
    ['/chat', { accepts: guarded, open: greet({ text: 'Welcome back, Anna! Your parcel leaves today.' }) }],
    ['/prices', { accepts: guarded, open: greet({ kettle: '39.00' }) }],
    ['/socket.io/', { accepts: guarded, open: (socket) => serveSocketIo(socket, ['basket', { items: 3 }]) }],
    ['/orders', { accepts: ownPage, open: greet({ open: 1 }) }],
    [
      '/account',
      { accepts: fixed ? hasSession : anyone, open: closeUnlessFrom(pageOrigin, { name: 'Anna' }) },
    ],
  ]);
}

/** The help desk's only socket: a public widget that any site may embed. */
export const supportSocket: SocketRoute = { accepts: anyone, open: greet({ agents: 2 }) };

/** The session that the shop's page sets. */
export const sessionCookie = 'shop_session=4f1c0de7';

function hasSession({ cookie = '' }: IncomingHttpHeaders): boolean {
  return cookie.includes(sessionCookie);
}

function anyone(): boolean {
  return true;
}

function greet(message: Readonly<Record<string, unknown>>): SocketRoute['open'] {
  return (socket) => socket.send(JSON.stringify(message));
}

/** Refuses after the 101 (RFC 6455 section 7.4.1: 1008, policy violation), as servers without access to the handshake do. */
function closeUnlessFrom(
  pageOrigin: string,
  message: Readonly<Record<string, unknown>>,
): SocketRoute['open'] {
  const welcome = greet(message);
  return (socket, request) =>
    request.headers.origin === pageOrigin
      ? welcome(socket, request)
      : socket.close(1008, 'origin not allowed');
}
