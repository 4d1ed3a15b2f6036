import { upgradesInsecureRequests } from '../csp.ts';
import { blindSpots } from './blind-spots.ts';
import { placesOf } from './places.ts';
import { isExposedPlaintext } from './plaintext-url.ts';
import { defineRule, type Draft, type Facts, type JudgedEndpoint } from './rule.ts';

type Needed = Pick<Facts, 'page' | 'references' | 'scope'>;

export default defineRule({
  meta: {
    id: 'plaintext-endpoint',
    title: 'WebSocket without TLS',
    description: 'The page opens a ws:// URL on a host that is not this machine.',
    level: 'fail',
    severity: 'high',
    standards: { cwe: [319], asvs: ['4.4.1'], pciDss: ['4.2.1'] },
    references: [
      'https://www.rfc-editor.org/rfc/rfc6455#section-10.6',
      'https://cwe.mitre.org/data/definitions/319.html',
      'https://www.w3.org/TR/mixed-content/',
    ],
  },
  needs: ['page', 'sources', 'references', 'endpoints', 'gaps', 'scope'],
  appliesTo: (facts) =>
    facts.endpoints.length > 0 || blindSpots(facts).length > 0 || 'no WebSocket found in what was read',
  *assess(facts) {
    for (const endpoint of facts.endpoints)
      if (isExposedPlaintext(endpoint.url)) yield finding(endpoint, facts);
    yield* blindSpots(facts);
  },
});

function finding(endpoint: JudgedEndpoint, { page, references, scope }: Needed): Draft {
  const upgraded = page !== null && upgradesInsecureRequests(page.csp);
  const blocked = !upgraded && scope.pageOrigin?.startsWith('https:') === true;
  const openers = references.filter(({ id }) => endpoint.references.includes(id));
  // A constant that holds the same URL is part of this finding and of no other.
  const named = references.filter(({ role, url }) => role === 'names' && url === endpoint.url);
  const effect = upgraded ? upgradedEffect : blocked ? blockedEffect : openEffect;
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: [...new Set([...endpoint.references, ...named.map(({ id }) => id)])],
    message: `${endpoint.url} (from ${placesOf(openers)}) is a WebSocket without TLS. ${effect} Relevant to PCI DSS 4.2.1 if card data travels there.`,
    evidence: {
      url: endpoint.url,
      pageOrigin: scope.pageOrigin,
      blockedAsMixedContent: blocked,
      upgradedByPolicy: upgraded,
    },
    remediation: {
      summary: `Serve this socket over TLS and open it as wss://, or with a URL relative to the page such as "${new URL(endpoint.url).pathname}".`,
    },
    ...(upgraded && { level: 'warn', severity: 'low' }),
    ...(blocked && { severity: 'medium' }),
  };
}

const openEffect =
  'Nothing on it is encrypted, the cookies of its handshake included: anyone on the network path can read and change it.';
const blockedEffect =
  'Because the page came over https, browsers block the connection (mixed content) and the socket does not work there; any client that does not block it sends everything unencrypted.';
const upgradedEffect =
  'The Content-Security-Policy of the page (upgrade-insecure-requests) makes browsers dial wss:// instead, so nothing travels unencrypted while that policy is sent.';
