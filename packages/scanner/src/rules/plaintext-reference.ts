import type { Reference } from '../artifacts.ts';
import { upgradesInsecureRequests } from '../csp.ts';
import { unreadCode } from './blind-spots.ts';
import { groupByUrl } from './by-url.ts';
import { placesOf } from './places.ts';
import { isExposedPlaintext } from './plaintext-url.ts';
import { defineRule, type Draft } from './rule.ts';

export default defineRule({
  meta: {
    id: 'plaintext-reference',
    title: 'ws:// URL in code or configuration',
    description:
      'A ws:// URL with a host stands in code, configuration or an attribute, and its use is not known.',
    level: 'fail',
    severity: 'medium',
    standards: { cwe: [319], asvs: ['4.4.1'], pciDss: ['4.2.1'] },
    references: [
      'https://www.rfc-editor.org/rfc/rfc6455#section-10.6',
      'https://cwe.mitre.org/data/definitions/319.html',
    ],
  },
  needs: ['page', 'sources', 'references', 'endpoints', 'gaps'],
  appliesTo: ({ sources, references }) =>
    sources.length + references.length > 0 || 'no page and no script was read',
  *assess({ page, sources, references, endpoints, gaps }) {
    // What is opened somewhere has a known use: plaintext-endpoint speaks of it.
    const opened = new Set(endpoints.map(({ url }) => url));
    const named = references.filter(
      ({ role, url }) => role === 'names' && url !== null && isExposedPlaintext(url) && !opened.has(url),
    );
    const upgraded = page !== null && upgradesInsecureRequests(page.csp);
    for (const [url, places] of groupByUrl(named)) yield finding(url, places, upgraded);
    yield* unreadCode({ page, sources, gaps });
  },
});

function finding(url: string, places: readonly Reference[], upgraded: boolean): Draft {
  const effect = upgraded
    ? 'If this page opens it, its Content-Security-Policy (upgrade-insecure-requests) makes browsers dial wss:// instead.'
    : 'A socket opened with it is not encrypted: anyone on the network path can read and change it.';
  return {
    kind: 'finding',
    endpoint: null,
    identity: url,
    references: places.map(({ id }) => id),
    message: `${url} stands in ${placesOf(places)}, and what it is used for could not be told. ${effect} Relevant to PCI DSS 4.2.1 if card data travels there.`,
    evidence: { url, places: places.length, upgradedByPolicy: upgraded },
    remediation: { summary: 'Change it to wss:// if it is used, and delete it if it is not.' },
    ...(upgraded && { level: 'warn', severity: 'low' }),
  };
}
