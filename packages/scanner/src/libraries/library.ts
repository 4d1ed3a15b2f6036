import type { LibraryId, ObservedMessage } from '../artifacts.ts';
import type { LibraryClient } from './client.ts';

/**
 * The least exchange after the 101 that tells "a session is open" from "refused". Only opening messages that
 * every client of the library sends: never a subscription, a publish or a login.
 */
export interface Conversation {
  /** Subprotocols that the library offers where the page names none. */
  readonly protocols?: readonly string[];
  /** What the client sends after the 101, given what has come so far; null where it says nothing (more). */
  readonly reply: (
    received: readonly ObservedMessage[],
    sent: number,
    dialect: Dialect,
  ) => string | Uint8Array | null;
  /** What the messages so far mean. `open`: a session was granted; `refused`: turned away in words. */
  readonly read: (received: readonly ObservedMessage[], dialect: Dialect) => 'waiting' | 'open' | 'refused';
}
export type Dialect = Readonly<Record<string, string>>;

/** What a probe and a reader need to know of a client library (one file each in this folder). */
export interface ClientLibrary {
  readonly id: LibraryId;
  readonly name: string;
  readonly docs: string;
  /** The URL with its random parts in a canonical form, so that two scans compare. */
  readonly canonicalUrl?: (url: string) => string;
  /** The URL to dial for an endpoint whose canonical form is not to be dialled as it stands. */
  readonly dialUrl?: (url: string) => string;
  readonly conversation?: Conversation;
  /** How it is recognised in a page, and what its calls dial. */
  readonly client?: LibraryClient;
}

export function defineLibrary(library: ClientLibrary): ClientLibrary {
  return library;
}
