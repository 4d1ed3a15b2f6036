import type { Observation } from '../artifacts.ts';
import type { Evidence } from '../report.ts';
import { sessionCookiesSent } from '../session-cookies.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { handshakeCookies, type HandshakeCookie } from './handshake-cookies.ts';
import { defineRule, type Draft, type Facts, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'session-hijackable',
    title: "Any website can take over a visitor's WebSocket session",
    description:
      "A foreign Origin, with what a browser attaches there by itself, got the session that the page's own Origin gets.",
    level: 'fail',
    severity: 'critical',
    standards: { cwe: [1385], asvs: ['4.4.2'], pciDss: ['6.2.4'] },
    references: [
      'https://www.rfc-editor.org/rfc/rfc6455#section-10.2',
      'https://cwe.mitre.org/data/definitions/1385.html',
      'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
    ],
    probes: ['control', 'control-with-credentials', 'foreign', 'foreign-with-credentials'],
  },
  needs: ['page', 'references', 'endpoints', 'scope'],
  appliesTo: ({ endpoints, references, scope }) => {
    if (!endpoints.some(isFirstParty) && !(scope.credentials && hasUnresolved(references)))
      return 'no WebSocket of the first party was found';
    return (
      endpoints.some(wasCompared) ||
      scope.credentials ||
      'no credentials were given (--storage-state, --cookie, --header)'
    );
  },
  *assess(facts) {
    for (const endpoint of facts.endpoints.filter(isFirstParty)) {
      if (endpoint.session === 'hijackable') yield finding(endpoint, facts);
      else if (endpoint.session === 'undetermined')
        yield { kind: 'unjudged', reason: `${endpoint.url}: ${endpoint.sessionReason}` };
      else if (endpoint.session === 'not-compared') yield { kind: 'unjudged', reason: uncompared(endpoint) };
    }
    yield* unresolvedSockets(facts);
  },
});

function isFirstParty({ party }: JudgedEndpoint): boolean {
  return party === 'first';
}

function wasCompared({ session }: JudgedEndpoint): boolean {
  return session !== 'not-compared';
}

function uncompared({ url, originPolicy, originPolicyReason }: JudgedEndpoint): string {
  return originPolicy === 'undetermined' || originPolicy === 'not-probed'
    ? `${url}: ${originPolicyReason}`
    : `${url}: none of the credentials is for this host and path`;
}

function finding(endpoint: JudgedEndpoint, facts: Pick<Facts, 'page' | 'scope'>): Draft {
  const cells = endpoint.credentials ?? [];
  const foreign = cells.findLast(({ variant }) => variant === 'foreign-with-credentials');
  const page = cells.find(({ variant }) => variant === 'control-with-credentials');
  const sent = foreign ? sessionCookiesSent(foreign.requestHeaders) : [];
  const cookies = handshakeCookies(endpoint, facts).filter(({ name }) => sent.includes(name));
  const scheme = foreign ? authenticationScheme(foreign) : null;
  const pageOrigin = page?.origin ?? facts.scope.pageOrigin ?? "the page's Origin";
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message:
      `${endpoint.url} hands the session of whoever is logged in to any website that they look at (cross-site WebSocket hijacking): ` +
      `${uncapitalised(endpoint.sessionReason)} ${attachedWords(cookies, scheme)} ` +
      'Such a page reads what the visitor would read, and sends what it likes in their name. ' +
      'Relevant to PCI DSS 6.2.4 if the socket is part of handling card data.',
    evidence: {
      compared: endpoint.sessionReason,
      cookies: cookies.map(({ name, sameSite }) => ({ name, sameSite })),
      httpAuthentication: scheme,
      pageWithCredentials: page ? answerOf(page) : null,
      foreignWithCredentials: foreign ? answerOf(foreign) : null,
      foreignWithout: firstAnswer(cells, 'foreign'),
      pageWithout: firstAnswer(cells, 'control'),
    },
    remediation: {
      summary:
        `Before the handshake is answered, compare the Origin header with a list of whole origins (here ${pageOrigin}) and answer 403 to every other` +
        `${cookies.length > 0 ? '; then set the session cookie with SameSite=Lax or Strict' : ''}.`,
    },
    ...(foreign && { proof: { handshake: foreign, page: 'session' } }),
  };
}

function attachedWords(cookies: readonly HandshakeCookie[], scheme: string | null): string {
  const unknown = cookies.filter(({ sameSite }) => sameSite === 'unknown');
  const told = cookies.filter(({ sameSite }) => sameSite !== 'unknown');
  const attached = [
    ...told.map(
      ({ name, sameSite }) => `the cookie "${name}" (${sameSite ? `SameSite=${sameSite}` : 'no SameSite'})`,
    ),
    ...unknown.map(({ name }) => `the cookie "${name}"`),
    ...(scheme === null ? [] : [`HTTP authentication (${scheme})`]),
  ];
  const caveat =
    unknown.length > 0
      ? ` The SameSite attribute of ${unknown.map(({ name }) => `"${name}"`).join(' and ')} is not known, because it was given by hand: ` +
        'it counts as attached, and is not if it is Lax or Strict (--storage-state tells).'
      : '';
  return `What a browser attaches there by itself: ${attached.join(', ') || 'cookies of the site'}.${caveat}`;
}

function authenticationScheme({ requestHeaders }: Observation): string | null {
  const value = requestHeaders.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return value === undefined ? null : (value.trim().split(/\s/, 1)[0] ?? null);
}

function firstAnswer(cells: readonly Observation[], variant: Observation['variant']): Evidence | null {
  const seen = cells.find((cell) => cell.variant === variant);
  return seen ? answerOf(seen) : null;
}

function answerOf({ origin, outcome, status, closeCode, messages }: Observation): Evidence {
  return { origin, outcome, status, closeCode, firstMessage: messages[0]?.data ?? null };
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
