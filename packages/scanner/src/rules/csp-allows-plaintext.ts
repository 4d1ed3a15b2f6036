import type { PageFacts } from '../artifacts.ts';
import { connectLimits, plaintextSources, upgradesInsecureRequests } from '../csp.ts';
import { isLoopbackHost } from '../hosts.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'csp-allows-plaintext',
    title: 'Content-Security-Policy lets ws:// through',
    description: 'The Content-Security-Policy of the page allows connections to ws:// URLs.',
    level: 'warn',
    severity: 'low',
    standards: { cwe: [319], asvs: ['4.4.1'], pciDss: ['4.2.1'] },
    references: [
      'https://www.w3.org/TR/CSP3/#directive-connect-src',
      'https://www.w3.org/TR/upgrade-insecure-requests/',
    ],
  },
  needs: ['page'],
  appliesTo({ page }) {
    if (page === null) return 'no page was fetched, so there is no policy to read';
    if (connectLimits(page.csp).length > 0) return true;
    return 'no enforced Content-Security-Policy of the page limits connections (neither connect-src nor default-src)';
  },
  *assess({ page }) {
    if (page === null || upgradesInsecureRequests(page.csp)) return;
    const limits = connectLimits(page.csp);
    const sources = plaintextSources(limits, new URL(page.url).origin, isLoopbackHost);
    if (sources.length === 0) return;
    const directives = [...new Set(limits.map(({ directive }) => directive))];
    yield {
      kind: 'finding',
      endpoint: null,
      references: [],
      message:
        `The Content-Security-Policy of the page (${directives.join(' and ')}) lists ${sources.join(' ')}, ` +
        `which lets code on the page open unencrypted ws:// connections. ${consequence(page)}`,
      evidence: { directives, sources, delivered: [...new Set(limits.map(({ from }) => from))] },
      remediation: {
        summary: `In ${directives.join(' and ')}, replace ${sources.join(' ')} with the wss:// origins that the page really uses, for example wss://${new URL(page.url).host}.`,
      },
    };
  },
});

function consequence(page: PageFacts): string {
  return page.url.startsWith('https:')
    ? 'Browsers block them on an https page, but the policy no longer says so by itself, and an attacker who injects a script may send data to any host that it lists.'
    : 'The page itself comes over http, so nothing else stops them.';
}
