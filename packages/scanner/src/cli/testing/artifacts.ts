import type { Artifacts } from '../../artifacts.ts';
import { observation, page, pageOrigin, reference, source } from '../../rules/testing/facts.ts';

const origins = {
  enforced: { outcome: 'rejected', status: 403 },
  missing: { outcome: 'accepted', status: 101 },
} as const;

/** What a scan of a page with one socket gathered; the foreign Origin was refused, or not. */
export function artifactsOf(
  target: string,
  policy: keyof typeof origins,
  over: Partial<Artifacts> = {},
): Artifacts {
  const url = `${target.replace('https:', 'wss:')}live`;
  return {
    schemaVersion: 1,
    tool: { name: 'wssure', version: '0.1.0' },
    target,
    startedAt: '2026-11-23T08:00:00.000Z',
    durationMs: 812,
    scope: {
      wrongOrigin: 'https://wssure-probe.example',
      pageOrigin,
      scripts: 'same-origin',
      probe: 'all',
      depth: 'full',
      firstParty: [],
      credentials: false,
      insecure: false,
    },
    page: page({ url: target }),
    sources: [source()],
    references: [reference('r1', url)],
    endpoints: [
      {
        url,
        library: 'websocket',
        protocols: [],
        party: 'first',
        references: ['r1'],
        observations: [
          observation('control'),
          observation('foreign', origins[policy]),
          observation('control-again'),
        ],
      },
    ],
    gaps: [],
    ...over,
  };
}

/** What is left of a scan whose target could not be reached. */
export function failedArtifacts(target: string, message: string): Artifacts {
  return artifactsOf(target, 'enforced', {
    page: null,
    sources: [],
    references: [],
    endpoints: [],
    error: { code: 'name-not-resolved', message },
  });
}
