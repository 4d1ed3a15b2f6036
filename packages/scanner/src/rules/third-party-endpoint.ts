import { isLoopbackUrl } from '../hosts.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { placesOf } from './places.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'third-party-endpoint',
    title: 'WebSocket of another party',
    description: "The page opens a socket to a host outside the site's own registrable domain.",
    level: 'note',
    severity: 'info',
    standards: { cwe: [], asvs: [], pciDss: [] },
    references: [
      'https://publicsuffix.org/',
      'https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site',
    ],
  },
  needs: ['references', 'endpoints'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.length > 0 || hasUnresolved(references) || 'no WebSocket found in what was read',
  *assess({ references, endpoints }) {
    for (const endpoint of endpoints.filter(({ url, party }) => party === 'third' && !isLoopbackUrl(url))) {
      const { host } = new URL(endpoint.url);
      const openers = references.filter(({ id }) => endpoint.references.includes(id));
      yield {
        kind: 'finding',
        endpoint: endpoint.url,
        references: endpoint.references,
        message:
          `${endpoint.url} (from ${placesOf(openers)}) belongs to another party. ` +
          "Whom it accepts is that party's design, so its Origin policy is recorded and not judged.",
        evidence: { host, library: endpoint.library, originPolicy: endpoint.originPolicy },
        remediation: {
          summary: `Make sure that ${host} is meant to receive what the page sends; if it is your own, say --first-party ${new URL(endpoint.url).hostname}.`,
        },
      };
    }
    yield* unresolvedSockets({ references });
  },
});
