import type { Endpoint, TlsVersionObservation } from '../artifacts.ts';
import type { Rule, TransportQuestion } from '../rules/rule.ts';
import { probeFallbacks } from './fallback.ts';
import { probeHttp2 } from './http2.ts';
import { probePlaintext } from './plaintext.ts';
import type { ProbeSetting } from './probe.ts';
import { probeTlsVersions } from './tls-versions.ts';

type TransportObservations = Pick<Endpoint, TransportQuestion>;

/** Looks at the other ways to one endpoint; `compared` settles when its Origins have been compared over HTTP/1.1. */
export type TransportProbe = (
  setting: ProbeSetting,
  compared: Promise<unknown>,
) => Promise<TransportObservations>;

/** What these rules need between them besides handshakes over HTTP/1.1. */
export function wantedTransports(rules: readonly Pick<Rule, 'meta'>[]): ReadonlySet<TransportQuestion> {
  return new Set(rules.flatMap(({ meta }) => meta.transports ?? []));
}

/**
 * For one scan: first-party endpoints only, and only at full depth. Several endpoints at one place share the TLS
 * versions that were tried there. Never rejects for what a server does.
 */
export function transportProbe(wanted: ReadonlySet<TransportQuestion>): TransportProbe {
  const versions = new Map<string, Promise<TlsVersionObservation[]>>();
  const versionsAt = (setting: ProbeSetting): Promise<TlsVersionObservation[]> => {
    const { host } = new URL(setting.endpoint.url);
    const known = versions.get(host) ?? probeTlsVersions(setting);
    versions.set(host, known);
    return known;
  };
  return async (setting, compared) => {
    if (setting.endpoint.party !== 'first' || setting.options.depth !== 'full') return {};
    const [http2, plaintext, fallbacks, tlsVersions] = await Promise.all([
      wanted.has('http2') ? probeHttp2(setting, compared) : [],
      wanted.has('plaintext') ? probePlaintext(setting) : [],
      wanted.has('fallbacks') ? probeFallbacks(setting) : [],
      wanted.has('tlsVersions') ? versionsAt(setting) : [],
    ]);
    return {
      ...(wanted.has('http2') && { http2 }),
      ...(wanted.has('plaintext') && { plaintext }),
      ...(wanted.has('fallbacks') && { fallbacks }),
      ...(wanted.has('tlsVersions') && { tlsVersions }),
    };
  };
}
