import type { Artifacts, Endpoint } from '../artifacts.ts';
import { endpoint, facts, observation, page, tls } from '../rules/testing/facts.ts';

export const url = 'wss://shop.test/live';

export function artifacts(over: Partial<Artifacts> = {}): Artifacts {
  const { scope, gaps, sources } = facts();
  return {
    schemaVersion: 1,
    tool: { name: 'wssure', version: '0.0.0' },
    target: 'https://shop.test/',
    startedAt: '2026-05-01T10:00:00.000Z',
    durationMs: 12,
    scope,
    page: page(),
    sources,
    references: [],
    endpoints: [],
    gaps,
    ...over,
  };
}

/** An endpoint as the probes leave it: not judged yet. */
export function probed(address: string, over: Partial<Endpoint> = {}): Endpoint {
  const {
    originPolicy: _policy,
    originPolicyReason: _reason,
    bypasses: _bypasses,
    ...bare
  } = endpoint(address);
  return { ...bare, ...over };
}

/** An endpoint whose other transports were looked at, and had nothing to show. */
export const nothingElse: Partial<Endpoint> = { http2: [], plaintext: [], fallbacks: [], tlsVersions: [] };

export const openSocket = probed(url, {
  observations: [
    observation('control', { tls: tls() }),
    observation('foreign', { tls: tls() }),
    observation('control-again', { tls: tls() }),
  ],
  ...nothingElse,
});
