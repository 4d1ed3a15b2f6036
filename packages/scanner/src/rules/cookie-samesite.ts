import type { Severity } from '../report.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { handshakeCookies, travelsCrossSite, type HandshakeCookie } from './handshake-cookies.ts';
import { defineRule, type Draft, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'cookie-samesite',
    title: "A cookie of the handshake is not held to the site's own pages",
    description: 'A cookie that the handshake carries is SameSite=None, or names no SameSite.',
    level: 'warn',
    severity: 'medium',
    standards: { cwe: [1275], asvs: ['3.3.2'], pciDss: [] },
    references: [
      'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
      'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6.7',
      'https://cwe.mitre.org/data/definitions/1275.html',
    ],
    probes: ['control'],
  },
  needs: ['page', 'references', 'endpoints', 'scope'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some(({ party }) => party === 'first') ||
    hasUnresolved(references) ||
    'no WebSocket of the first party was found',
  *assess(facts) {
    for (const endpoint of facts.endpoints.filter(({ party }) => party === 'first')) {
      const cookies = handshakeCookies(endpoint, facts);
      const loose = cookies.filter((cookie) => cookie.sameSite !== 'unknown' && travelsCrossSite(cookie));
      const unknown = cookies.filter(({ sameSite }) => sameSite === 'unknown');
      if (loose.length > 0) yield finding(endpoint, loose);
      else if (unknown.length > 0)
        yield {
          kind: 'unjudged',
          reason: `${endpoint.url}: the SameSite attribute of ${listed(unknown)} was given nowhere (--storage-state tells it)`,
        };
      else if (endpoint.notProbed)
        yield {
          kind: 'unjudged',
          reason: `${endpoint.url}: what its handshake sets was not seen: ${endpoint.notProbed.reason}`,
        };
    }
    yield* unresolvedSockets(facts);
  },
});

function finding(endpoint: JudgedEndpoint, cookies: readonly HandshakeCookie[]): Draft {
  const control = endpoint.observations.find(({ variant }) => variant === 'control');
  const none = cookies.filter(({ sameSite }) => sameSite === 'None');
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    identity: `${endpoint.url} ${cookies
      .map(({ name }) => name)
      .toSorted()
      .join(' ')}`,
    message:
      `The handshake of ${endpoint.url} carries ${cookies.length > 1 ? 'cookies' : 'a cookie'} that other websites' pages may send too: ${cookies.map(described).join(', ')}. ` +
      (none.length > 0
        ? 'Browsers that allow third-party cookies (Chrome and Edge do by default) attach SameSite=None on every website. '
        : '') +
      (none.length < cookies.length
        ? 'Where none is named, Chrome and Edge assume Lax; Firefox and Safari do not, and keep the cookie from other websites by settings that a visitor can change. '
        : '') +
      policyWords(endpoint),
    evidence: {
      cookies: cookies.map(({ name, sameSite }) => ({ name, sameSite })),
      originPolicy: endpoint.originPolicy,
    },
    remediation: {
      summary: `Set ${listed(cookies)} with SameSite=Lax (or Strict), Secure and HttpOnly. Where other sites embed yours and need it, add Partitioned to SameSite=None and rely on the Origin check.`,
    },
    ...(control && { proof: { handshake: control } }),
    severity: severityOf(endpoint, none.length > 0),
  };
}

function severityOf({ originPolicy }: JudgedEndpoint, isNone: boolean): Severity {
  return isNone && originPolicy !== 'enforced' && originPolicy !== 'token-gated' ? 'medium' : 'low';
}

function policyWords({ originPolicy }: JudgedEndpoint): string {
  switch (originPolicy) {
    case 'missing':
    case 'weak':
      return 'The server lets foreign Origins in, so the cookie is all that could have stayed behind.';
    case 'enforced':
      return "The server's Origin check keeps other websites out; the cookie does not.";
    default:
      return 'Whether anything else keeps other websites out was not shown.';
  }
}

function described({ name, sameSite }: HandshakeCookie): string {
  return `"${name}" (${sameSite === null ? 'no SameSite' : `SameSite=${sameSite}`})`;
}

function listed(cookies: readonly HandshakeCookie[]): string {
  return cookies.map(({ name }) => `"${name}"`).join(' and ');
}
