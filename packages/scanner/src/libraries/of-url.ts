import type { LibraryId } from '../artifacts.ts';
import type { Dialect } from './library.ts';

/** Subprotocols that one library's servers speak (IANA's registry of subprotocol names, and the libraries' own). */
const subprotocols: Readonly<Record<string, LibraryId>> = {
  'graphql-transport-ws': 'graphql-ws',
  'graphql-ws': 'subscriptions-transport-ws',
  mqtt: 'mqtt',
  'mqttv3.1': 'mqtt',
  'v10.stomp': 'stomp',
  'v11.stomp': 'stomp',
  'v12.stomp': 'stomp',
  'wamp.2.json': 'wamp',
  'actioncable-v1-json': 'actioncable',
  xmpp: 'xmpp',
};

/**
 * The client library that a handshake URL and its subprotocols speak for by themselves, for endpoints that come
 * without a page. Sources: Engine.IO protocol 3 and 4 (`EIO` parameter), SockJS 0.3 section "WebSocket transport".
 */
export function libraryOfUrl(
  url: string,
  protocols: readonly string[] = [],
): { library: LibraryId; dialect?: Dialect } {
  const { pathname, searchParams } = new URL(url);
  const eio = searchParams.get('EIO');
  if (eio !== null && searchParams.get('transport') === 'websocket')
    return { library: 'socket.io', dialect: { eio } };
  if (/\/\d{3}\/[^/.]+\/websocket$/.test(pathname)) return { library: 'sockjs' };
  return { library: libraryOfProtocols(protocols) ?? 'websocket' };
}

/** The library whose servers speak the first known one of these subprotocols; null where none is known. */
export function libraryOfProtocols(protocols: readonly string[]): LibraryId | null {
  const spoken = protocols.find((protocol) => Object.hasOwn(subprotocols, protocol));
  return subprotocols[spoken ?? ''] ?? null;
}
