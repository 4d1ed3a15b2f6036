import type { Observation } from '../artifacts.ts';
import { withoutCredentials } from '../net/credentials.ts';
import { Probe, type ProbeSetting } from './probe.ts';

/** Many hosts drop what comes to port 80: the rest of the time-out would be spent on waiting for them. */
const patienceMs = 3_000;

/**
 * The control's handshake without TLS, on port 80 of a `wss://` endpoint's host, and on the endpoint's own port where
 * that is not 443. Once each. Without the user's credentials: they must not travel in the clear.
 */
export function probePlaintext(setting: ProbeSetting): Promise<Observation[]> {
  return Promise.all(plaintextUrls(setting.endpoint.url).map((url) => handshake(url, setting)));
}

async function handshake(url: string, setting: ProbeSetting): Promise<Observation> {
  const { options, protocols, pageOrigin } = setting;
  const once: ProbeSetting = {
    ...setting,
    headers: withoutCredentials(setting.headers),
    options: { ...options, timeoutMs: Math.min(options.timeoutMs, patienceMs) },
    spend: (isRetry = false) => !isRetry && setting.spend(),
  };
  const probe = new Probe('plaintext', pageOrigin, once, { url, protocols });
  await probe.answered;
  await probe.leave();
  return probe.seen;
}

/** The endpoint's URL without TLS, on each port to try. */
export function plaintextUrls(endpoint: string): string[] {
  const url = new URL(endpoint);
  if (url.protocol !== 'wss:') return [];
  const ports = url.port === '' ? ['80'] : ['80', url.port];
  url.protocol = 'ws:';
  return [...new Set(ports)].map((port) => {
    url.port = port;
    return url.href;
  });
}
