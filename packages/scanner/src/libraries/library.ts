import type { HeaderList, LibraryId, ObservedMessage } from '../artifacts.ts';
import type { LibraryClient } from './client.ts';

export type Dialect = Readonly<Record<string, string>>;

/** The connection on which a conversation takes place. */
export interface Session {
  /** The URL that was dialled. */
  readonly url: string;
  /** The subprotocol that the server chose. */
  readonly protocol: string | null;
  readonly dialect: Dialect;
}

/**
 * The least exchange after the 101 that tells "a session is open" from "refused". Only opening messages that
 * every client of the library sends: never a subscription, a publish or a login.
 */
export interface Conversation {
  /** Subprotocols that the library offers where the page names none. */
  readonly protocols?: readonly string[];
  /**
   * What the client says next, given what has come and how often it has spoken; null where it says nothing
   * (more). Asked after the 101, after each message, and again after each reply.
   */
  readonly reply: (
    received: readonly ObservedMessage[],
    sent: number,
    session: Session,
  ) => string | Uint8Array | null;
  /** What the messages so far mean. `open`: a session was granted; `refused`: turned away in words. */
  readonly read: (received: readonly ObservedMessage[], session: Session) => 'waiting' | 'open' | 'refused';
  /**
   * Whether a message is the library's own (greeting, acknowledgement, heartbeat). Whoever connects gets those,
   * before or without the application's say: they are no sign of what the page gets.
   */
  readonly isOwn: (message: ObservedMessage, session: Session) => boolean;
}

/** An HTTP exchange that comes before the handshake and hands out what its URL needs. */
export interface Negotiation {
  /** How it is asked; a POST has an empty body. */
  readonly method: 'GET' | 'POST';
  /** The URL to ask; null where this client does not negotiate. */
  readonly url: (url: string, dialect: Dialect) => string | null;
  /** The URL to dial, from the answer's body; null where it grants none. */
  readonly dialUrl: (url: string, answer: string) => string | null;
}

/** A request of the HTTP transport that a library falls back to. CORS guards its answer, not the handshake's Origin check. */
export interface Fallback {
  /** The library's own word: `polling`, `info`, `xhr`, `negotiate` … */
  readonly transport: string;
  readonly method: 'GET' | 'POST';
  /** The URL to ask, of the endpoint's; null where it has none. */
  readonly url: (url: string) => string | null;
  /** What the client adds; a header that CORS does not let pass unasked makes browsers send a preflight first. */
  readonly headers?: HeaderList;
  readonly body?: string;
  /** Whether the body of a 200 opens a session, or tells what the client goes on with. */
  readonly grants: (body: string) => boolean;
}

/** What a probe and a reader need to know of a client library (one file each in this folder). */
export interface ClientLibrary {
  readonly id: LibraryId;
  readonly name: string;
  readonly docs: string;
  /** The URL with its random parts in a canonical form, so that two scans compare. */
  readonly canonicalUrl?: (url: string) => string;
  /** The URL to dial for an endpoint whose canonical form is not to be dialled as it stands. */
  readonly dialUrl?: (url: string) => string;
  /** One dialect of those of the clients that share an endpoint; without it the first one's. */
  readonly joined?: (dialects: readonly Dialect[]) => Dialect;
  readonly negotiation?: Negotiation;
  readonly conversation?: Conversation;
  /** Its HTTP transports, in the order that a client asks them. */
  readonly fallbacks?: readonly Fallback[];
  /** How it is recognised in a page, and what its calls dial. */
  readonly client?: LibraryClient;
}

/** The http(s) URL at the place of a ws(s) one, changed as told. */
export function httpTwin(url: string, change: (twin: URL) => void = () => {}): string {
  const twin = new URL(url.replace(/^ws/, 'http'));
  change(twin);
  return twin.href;
}

export function defineLibrary(library: ClientLibrary): ClientLibrary {
  return library;
}
