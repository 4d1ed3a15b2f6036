import type { PageFacts, Reference } from '../artifacts.ts';
import { isLoopbackHost } from '../hosts.ts';
import { unreadCode } from './blind-spots.ts';
import { groupByUrl } from './by-url.ts';
import { placesOf } from './places.ts';
import { isExposedPlaintext } from './plaintext-url.ts';
import { defineRule, type Draft } from './rule.ts';

export default defineRule({
  meta: {
    id: 'plaintext-mention',
    title: 'ws:// URL that no visitor uses',
    description:
      'A ws:// URL in a comment, in prose, to loopback, or in a branch that this page can never take.',
    level: 'note',
    severity: 'info',
    standards: { cwe: [], asvs: [], pciDss: [] },
    references: ['https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy'],
  },
  needs: ['page', 'sources', 'references', 'gaps'],
  appliesTo: ({ sources, references }) =>
    sources.length + references.length > 0 || 'no page and no script was read',
  *assess({ page, sources, references, gaps }) {
    for (const [url, places] of groupByUrl(references.filter(isMention))) yield finding(url, places, page);
    yield* unreadCode({ page, sources, gaps });
  },
});

/** Every ws:// URL that the two failing rules leave alone. */
function isMention({ role, url, expression }: Reference): boolean {
  if (url === null) return role === 'mentions' && /\bws:\/\/[^\s'"`]/i.test(expression);
  return url.startsWith('ws:') && (role === 'mentions' || !isExposedPlaintext(url));
}

function finding(url: string, places: readonly Reference[], page: PageFacts | null): Draft {
  const loopback = places.some(({ role }) => role !== 'mentions');
  const contexts = [...new Set(places.flatMap(({ context }) => context ?? []))];
  const { why, fix } = loopback ? loopbackWords(page) : mentionWords(contexts);
  return {
    kind: 'finding',
    endpoint: places.some(({ role }) => role === 'connects') ? url : null,
    identity: url,
    references: places.map(({ id }) => id),
    message: `${url} stands in ${placesOf(places)}. ${why}`,
    evidence: { url, places: places.length, contexts, loopback },
    remediation: { summary: fix },
  };
}

interface Words {
  readonly why: string;
  readonly fix: string;
}

function mentionWords(contexts: readonly string[]): Words {
  return {
    why: `No visitor's browser opens it from here${contexts.length > 0 ? ` (${contexts.join(', ')})` : ''}.`,
    fix: 'Nothing has to be done; a wss:// example, or none, keeps others from copying it.',
  };
}

function loopbackWords(page: PageFacts | null): Words {
  return page !== null && isLoopbackHost(new URL(page.url).hostname)
    ? {
        why: 'It leads to this machine, as the page itself does, so nothing crosses a network; where the page is deployed, scan it there too.',
        fix: 'Nothing has to be done here; where the page comes over https, its sockets have to be wss:// (an address relative to the page is both).',
      }
    : {
        why: "It leads to the visitor's own machine, so nothing crosses a network; a deployed page rarely means that.",
        fix: "Take the address from the page (location.host), unless a program on the visitor's machine is meant.",
      };
}
