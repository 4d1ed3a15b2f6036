import type { LibraryId } from '../artifacts.ts';
import type { Dialect } from './library.ts';

/**
 * The client library that a handshake URL speaks for by itself, for endpoints that come without a page.
 * Sources: Engine.IO protocol 3 and 4 (`EIO` parameter), SockJS 0.3 section "WebSocket transport".
 */
export function libraryOfUrl(url: string): { library: LibraryId; dialect?: Dialect } {
  const { pathname, searchParams } = new URL(url);
  const eio = searchParams.get('EIO');
  if (eio !== null && searchParams.get('transport') === 'websocket')
    return { library: 'socket.io', dialect: { eio } };
  if (/\/\d{3}\/[^/.]+\/websocket$/.test(pathname)) return { library: 'sockjs' };
  return { library: 'websocket' };
}
