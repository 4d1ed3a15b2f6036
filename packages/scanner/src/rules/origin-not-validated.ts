import type { Observation } from '../artifacts.ts';
import type { Evidence, Severity } from '../report.ts';
import {
  asksHttpAuthentication,
  handshakeCookies,
  travelsCrossSite,
  type HandshakeCookie,
} from './handshake-cookies.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { isReadable } from './cors.ts';
import { defineRule, type Draft, type Facts, type JudgedEndpoint } from './rule.ts';

export default defineRule({
  meta: {
    id: 'origin-not-validated',
    title: 'Server accepts WebSockets from any website',
    description:
      "The handshake succeeds with the Origin of a foreign website as it does with the page's own.",
    level: 'fail',
    severity: 'high',
    standards: { cwe: [1385], asvs: ['4.4.2'], pciDss: ['6.2.4'] },
    references: [
      'https://www.rfc-editor.org/rfc/rfc6455#section-10.2',
      'https://cwe.mitre.org/data/definitions/1385.html',
      'https://cheatsheetseries.owasp.org/cheatsheets/WebSocket_Security_Cheat_Sheet.html',
    ],
    probes: ['control', 'foreign', 'control-again', 'without-token', 'other-token'],
    transports: ['http2'],
  },
  needs: ['page', 'references', 'endpoints', 'scope'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some(isFirstParty) || hasUnresolved(references) || 'no WebSocket of the first party was found',
  *assess(facts) {
    for (const endpoint of facts.endpoints.filter(isFirstParty)) {
      if (endpoint.originPolicy === 'missing') yield finding(endpoint, facts);
      else if (endpoint.originPolicy === 'undetermined' || endpoint.originPolicy === 'not-probed')
        yield { kind: 'unjudged', reason: `${endpoint.url}: ${endpoint.originPolicyReason}` };
    }
    yield* unresolvedSockets(facts);
  },
});

function isFirstParty({ party }: JudgedEndpoint): boolean {
  return party === 'first';
}

function finding(endpoint: JudgedEndpoint, { page, scope }: Pick<Facts, 'page' | 'scope'>): Draft {
  const transport = endpoint.openTransport ?? 'http/1.1';
  const seen = transport === 'h2' ? (endpoint.http2 ?? []) : endpoint.observations;
  const foreign = acceptedForeign(seen);
  const control = seen.findLast(({ variant }) => variant === 'control');
  const cookies = handshakeCookies(endpoint, { page, scope });
  const weight = weigh(endpoint, cookies, asksHttpAuthentication(endpoint, page), foreign);
  const pageOrigin = control?.origin ?? scope.pageOrigin ?? "the page's Origin";
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message:
      `${endpoint.url} opens for ${foreign?.origin ?? scope.wrongOrigin} as it does for ${pageOrigin}` +
      `${transport === 'h2' ? ' (over HTTP/2)' : ''}, so any website that a visitor of yours looks at can open it from the visitor's browser ` +
      `(cross-site WebSocket hijacking). ${otherDoors(endpoint)}${weight.why} Relevant to PCI DSS 6.2.4 if the socket is part of handling card data.`,
    evidence: {
      transport,
      compared: endpoint.originPolicyReason,
      control: control ? answerOf(control) : null,
      foreign: foreign ? answerOf(foreign) : null,
      cookies: cookies.map(({ name, sameSite }) => ({ name, sameSite })),
    },
    remediation: { summary: remedy(endpoint, pageOrigin) },
    ...(foreign && { proof: { handshake: foreign, page: 'visitor' } }),
    severity: weight.severity,
  };
}

function acceptedForeign(observations: readonly Observation[]): Observation | undefined {
  const foreign = observations.filter(({ variant }) => variant === 'foreign');
  return (
    foreign.findLast(({ outcome }) => outcome === 'accepted') ??
    foreign.findLast(({ outcome }) => outcome === 'closed')
  );
}

function answerOf({ origin, outcome, status, closeCode, messages }: Observation): Evidence {
  return { origin, outcome, status, closeCode, firstMessage: messages[0]?.data ?? null };
}

interface Weight {
  readonly severity: Severity;
  readonly why: string;
}

/** What does not stand open beside it, lest that be taken for a guard of the socket. */
function otherDoors({ openTransport, fallbacks = [] }: JudgedEndpoint): string {
  const foreign = fallbacks.filter(({ variant, method }) => variant === 'foreign' && method !== 'OPTIONS');
  const isOffered = fallbacks.some(({ variant, granted }) => variant === 'control' && granted);
  const isGuarded = isOffered && foreign.every((seen) => !seen.error && !isReadable(seen));
  return [
    ...(openTransport === 'h2'
      ? ['A check that looks at HTTP/1.1 upgrade requests only misses these handshakes. ']
      : []),
    ...(isGuarded
      ? [
          `Its HTTP transport (${[...new Set(foreign.map(({ transport }) => transport))].join(', ')}) is guarded against that website, the socket is not: CORS does not apply to it. `,
        ]
      : []),
  ].join('');
}

/** What the open door is worth to an attacker: the credentials that a browser adds by itself decide. */
function weigh(
  endpoint: JudgedEndpoint,
  cookies: readonly HandshakeCookie[],
  httpAuthentication: boolean,
  foreign: Observation | undefined,
): Weight {
  const travelling = cookies.filter(travelsCrossSite);
  if (travelling.length > 0) return { severity: 'high', why: travellingWhy(travelling) };
  if (httpAuthentication)
    return {
      severity: 'high',
      why: 'The server asks for HTTP authentication, which browsers attach to such a connection by themselves.',
    };
  if (cookies.length > 0)
    return {
      severity: 'medium',
      why: `${quoted(cookies)} stays behind on other sites' pages (SameSite=${[...new Set(cookies.map(({ sameSite }) => sameSite))].join(' or ')}), which protects its session; pages on sibling subdomains of the site still send it.`,
    };
  if (greets(endpoint, foreign))
    return {
      severity: 'medium',
      why: 'No cookie was seen on this socket, so a foreign page gets what anyone gets; it did get a message without being asked for anything.',
    };
  const silence =
    (foreign?.messages.length ?? 0) > 0 ? "nothing but its library's opening" : 'nothing of its own accord';
  return {
    severity: 'low',
    why: `No cookie was seen on this socket and the server sent ${silence}: if it asks for a token in the first message, that token is what protects it.`,
  };
}

function travellingWhy(cookies: readonly HandshakeCookie[]): string {
  const none = cookies.filter(({ sameSite }) => sameSite === 'None');
  if (none.length > 0)
    return `${quoted(none)} is SameSite=None: browsers that allow third-party cookies attach it, and the foreign page then acts as the visitor.`;
  const unset = cookies.filter(({ sameSite }) => sameSite === null);
  if (unset.length > 0)
    return `${quoted(unset)} names no SameSite: browsers that do not treat that as Lax may attach it, and the foreign page then acts as the visitor.`;
  return `Whether browsers attach ${listed(cookies)} to it is not known, because no response told its SameSite attribute; it counts as attached.`;
}

function quoted(cookies: readonly HandshakeCookie[]): string {
  return cookies.length > 1 ? `Each of ${listed(cookies)}` : `The cookie ${listed(cookies)}`;
}

function listed(cookies: readonly HandshakeCookie[]): string {
  return cookies.map(({ name }) => `"${name}"`).join(' and ');
}

/**
 * Whether the foreign side got a message that is more than the opening of the library's own protocol. What an anonymous
 * page gets it got too, since the policy is `missing`.
 */
function greets({ library, anonymous }: JudgedEndpoint, foreign: Observation | undefined): boolean {
  if (anonymous === 'speaks') return true;
  const bare = library === 'websocket' || library === 'reconnecting-websocket' || library === 'text';
  return bare && (foreign?.messages.length ?? 0) > 0;
}

function remedy({ library }: JudgedEndpoint, pageOrigin: string): string {
  switch (library) {
    case 'socket.io':
    case 'engine.io':
      return `Refuse every Origin but ${pageOrigin} in the server's allowRequest option; cors.origin does not guard the WebSocket transport.`;
    case 'sockjs':
      return `Compare the Origin of every upgrade request with ${pageOrigin} before SockJS sees it, and answer 403 to any other.`;
    case 'signalr':
      return `List ${pageOrigin} in WebSocketOptions.AllowedOrigins (app.UseWebSockets) and in the CORS policy of the hub.`;
    default:
      return `Before the handshake is answered, compare the Origin header with a list of whole origins (here ${pageOrigin}) and answer 403 to every other.`;
  }
}
