import { blindSpots } from './blind-spots.ts';
import { daysLeft, inDays } from './days-left.ts';
import { placesOf } from './places.ts';
import { defineRule, type Draft, type Facts, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'tls-reference',
    title: 'WebSocket over TLS',
    description: 'A wss:// endpoint was found. That is as it should be; it is noted for the inventory.',
    level: 'note',
    severity: 'info',
    standards: { cwe: [], asvs: ['4.4.1'], pciDss: ['4.2.1.1'] },
    references: ['https://www.rfc-editor.org/rfc/rfc6455#section-3'],
  },
  needs: ['page', 'sources', 'references', 'endpoints', 'gaps', 'startedAt'],
  appliesTo: (facts) =>
    facts.endpoints.some(isTls) ||
    blindSpots(facts).length > 0 ||
    'no wss:// endpoint was found in what was read',
  *assess(facts) {
    for (const endpoint of facts.endpoints.filter(isTls)) yield finding(endpoint, facts);
    yield* blindSpots(facts);
  },
});

function isTls({ url }: JudgedEndpoint): boolean {
  return url.startsWith('wss:');
}

function finding(
  endpoint: JudgedEndpoint,
  { references, startedAt }: Pick<Facts, 'references' | 'startedAt'>,
): Draft {
  const tls = endpoint.observations.find(({ tls, variant }) => tls !== null && variant !== 'plaintext')?.tls;
  const openers = references.filter(({ id }) => endpoint.references.includes(id));
  const protocol = tls?.protocol ? ` The server spoke ${tls.protocol}.` : '';
  const left = daysLeft(tls?.validTo ?? null, startedAt);
  const certificate = left !== null && left >= 0 ? ` Its certificate has ${inDays(left)} left.` : '';
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message: `${endpoint.url} (from ${placesOf(openers)}) is opened over TLS.${protocol}${certificate}`,
    evidence: {
      host: new URL(endpoint.url).host,
      protocol: tls?.protocol ?? null,
      cipher: tls?.cipher ?? null,
      issuer: tls?.issuer ?? null,
      validTo: tls?.validTo ?? null,
      daysLeft: left,
    },
    remediation: { summary: 'Nothing has to be done.' },
  };
}
