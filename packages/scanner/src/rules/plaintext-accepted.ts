import type { Observation } from '../artifacts.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { handshakeCookies } from './handshake-cookies.ts';
import { defineRule, type Draft, type Facts, type JudgedEndpoint, type Unjudged } from './rule.ts';

export default defineRule({
  meta: {
    id: 'plaintext-accepted',
    title: 'Server also opens the WebSocket without TLS',
    description: 'The host of a wss:// endpoint completes the same handshake without TLS.',
    level: 'fail',
    severity: 'medium',
    standards: { cwe: [319], asvs: ['4.4.1'], pciDss: ['4.2.1'] },
    references: [
      'https://www.rfc-editor.org/rfc/rfc6455#section-10.6',
      'https://cwe.mitre.org/data/definitions/319.html',
    ],
    probes: ['control', 'plaintext'],
    transports: ['plaintext'],
  },
  needs: ['page', 'references', 'endpoints', 'scope'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some(isJudged) ||
    hasUnresolved(references) ||
    'no wss:// endpoint of the first party was found',
  *assess(facts) {
    for (const endpoint of facts.endpoints.filter(isJudged)) {
      const accepted = endpoint.plaintext?.filter(isAccepted) ?? [];
      if (accepted.length > 0) yield finding(endpoint, accepted, facts);
      else yield* unjudged(endpoint);
    }
    yield* unresolvedSockets(facts);
  },
});

function isJudged({ url, party }: JudgedEndpoint): boolean {
  return party === 'first' && url.startsWith('wss:');
}

/** A 101 of a server that understood the handshake, whatever it did then: the request had come in the clear. */
function isAccepted({ status, acceptValid }: Observation): boolean {
  return status === 101 && acceptValid === true;
}

function* unjudged({ url, plaintext, notProbed, observations }: JudgedEndpoint): Generator<Unjudged> {
  if (!plaintext) {
    yield {
      kind: 'unjudged',
      reason: `${url} was not tried without TLS: ${notProbed?.reason ?? 'only --depth full does'}`,
    };
    return;
  }
  const hadCredentials = observations.some(({ withCredentials }) => withCredentials);
  for (const { url: dialled = url, status, error } of plaintext) {
    if (error && untried.has(error.code))
      yield { kind: 'unjudged', reason: `${dialled} was not tried: ${error.message}` };
    else if (hadCredentials && (status === 401 || status === 403))
      yield {
        kind: 'unjudged',
        reason: `${dialled} answered ${status} to a handshake without your credentials, which are not sent in the clear`,
      };
  }
}

/** Failures of ours, or of the way there. A port that refuses, resets, redirects or says nothing opens no socket. */
const untried: ReadonlySet<string> = new Set([
  'aborted',
  'invalid-request',
  'limit',
  'name-not-resolved',
  'network',
  'private-address',
  'proxy',
]);

function finding(
  endpoint: JudgedEndpoint,
  accepted: readonly Observation[],
  { page, scope }: Pick<Facts, 'page' | 'scope'>,
): Draft {
  const urls = accepted.map(({ url }) => url ?? endpoint.url);
  const [first = endpoint.url] = urls;
  const [shown] = accepted;
  const cookies = unprotectedCookies({ ...endpoint, url: first }, { page, scope });
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message:
      `The server of ${endpoint.url} completes the same handshake without TLS, at ${urls.join(' and ')}. ` +
      'Whoever can make a client dial that (an old link, a typing error, an attacker on the network path) reads and changes all that it carries. ' +
      `${cookieWords(cookies)}Relevant to PCI DSS 4.2.1 if card data travels there.`,
    evidence: {
      accepted: accepted.map(({ url, status, origin, address }) => ({
        url: url ?? endpoint.url,
        status,
        origin,
        address,
      })),
      cookiesInTheClear: cookies,
    },
    remediation: {
      summary: `Answer port ${portsOf(urls)} with a redirect to https, or not at all: do not let the proxy or the server there pass handshakes on.`,
    },
    ...(shown && { proof: { handshake: shown } }),
    ...(cookies.length > 0 && { severity: 'high' }),
  };
}

/** The session cookies that go to a plaintext URL: those of its host that no response marked `Secure`. */
function unprotectedCookies(
  endpoint: JudgedEndpoint,
  { page, scope }: Pick<Facts, 'page' | 'scope'>,
): string[] {
  const known = [
    ...(scope.storedCookies ?? []),
    ...(page?.cookies ?? []),
    ...endpoint.observations.flatMap(({ cookies }) => cookies),
  ];
  const kept = new Set(known.filter(({ secure }) => secure).map(({ name }) => name));
  return handshakeCookies(endpoint, { page, scope }).flatMap(({ name }) => (kept.has(name) ? [] : [name]));
}

function cookieWords(names: readonly string[]): string {
  if (names.length === 0) return '';
  const listed = names.map((name) => `"${name}"`).join(' and ');
  return `Browsers attach ${listed} to it as far as is known, unencrypted: no response marked ${names.length > 1 ? 'them' : 'it'} Secure. `;
}

function portsOf(urls: readonly string[]): string {
  return urls.map((url) => new URL(url).port || '80').join(' and ');
}
