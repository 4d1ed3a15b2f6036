import type { Endpoint, HeaderList, Observation, ObservedMessage } from '../artifacts.ts';
import { carriesCredentials } from '../net/credentials.ts';
import { hasCredentialProtocol, credentialParameters } from '../secrets.ts';
import { sessionCookiesSent } from '../session-cookies.ts';
import { saysNo } from './compare.ts';
import { sideOf } from './sides.ts';

/** What an endpoint gives to whoever opens it from its page without any credential. */
export interface AnonymousJudgement {
  /**
   * `speaks`: it sends messages of its own; `grants`: the library's session is granted and no more; `nothing`: it
   * refuses, asks for a login, or is silent; `not-asked`: every handshake carried a credential, or none was made.
   */
  readonly anonymous: 'speaks' | 'grants' | 'nothing' | 'not-asked';
}

/** Judges every handshake of the page's Origin that carried no credential. Pure. Source: CWE-306. */
export function judgeAnonymous(endpoint: Endpoint): AnonymousJudgement {
  if (carriesToken(endpoint)) return { anonymous: 'not-asked' };
  const own = [...endpoint.observations, ...(endpoint.credentials ?? [])].filter(
    ({ variant, outcome }) => variant.startsWith('control') && outcome !== 'unreachable',
  );
  const anonymous = own.filter(isAnonymous);
  const got = new Set(watchedLongEnough(anonymous).map((seen) => givenTo(seen, endpoint)));
  if (got.has('speaks')) return { anonymous: 'speaks' };
  if (got.has('grants')) return { anonymous: 'grants' };
  // Who gets nothing with a credential gets nothing without.
  const isShut = own.length > 0 && own.every((seen) => givenTo(seen, endpoint) === 'nothing');
  return { anonymous: got.size > 0 || isShut ? 'nothing' : 'not-asked' };
}

/** All but those that were left before the time at which the server closed another: they show no session. */
function watchedLongEnough(anonymous: readonly Observation[]): readonly Observation[] {
  const closings = anonymous.filter(isClosed).map(({ observedMs }) => observedMs);
  const soonest = Math.min(...closings);
  return closings.length === 0
    ? anonymous
    : anonymous.filter((seen) => isClosed(seen) || seen.observedMs > soonest);
}

function isClosed({ outcome }: Observation): boolean {
  return outcome === 'closed';
}

/** Whether the page's own URL or subprotocols may open the door. */
function carriesToken({ url, protocols }: Pick<Endpoint, 'url' | 'protocols'>): boolean {
  return credentialParameters(url).length > 0 || hasCredentialProtocol(protocols);
}

function givenTo(seen: Observation, endpoint: Endpoint): 'speaks' | 'grants' | 'nothing' {
  const { state, said, session } = sideOf(seen, endpoint);
  if (state !== 'open' || session === 'refused') return 'nothing';
  if (said.some((message) => !saysNo(message) && !asksForLogin(message))) return 'speaks';
  return said.length === 0 && session === 'open' ? 'grants' : 'nothing';
}

/** `{"type":"auth_required"}` and its kin: the server speaks, and says that it will not before it knows who is there. */
function asksForLogin({ data }: ObservedMessage): boolean {
  return /auth|log[ _-]?in\b|sign[ _-]?in\b|credential|challenge|identify|password/i.test(
    data.slice(0, 2_000),
  );
}

/** Whether a handshake carried nothing by which the server could know a visitor. */
export function isAnonymous({
  requestHeaders,
  withCredentials,
}: Pick<Observation, 'requestHeaders' | 'withCredentials'>): boolean {
  return (
    !withCredentials ||
    (sessionCookiesSent(requestHeaders).length === 0 && !carriesCredentials(addedHeaders(requestHeaders)))
  );
}

/** What is neither the handshake's own nor a cookie. */
function addedHeaders(headers: HeaderList): HeaderList {
  return headers.filter(
    ([name]) => !/^(host|connection|upgrade|origin|cookie|sec-websocket-.+)$/i.test(name),
  );
}
