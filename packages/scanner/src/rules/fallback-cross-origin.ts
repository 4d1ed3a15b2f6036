import type { FallbackObservation, LibraryId } from '../artifacts.ts';
import type { Severity } from '../report.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { isReadable } from './cors.ts';
import { asksHttpAuthentication, handshakeCookies, travelsCrossSite } from './handshake-cookies.ts';
import { defineRule, type Draft, type Facts, type JudgedEndpoint, type Unjudged } from './rule.ts';

/** Libraries that also speak over plain HTTP requests. */
export const withHttpTransport: readonly LibraryId[] = [
  'socket.io',
  'engine.io',
  'sockjs',
  'signalr',
  'signalr-classic',
  'faye',
  'cometd',
];

/** What tells how to go on and opens no session. */
const informative: readonly string[] = ['info'];

export default defineRule({
  meta: {
    id: 'fallback-cross-origin',
    title: 'HTTP transport is open to any website',
    description:
      "The HTTP transport of the page's WebSocket library lets a foreign website read its answers with the visitor's credentials.",
    level: 'fail',
    severity: 'high',
    standards: { cwe: [942], asvs: ['3.4.2'], pciDss: ['6.2.4'] },
    references: [
      'https://fetch.spec.whatwg.org/#http-cors-protocol',
      'https://cwe.mitre.org/data/definitions/942.html',
    ],
    probes: ['control', 'foreign'],
    transports: ['fallbacks'],
  },
  needs: ['page', 'references', 'endpoints', 'scope'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some(isJudged) ||
    hasUnresolved(references.filter(hasHttpTransport)) ||
    'no WebSocket of the first party belongs to a library with an HTTP transport',
  *assess(facts) {
    for (const endpoint of facts.endpoints.filter(isJudged)) {
      const open = endpoint.fallbacks?.filter((seen) => isForeign(seen) && isReadable(seen)) ?? [];
      if (open.length > 0) yield finding(endpoint, open, facts);
      else yield* unjudged(endpoint);
    }
    yield* unresolvedSockets({ references: facts.references.filter(hasHttpTransport) });
  },
});

function isJudged({ party, library }: JudgedEndpoint): boolean {
  return party === 'first' && hasHttpTransport({ library });
}

function hasHttpTransport({ library }: Pick<JudgedEndpoint, 'library'>): boolean {
  return withHttpTransport.includes(library);
}

/** The request itself, not the preflight that asks whether it may be made. */
function isForeign({ variant, method }: FallbackObservation): boolean {
  return variant === 'foreign' && method !== 'OPTIONS';
}

function* unjudged({ url, fallbacks, notProbed }: JudgedEndpoint): Generator<Unjudged> {
  if (!fallbacks) {
    const why = notProbed?.reason ?? 'only --depth full does';
    yield { kind: 'unjudged', reason: `the HTTP transport beside ${url} was not asked: ${why}` };
    return;
  }
  for (const { transport, url: asked, status, error } of fallbacks.filter(isForeign)) {
    if (error)
      yield { kind: 'unjudged', reason: `${transport} at ${asked} was not judged: ${error.message}` };
    else if (status === 429 || status === 503)
      yield {
        kind: 'unjudged',
        reason: `${transport} at ${asked} answered ${status}, which may have another cause than the Origin`,
      };
  }
}

function finding(
  endpoint: JudgedEndpoint,
  open: readonly FallbackObservation[],
  { page, scope }: Pick<Facts, 'page' | 'scope'>,
): Draft {
  const transports = open.map(({ transport }) => transport).join(' and ');
  const origin = open[0]?.origin ?? scope.wrongOrigin;
  const weight = weigh(endpoint, open, { page, scope });
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message:
      `The HTTP transport beside ${endpoint.url} (${transports}) lets ${origin} read its answers with the visitor's credentials, as it would any website. ` +
      `${socketWords(endpoint)} ${weight.why} Relevant to PCI DSS 6.2.4 if the library is part of handling card data.`,
    evidence: {
      origin,
      socketPolicy: endpoint.originPolicy,
      answers: (endpoint.fallbacks ?? []).map((seen) => ({
        transport: seen.transport,
        method: seen.method,
        url: seen.url,
        origin: seen.origin,
        status: seen.status,
        allowOrigin: seen.allowOrigin,
        allowCredentials: seen.allowCredentials,
        granted: seen.granted,
        readable: isReadable(seen),
      })),
    },
    remediation: { summary: remedy(endpoint.library, scope.pageOrigin ?? "the page's origin") },
    ...(open[0] && { proof: { request: open[0] } }),
    severity: weight.severity,
  };
}

/** How the two doors compare: who shuts one only has shut none. */
function socketWords({ originPolicy }: JudgedEndpoint): string {
  if (originPolicy === 'missing') return 'The WebSocket itself answers any website too.';
  if (originPolicy === 'enforced' || originPolicy === 'weak')
    return 'The WebSocket itself refuses that website, so its check is gone around by not using the WebSocket.';
  return 'What the WebSocket itself does with that website is judged apart.';
}

function weigh(
  endpoint: JudgedEndpoint,
  open: readonly FallbackObservation[],
  facts: Pick<Facts, 'page' | 'scope'>,
): { severity: Severity; why: string } {
  if (open.every(({ transport }) => informative.includes(transport)))
    return { severity: 'low', why: 'What was read opens no session by itself.' };
  const cookies = handshakeCookies(endpoint, facts);
  const travelling = cookies.filter(travelsCrossSite).map(({ name }) => `"${name}"`);
  if (travelling.length > 0)
    return {
      severity: 'high',
      why: `With the ${travelling.length > 1 ? 'cookies' : 'cookie'} ${travelling.join(' and ')} attached, a session is opened there in the visitor's name.`,
    };
  if (asksHttpAuthentication(endpoint, facts.page))
    return { severity: 'high', why: 'The HTTP authentication that the server asks for is attached as well.' };
  if (cookies.length > 0)
    return {
      severity: 'medium',
      why: "SameSite keeps its cookies off other sites' pages; pages on sibling subdomains of the site still send them.",
    };
  return {
    severity: 'low',
    why: 'No cookie was seen on this socket, so a foreign page gets what anyone gets.',
  };
}

function remedy(library: LibraryId, pageOrigin: string): string {
  switch (library) {
    case 'socket.io':
    case 'engine.io':
      return `Name ${pageOrigin} in the server's cors.origin, not true, a function that says yes, or a reflection; and refuse other Origins in allowRequest, which covers both transports.`;
    case 'sockjs':
      return `SockJS mirrors every Origin: set disable_cors where only its own origin needs it, or answer 403 to every Origin but ${pageOrigin} before SockJS sees the request.`;
    case 'signalr':
      return `Name ${pageOrigin} in the hub's CORS policy (WithOrigins), in place of SetIsOriginAllowed(_ => true).`;
    case 'signalr-classic':
      return `Give UseCors a policy whose Origins name ${pageOrigin} alone, in place of CorsOptions.AllowAll, and leave EnableJSONP off.`;
    default:
      return `Send Access-Control-Allow-Credentials to ${pageOrigin} only, and answer 403 to other Origins before the session is opened.`;
  }
}
