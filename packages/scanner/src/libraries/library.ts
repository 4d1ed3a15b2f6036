import type { LibraryId, ObservedMessage } from '../artifacts.ts';
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
  /** The URL to POST an empty body to; null where this client does not negotiate. */
  readonly postUrl: (url: string, dialect: Dialect) => string | null;
  /** The URL to dial, from the answer's body; null where it grants none. */
  readonly dialUrl: (url: string, answer: string) => string | null;
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
  readonly negotiation?: Negotiation;
  readonly conversation?: Conversation;
  /** How it is recognised in a page, and what its calls dial. */
  readonly client?: LibraryClient;
}

export function defineLibrary(library: ClientLibrary): ClientLibrary {
  return library;
}
