import type { Observation, VariantId } from '../artifacts.ts';
import { isSameSite } from '../hosts.ts';
import type { Severity } from '../report.ts';
import { hasUnresolved, unresolvedSockets } from './blind-spots.ts';
import { credentialParameters, hasCredentialProtocol } from '../secrets.ts';
import { handshakeCookies, travelsCrossSite } from './handshake-cookies.ts';
import { defineRule, type Draft, type Facts, type JudgedEndpoint, type Unjudged } from './rule.ts';

/** What each variant asks of an attacker, and what the server's comparison seems to be. */
const lapses: Readonly<Partial<Record<VariantId, Lapse>>> = {
  null: { reach: 'anyone', words: 'any page can make a frame whose Origin is null' },
  suffix: { reach: 'anyone', words: "the page's host may be followed by another domain" },
  prefix: { reach: 'anyone', words: "other text may stand before the page's host" },
  substring: { reach: 'anyone', words: "the page's host may stand anywhere in the name" },
  dot: { reach: 'anyone', words: 'a dot of the host stands for any letter' },
  scheme: {
    reach: 'position',
    words: 'the http twin of the page gets in, which whoever is on the network path can forge',
  },
  port: { reach: 'position', words: "any other service on the page's host gets in" },
  ip: { reach: 'position', words: 'an address gets in instead of a name' },
  localhost: { reach: 'position', words: "whatever runs on the visitor's own machine gets in" },
  extension: { reach: 'position', words: 'any browser extension gets in' },
  subdomain: { reach: 'foothold', words: "everything below the page's host gets in" },
  sibling: { reach: 'foothold', words: 'every host of the domain gets in' },
};
interface Lapse {
  readonly reach: 'anyone' | 'position' | 'foothold';
  readonly words: string;
}

export default defineRule({
  meta: {
    id: 'origin-validated-weakly',
    title: 'Origin check can be got around',
    description: 'The server refuses a foreign Origin and accepts one that only looks like the right one.',
    level: 'fail',
    severity: 'high',
    standards: { cwe: [1385, 346], asvs: ['4.4.2'], pciDss: ['6.2.4'] },
    references: [
      'https://www.rfc-editor.org/rfc/rfc6455#section-10.2',
      'https://cwe.mitre.org/data/definitions/1385.html',
      'https://cwe.mitre.org/data/definitions/346.html',
    ],
    probes: [
      'control',
      'foreign',
      'control-again',
      'absent',
      'null',
      'suffix',
      'prefix',
      'substring',
      'dot',
      'subdomain',
      'sibling',
      'scheme',
      'port',
      'ip',
      'localhost',
      'extension',
    ],
  },
  needs: ['page', 'references', 'endpoints', 'scope'],
  appliesTo: ({ endpoints, references }) =>
    endpoints.some(isFirstParty) || hasUnresolved(references) || 'no WebSocket of the first party was found',
  *assess({ page, references, endpoints, scope }) {
    for (const endpoint of endpoints.filter(isFirstParty)) {
      if (endpoint.originPolicy === 'weak') yield finding(endpoint, { page, scope });
      else if (endpoint.originPolicy === 'undetermined' || endpoint.originPolicy === 'not-probed')
        yield { kind: 'unjudged', reason: `${endpoint.url}: ${endpoint.originPolicyReason}` };
      else if (endpoint.originPolicy === 'enforced' && scope.depth === 'basic')
        yield {
          kind: 'unjudged',
          reason: `${endpoint.url}: only a plainly foreign Origin was tried (--depth full tries more)`,
        };
      else yield* untried(endpoint);
    }
    yield* unresolvedSockets({ references });
  },
});

/** Variants that were never sent are no refusals, nor are those that were sent to a server that had enough just then. */
function* untried({ url, originPolicy, observations }: JudgedEndpoint): Generator<Unjudged> {
  const foreign = observations.filter(({ variant }) => variant === 'foreign');
  const lookalikes = observations.filter(({ variant }) => variant in lapses);
  if (originPolicy === 'enforced' && lookalikes.length === 0)
    yield { kind: 'unjudged', reason: `${url}: no Origin that looks like the page's was tried` };
  const missed = lookalikes.filter(
    (seen) => seen.error?.code === 'aborted' || seen.error?.code === 'limit' || isPutOff(seen, foreign),
  );
  const [first] = missed;
  if (first)
    yield {
      kind: 'unjudged',
      reason: `${url}: ${missed.length} of the Origins that look like the page's were not tried: ${first.error?.message ?? `the server answered ${first.status}, as one does that is busy`}`,
    };
}

/** Turned away for the count of requests (RFC 6585 section 4, RFC 9110 section 15.6.4), unless that is its word for a refusal. */
function isPutOff({ status }: Observation, foreign: readonly Observation[]): boolean {
  return (status === 429 || status === 503) && !foreign.some((other) => other.status === status);
}

function isFirstParty({ party }: JudgedEndpoint): boolean {
  return party === 'first';
}

function finding(endpoint: JudgedEndpoint, seen: Pick<Facts, 'page' | 'scope'>): Draft {
  const origins = originsOf(endpoint);
  const shown = acceptedOf(endpoint)[0];
  const words = lapsesOf(endpoint).map((lapse) => lapse.words);
  return {
    kind: 'finding',
    endpoint: endpoint.url,
    references: endpoint.references,
    message:
      `${endpoint.url} refuses a plainly foreign Origin and accepts ${origins.map(({ origin }) => origin).join(', ')}: ` +
      `${words.join('; ')}. ${secretWords(endpoint)}Relevant to PCI DSS 6.2.4 if the socket is part of handling card data.`,
    evidence: { compared: endpoint.originPolicyReason, accepted: origins },
    remediation: {
      summary:
        'Compare the whole Origin (scheme, host, port) for equality with a list, and answer 403 to everything else.',
    },
    ...(shown && { proof: { handshake: shown } }),
    severity: severityOf(endpoint, seen),
  };
}

/** Look-alikes are sent with the page's own URL and subprotocols, secrets in them included. */
function secretWords({ url, protocols }: JudgedEndpoint): string {
  return credentialParameters(url).length > 0 || hasCredentialProtocol(protocols)
    ? 'They were sent with the secret that the page adds to its handshake: whether who does not know it is kept out was not tried. '
    : '';
}

/** The Origins that got in, each once, as they were sent. */
function originsOf(endpoint: JudgedEndpoint): { variant: VariantId; origin: string }[] {
  const byOrigin = new Map(
    acceptedOf(endpoint).map(({ variant, origin }) => [origin ?? '', { variant, origin: origin ?? '' }]),
  );
  return [...byOrigin.values()];
}

function acceptedOf({ bypasses, observations }: JudgedEndpoint): Observation[] {
  return observations.filter((seen) => bypasses.includes(seen.variant) && gotIn(seen));
}

function gotIn({ outcome }: Observation): boolean {
  return outcome === 'accepted' || outcome === 'closed';
}

/**
 * What the bypasses of an endpoint come to. Names that end like the page's host, or resemble it, are free for anyone to
 * register only outside the owner's domain.
 */
function lapsesOf(endpoint: JudgedEndpoint): Lapse[] {
  const page = hostOf(endpoint.observations.find(({ variant }) => variant === 'control')?.origin);
  return endpoint.bypasses.flatMap((variant): Lapse[] => {
    const lapse = lapses[variant];
    if (lapse?.reach !== 'anyone') return lapse ? [lapse] : [];
    const hosts = originsOf(endpoint).filter((one) => one.variant === variant);
    const isOwn = hosts.every(({ origin }) => isSameSite(hostOf(origin) ?? '', page ?? ''));
    if (page === null || hosts.length === 0 || !isOwn) return [lapse];
    return [{ reach: 'foothold', words: `${lapse.words} (within its own domain)` }];
  });
}

function hostOf(origin: string | null | undefined): string | null {
  return origin !== null && origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname : null;
}

/** A foothold in the owner's own domain is asked for where nothing but that gets in. */
function severityOf(endpoint: JudgedEndpoint, seen: Pick<Facts, 'page' | 'scope'>): Severity {
  const reaches = new Set(lapsesOf(endpoint).map(({ reach }) => reach));
  const cookies = handshakeCookies(endpoint, seen);
  if (reaches.has('anyone')) return cookies.some(travelsCrossSite) ? 'high' : 'medium';
  if (reaches.has('position')) return cookies.length > 0 ? 'medium' : 'low';
  return 'low';
}
