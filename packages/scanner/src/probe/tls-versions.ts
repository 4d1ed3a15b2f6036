import type { TlsVersionObservation } from '../artifacts.ts';
import { placeOf } from '../net/handshake-request.ts';
import { observeTlsVersion, type ObsoleteVersion } from '../net/tls-version.ts';
import type { ProbeSetting } from './probe.ts';

const obsolete: readonly ObsoleteVersion[] = ['TLSv1', 'TLSv1.1'];

/** Offers a `wss://` endpoint's host each version that RFC 8996 forbids, and nothing else. */
export function probeTlsVersions(setting: ProbeSetting): Promise<TlsVersionObservation[]> {
  const url = new URL(setting.endpoint.url);
  if (url.protocol !== 'wss:') return Promise.resolve([]);
  return Promise.all(obsolete.map((version) => observe(version, url, setting)));
}

async function observe(
  version: ObsoleteVersion,
  url: URL,
  { network, options, limiter, spend }: ProbeSetting,
): Promise<TlsVersionObservation> {
  if (!spend()) {
    const error = { code: 'limit', message: 'the limit of handshakes for one endpoint was reached' };
    return { version, outcome: 'unreachable', cipher: null, error };
  }
  const { hostname, port } = placeOf(url);
  const { timeoutMs, signal } = options;
  return limiter.run(url.host, () =>
    observeTlsVersion({ hostname, port, version, timeoutMs, signal }, network),
  );
}
