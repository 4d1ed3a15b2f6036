import type { TlsVersionObservation } from '../artifacts.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { defineRule, type Draft, type JudgedEndpoint, type Unjudged } from './rule.ts';

export default defineRule({
  meta: {
    id: 'tls-version-obsolete',
    title: 'Server accepts an obsolete TLS version',
    description: 'A wss:// endpoint completes a handshake in TLS 1.0 or TLS 1.1, which RFC 8996 forbids.',
    level: 'fail',
    severity: 'medium',
    standards: { cwe: [327], asvs: ['12.1.1'], pciDss: ['4.2.1'] },
    references: [
      'https://www.rfc-editor.org/rfc/rfc8996',
      'https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1',
      'https://cwe.mitre.org/data/definitions/327.html',
    ],
    probes: ['control'],
    transports: ['tlsVersions'],
  },
  needs: ['references', 'endpoints'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some(isJudged) ||
    hasUnresolved(references) ||
    'no wss:// endpoint of the first party was found',
  *assess({ references, endpoints }) {
    for (const endpoint of endpoints.filter(isJudged)) {
      const accepted = endpoint.tlsVersions?.filter(({ outcome }) => outcome === 'accepted') ?? [];
      if (accepted.length > 0) yield finding(endpoint, accepted);
      else yield* unjudged(endpoint);
    }
    yield* unresolvedSockets({ references });
  },
});

function isJudged({ url, party }: JudgedEndpoint): boolean {
  return party === 'first' && url.startsWith('wss:');
}

function* unjudged({ url, tlsVersions, notProbed }: JudgedEndpoint): Generator<Unjudged> {
  if (!tlsVersions) {
    yield {
      kind: 'unjudged',
      reason: `obsolete TLS versions were not offered to ${url}: ${notProbed?.reason ?? 'only --depth full does'}`,
    };
    return;
  }
  for (const { version, outcome, error } of tlsVersions)
    if (outcome === 'unreachable')
      yield { kind: 'unjudged', reason: `${url}, ${named(version)}: ${error?.message ?? 'no answer'}` };
}

function finding(endpoint: JudgedEndpoint, accepted: readonly TlsVersionObservation[]): Draft {
  const versions = accepted.map(({ version }) => named(version)).join(' and ');
  const { host } = new URL(endpoint.url);
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message:
      `The server of ${endpoint.url} completes a handshake in ${versions}. Browsers no longer speak ${accepted.length > 1 ? 'them' : 'it'}; ` +
      'other clients that still do can be made to use protections that are known to be broken. ' +
      'Relevant to PCI DSS 4.2.1 if card data travels there.',
    evidence: { host, accepted: accepted.map(({ version, cipher }) => ({ version, cipher })) },
    remediation: { summary: `Make TLS 1.2 the lowest version that ${host} accepts, and offer TLS 1.3.` },
    ...(accepted[0] && { proof: { tls: { url: endpoint.url, version: accepted[0].version } } }),
  };
}

function named(version: TlsVersionObservation['version']): string {
  return version === 'TLSv1' ? 'TLS 1.0' : 'TLS 1.1';
}
