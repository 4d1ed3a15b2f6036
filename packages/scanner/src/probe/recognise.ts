import type { Endpoint, Observation } from '../artifacts.ts';
import { canonicalUrl } from '../libraries/shared-endpoint.ts';
import { isBare, likelyLibraries, type Likely } from '../libraries/of-url.ts';
import { Probe, type ProbeSetting } from './probe.ts';
import { settle } from './settle.ts';
import { sideOf, type Side } from './sides.ts';
import { patience } from './timing.ts';

/** An endpoint as its server's own words tell it, and the handshake that was made to hear them. */
export interface Recognised {
  readonly endpoint: Endpoint;
  readonly observations: readonly Observation[];
}

/**
 * Finds out whether an endpoint that the page dials by hand belongs to a library's server, where its URL looks as if
 * it did: one handshake with the page's Origin, on which the library's conversation is held. A server that does not
 * answer as the library's does is judged by what it sends, like any other.
 */
export async function recognise(setting: ProbeSetting): Promise<Recognised> {
  const { endpoint, pageOrigin, options } = setting;
  const likely = isBare(endpoint.library) && endpoint.party === 'first' ? likelyLibraries(endpoint.url) : [];
  const [first] = likely;
  if (!first) return { endpoint, observations: [] };
  const probe = new Probe('control', pageOrigin, { ...setting, endpoint: asking(endpoint, first) });
  await settle([probe], () => waitMs(probe.side, options.timeoutMs));
  await probe.leave();
  const { seen } = probe;
  const found = likely.find((one) => sideOf(seen, asking(endpoint, one)).session !== 'waiting');
  if (!found) return { endpoint, observations: [seen] };
  const url = canonicalUrl(found.library, endpoint.url);
  return { endpoint: { ...asking(endpoint, found), url }, observations: [seen] };
}

function asking(endpoint: Endpoint, { library, dialect }: Likely): Endpoint {
  return { ...endpoint, library, ...(dialect && { dialect: { ...dialect, ...endpoint.dialect } }) };
}

/** A word of the library's own, or any other, settles it. */
function waitMs({ state, session, said, seen }: Side, timeoutMs: number): number {
  if (state === 'unreachable' && seen.error === null) return Infinity;
  if (state !== 'open' || session !== 'waiting' || said.length > 0) return 0;
  return Math.max(0, Math.min(patience.silence, timeoutMs) - seen.observedMs);
}
