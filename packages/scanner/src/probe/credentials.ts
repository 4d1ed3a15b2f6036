import type { Observation } from '../artifacts.ts';
import { withoutCredentials } from '../net/credentials.ts';
import { isAnonymous } from './anonymous.ts';
import { Probe, httpUrl, type ProbeSetting } from './probe.ts';
import { mayBeHijackable } from './session.ts';
import { settle } from './settle.ts';
import { hasSpoken, isWebSocket, sideOf, type Side } from './sides.ts';
import { aloneWaitMs, pairWaitMs, patience } from './timing.ts';

/**
 * The 2 x 2 of {page's Origin, foreign} x {with, without} the user's credentials, side by side while the page's own
 * connection stays open. The foreign Origin has only what a browser attaches there by itself. What looks like a
 * session in foreign hands is asked once more. Where the user gave no credentials for this endpoint, only the page's
 * Origin without the cookies that the page itself was given. Empty where the page gets no WebSocket.
 *
 * @param compared what the Origin comparison of this endpoint saw
 */
export async function compareCredentials(
  given: ProbeSetting,
  compared: readonly Observation[],
): Promise<Observation[]> {
  const { endpoint, network, options, pageOrigin } = given;
  const headers = network.credentialsFor(httpUrl(endpoint.url), options.origin);
  const control = compared.findLast(({ variant }) => variant === 'control');
  if (endpoint.party !== 'first' || control?.status !== 101) return [];
  if (!headers) return options.depth === 'full' && !isAnonymous(control) ? askWithout(given, control) : [];
  // What a visitor without a login is given must not take the place of the user's session.
  const setting = { ...given, network: { ...network, storeCookies: () => [] } };
  const own = new Probe('control-with-credentials', pageOrigin, { ...setting, headers: headers.page });
  await own.answered;
  const foreign = { ...setting, headers: headers.foreign };
  const without = { ...setting, headers: headers.without };
  const stranger = (): Probe[] => [
    new Probe('foreign-with-credentials', options.origin, foreign),
    new Probe('foreign', options.origin, without),
  ];
  const others = isWebSocket(own.side) ? [...stranger(), new Probe('control', pageOrigin, without)] : [];
  await watched(own, others, { silence: silenceOf(control), timeoutMs: options.timeoutMs });
  const again = mayBeHijackable({ ...endpoint, credentials: seenOf([own, ...others]) }) ? stranger() : [];
  await watched(own, again, { silence: silenceOf(control), timeoutMs: options.timeoutMs });
  own.end();
  return seenOf([own, ...others, ...again]);
}

/** Whether the cookies that every visitor is given matter at all. */
async function askWithout(setting: ProbeSetting, control: Observation): Promise<Observation[]> {
  const { network, options, pageOrigin } = setting;
  const before = sideOf(control, setting.endpoint);
  // Who gets nothing with them gets nothing without.
  if (!hasSpoken(before)) return [];
  const headers = withoutCredentials(setting.headers);
  const bare = { ...setting, network: { ...network, storeCookies: () => [] }, headers };
  const probe = new Probe('control', pageOrigin, bare);
  await settle([probe], () => aloneWaitMs(probe.side, before, options.timeoutMs));
  probe.end();
  return [probe.seen];
}

/** A server that spoke late to the page is given its time again. */
function silenceOf(control: Observation): number {
  return (control.messages[0]?.atMs ?? 0) > patience.speech / 2 ? patience.silence : patience.speech;
}

/** Until each can be compared with the page's own, and has had the time in which that got its first messages. */
async function watched(
  own: Probe,
  others: readonly Probe[],
  { silence, timeoutMs }: { readonly silence: number; readonly timeoutMs: number },
): Promise<void> {
  await settle([own, ...others], () =>
    Math.max(
      0,
      ...others.map((other) =>
        Math.max(pairWaitMs(own.side, other.side, timeoutMs, silence), restOfGreeting(own.side, other.side)),
      ),
    ),
  );
  for (const other of others) other.end();
}

/** Greetings come in several messages, and only a later one may speak of the account. */
function restOfGreeting(own: Side, other: Side): number {
  const last = own.said.at(-1);
  if (!last || other.state !== 'open') return 0;
  return Math.min(2 * last.atMs + patience.grace, patience.speech) - other.seen.observedMs;
}

function seenOf(probes: readonly Probe[]): Observation[] {
  return probes.map(({ seen }) => seen);
}
