import type { LibraryId } from '../artifacts.ts';
import type { Dialect } from './library.ts';
import { isClassicConnect } from './signalr-classic.ts';

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

/** Clients that only open the socket: what is said on it is the page's own choice. */
const bare: readonly LibraryId[] = ['websocket', 'reconnecting-websocket'];

export function isBare(library: LibraryId): boolean {
  return bare.includes(library);
}

/** A library that a server may belong to, as far as its URL tells. */
export interface Likely {
  readonly library: LibraryId;
  readonly dialect?: Dialect;
}

/**
 * The libraries whose servers listen at URLs such as this one, the likeliest first; only what the server answers
 * tells whether it is one. Sources: Engine.IO protocol 3 and 4 (`EIO` parameter), SockJS 0.3 section "WebSocket
 * transport", jquery.signalR.js, the default paths of ASP.NET Core SignalR, Action Cable, LiveReload and Phoenix (`vsn` parameter).
 */
export function likelyLibraries(url: string): readonly Likely[] {
  const parsed = new URL(url);
  const { pathname, searchParams } = parsed;
  const eio = searchParams.get('EIO');
  if (eio !== null && searchParams.get('transport') === 'websocket') {
    const dialect = { eio };
    return [
      { library: 'socket.io', dialect },
      { library: 'engine.io', dialect },
    ];
  }
  if (/\/\d{3}\/[^/.]+\/websocket$/.test(pathname)) return [{ library: 'sockjs' }];
  if (isClassicConnect(parsed)) return [{ library: 'signalr-classic' }];
  // Who dials by hand and names no id has not negotiated for one.
  if (/\/signalr(?:[/-]|$)/i.test(pathname)) return [{ library: 'signalr', dialect: { negotiate: 'no' } }];
  if (pathname.endsWith('/cable')) return [{ library: 'actioncable' }];
  if (pathname.endsWith('/livereload')) return [{ library: 'livereload' }];
  if (pathname.endsWith('/websocket') && searchParams.has('vsn')) return [{ library: 'phoenix' }];
  return [];
}

/** The library whose servers speak the first known one of these subprotocols; null where none is known. */
export function libraryOfProtocols(protocols: readonly string[]): LibraryId | null {
  const spoken = protocols.find((protocol) => Object.hasOwn(subprotocols, protocol));
  return subprotocols[spoken ?? ''] ?? null;
}
