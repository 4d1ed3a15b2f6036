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
    return 'no enforced Content-Security-Policy of the page limits connections (it has neither connect-src nor default-src)';
  },
  *assess({ page }) {
    if (page === null || upgradesInsecureRequests(page.csp)) return;
    const limits = connectLimits(page.csp);
    const { origin, host, protocol } = new URL(page.url);
    const sources = plaintextSources(limits, origin, isLoopbackHost);
    if (sources.length === 0) return;
    const directives = [...new Set(limits.map(({ directive }) => directive))];
    const listed = sources.filter((source) => source.toLowerCase() !== "'self'");
    yield {
      kind: 'finding',
      endpoint: null,
      references: [],
      message:
        `The Content-Security-Policy of the page allows unencrypted ws:// connections: ${directives.join(' and ')} has ${sources.join(' ')}. ` +
        `${protocol === 'https:' ? httpsEffect : httpEffect} Relevant to PCI DSS 4.2.1 if card data travels over such a socket.`,
      evidence: { directives, sources, delivered: [...new Set(limits.map(({ from }) => from))] },
      remediation: {
        summary:
          listed.length > 0
            ? `In ${directives.join(' and ')}, write the wss:// origins that the page uses, for example wss://${host}, in place of ${listed.join(' ')}.`
            : "Serve the page over https: 'self' then stands for https: and wss: alone.",
      },
    };
  },
});

const httpsEffect =
  'Today browsers block those on an https page as mixed content; the policy would not, nor in an app or a browser that lets them pass.';
const httpEffect = 'The page itself comes over http, so nothing else stops them.';
