/** Facts for the rules' tests: whole values with sensible defaults, of which a test names what it is about. */
import type {
  CookieFacts,
  CspPolicy,
  Observation,
  PageFacts,
  Reference,
  SourceRecord,
  TlsFacts,
} from '../../artifacts.ts';
import type { Draft, Facts, JudgedEndpoint, Rule, Unjudged } from '../rule.ts';

export const pageOrigin = 'https://shop.test';
const script = 'https://shop.test/app.js';

export function page(over: Partial<PageFacts> = {}): PageFacts {
  return {
    url: 'https://shop.test/',
    status: 200,
    contentType: 'text/html',
    headers: [],
    redirects: [],
    csp: [],
    cookies: [],
    tls: null,
    ...over,
  };
}

export function csp(text: string, over: Partial<CspPolicy> = {}): CspPolicy {
  return { text, from: 'header', reportOnly: false, ...over };
}

export function cookie(
  name: string,
  sameSite: CookieFacts['sameSite'],
  over: Partial<CookieFacts> = {},
): CookieFacts {
  return {
    name,
    domain: null,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite,
    setBy: 'https://shop.test/',
    ...over,
  };
}

export function source(over: Partial<SourceRecord> = {}): SourceRecord {
  return { url: script, kind: 'script', bytes: 100, sha256: null, status: 'read', ...over };
}

export function reference(id: string, url: string | null, over: Partial<Reference> = {}): Reference {
  return {
    id,
    library: 'websocket',
    role: 'connects',
    expression: `new WebSocket("${url ?? 'x'}")`,
    url,
    protocols: [],
    location: { source: script, line: 12, column: 3, snippet: `new WebSocket("${url ?? 'x'}")` },
    ...over,
  };
}

export function tls(over: Partial<TlsFacts> = {}): TlsFacts {
  return {
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    authorized: true,
    error: null,
    subject: 'CN=shop.test',
    issuer: 'CN=Test CA',
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2027-01-01T00:00:00.000Z',
    altNames: ['shop.test'],
    ...over,
  };
}

export function observation(variant: Observation['variant'], over: Partial<Observation> = {}): Observation {
  return {
    variant,
    origin: variant === 'foreign' ? 'https://wssure-probe.example' : pageOrigin,
    transport: 'http/1.1',
    withCredentials: false,
    outcome: 'accepted',
    status: 101,
    acceptValid: true,
    protocol: null,
    requestHeaders: [],
    responseHeaders: [],
    body: null,
    messages: [],
    closeCode: null,
    closeReason: null,
    error: null,
    tls: null,
    cookies: [],
    address: '127.0.0.1',
    durationMs: 5,
    observedMs: 1000,
    retries: 0,
    ...over,
  };
}

export function message(data: string): Observation['messages'][number] {
  return { data, binary: false, bytes: data.length, atMs: 1 };
}

export function endpoint(url: string, over: Partial<JudgedEndpoint> = {}): JudgedEndpoint {
  return {
    url,
    library: 'websocket',
    protocols: [],
    party: 'first',
    references: ['r1'],
    observations: [],
    originPolicy: 'enforced',
    originPolicyReason: 'The foreign Origin was answered 403.',
    bypasses: [],
    session: 'not-compared',
    sessionReason: 'No credentials of the user were compared.',
    anonymous: 'nothing',
    ...over,
  };
}

export function facts(over: Partial<Facts> = {}): Facts {
  return {
    page: page(),
    sources: [source()],
    references: [],
    endpoints: [],
    gaps: [],
    scope: {
      wrongOrigin: 'https://wssure-probe.example',
      pageOrigin,
      scripts: 'same-origin',
      probe: 'all',
      depth: 'full',
      firstParty: [],
      credentials: false,
      insecure: false,
    },
    startedAt: '2026-05-01T10:00:00.000Z',
    ...over,
  };
}

/** What a rule says of facts: why it does not apply, or everything that it yields. */
export function judge(rule: Rule, given: Facts): string | (Draft | Unjudged)[] {
  const applies = rule.appliesTo(given);
  return applies === true ? [...rule.assess(given)] : applies;
}
