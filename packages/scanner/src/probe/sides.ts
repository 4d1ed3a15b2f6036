import type { Endpoint, ObservedMessage, Observation } from '../artifacts.ts';
import { closedInTrouble } from '../close-codes.ts';
import type { ClientLibrary, Conversation } from '../libraries/library.ts';
import { libraries } from '../libraries/list.ts';
import { isBare, libraryOfProtocols } from '../libraries/of-url.ts';
import { droppedCodes } from '../net/handshake-error.ts';

/** What one Origin got, read with the library's eyes. */
export interface Side {
  readonly seen: Observation;
  /**
   * `unreachable`: no answer; `refused`: an answer without 101; `no-websocket`: a 101 that no browser accepts;
   * `open`, `closed`: a WebSocket, as it stood at the end.
   */
  readonly state: 'unreachable' | 'refused' | 'no-websocket' | 'open' | 'closed';
  /** What the library's conversation came to; `waiting` too where the library has none. */
  readonly session: 'waiting' | 'open' | 'refused';
  /** The application's messages, without the library's own. */
  readonly said: readonly ObservedMessage[];
}

export function libraryOf({ library }: Pick<Endpoint, 'library'>): ClientLibrary | undefined {
  return libraries.find(({ id }) => id === library);
}

/**
 * What is spoken on a connection. Where nothing but the offered subprotocols tells the library, the one that the
 * server chose says which conversation it expects.
 */
export function conversationOn(
  { library, protocols }: Pick<Endpoint, 'library' | 'protocols'>,
  chosen: string | null,
): Conversation | undefined {
  const isTold = isBare(library) || libraryOfProtocols(protocols) === library;
  const spoken = chosen !== null && isTold ? libraryOfProtocols([chosen]) : library;
  return spoken === null ? undefined : libraryOf({ library: spoken })?.conversation;
}

export function sideOf(
  seen: Observation,
  endpoint: Pick<Endpoint, 'url' | 'library' | 'dialect' | 'protocols'>,
): Side {
  const conversation = conversationOn(endpoint, seen.protocol);
  const session = { url: seen.url ?? endpoint.url, protocol: seen.protocol, dialect: endpoint.dialect ?? {} };
  return {
    seen,
    state: stateOf(seen),
    session: conversation?.read(seen.messages, session) ?? 'waiting',
    said: [
      ...seen.messages.filter((message) => !conversation?.isOwn(message, session)),
      ...(seen.error?.code === 'message-too-big' ? [tooBig(seen)] : []),
    ],
  };
}

function stateOf({ outcome, status }: Observation): Side['state'] {
  if (outcome === 'unreachable') return 'unreachable';
  if (outcome === 'rejected') return status === 101 ? 'no-websocket' : 'refused';
  return outcome === 'closed' ? 'closed' : 'open';
}

/** Stands for data that came and was not read. */
function tooBig({ observedMs }: Observation): ObservedMessage {
  return { data: '', binary: true, bytes: Number.MAX_SAFE_INTEGER, atMs: observedMs };
}

export function isWebSocket({ state }: Side): boolean {
  return state === 'open' || state === 'closed';
}

/** Whether the application spoke, or the library granted a session. */
export function hasSpoken({ said, session }: Side): boolean {
  return said.length > 0 || session !== 'waiting';
}

/** Whether the request was sent and no answer came: what a server does that drops what it does not like. */
export function isDropped({ seen }: Side): boolean {
  return droppedCodes.includes(seen.error?.code ?? '');
}

/** Whether the time of the scan ended it, and not the server. */
export function isCutOff({ seen }: Side): boolean {
  return seen.error?.code === 'aborted';
}

/** The least that a silent connection is watched, ms. */
export const silentAtLeast = 1_000;

/** How long one that stands in silence is watched at least where nothing else tells how long it should, ms. */
export const silenceAlone = 3_500;

/**
 * Whether a connection stood in silence for as long as silence must be watched, whatever closed it then: a server
 * that waits for the client's first message gives up at some time.
 */
export function isPatientlySilent({ said, session, seen }: Side): boolean {
  return said.length === 0 && session === 'waiting' && seen.observedMs >= silentAtLeast;
}

/**
 * Whether a refusal may have had another cause than the Origin: overload, a limit on requests, a proxy in trouble,
 * a broken connection. Seen once, it proves nothing.
 */
export function isDoubtful(side: Side): boolean {
  if (side.state === 'unreachable') return true;
  if (side.state === 'refused') return side.seen.status === 429 || (side.seen.status ?? 0) >= 500;
  return side.state === 'closed' && ((side.seen.closeCode ?? 1006) === 1006 || closedInTrouble(side.seen));
}
