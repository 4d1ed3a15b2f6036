/**
 * The nouns that every stage shares. All of it is plain, readonly, JSON-serialisable data; the words are
 * those of the README's glossary. Times are ISO 8601 UTC, durations milliseconds, sizes bytes, lines and
 * columns 1-based (columns in UTF-16 code units).
 */

/** Client libraries by which a page can open a WebSocket; `text` stands for a bare URL. */
export const libraryIds = [
  'websocket',
  'socket.io',
  'engine.io',
  'sockjs',
  'signalr',
  'signalr-classic',
  'blazor',
  'stomp',
  'mqtt',
  'paho',
  'wamp',
  'graphql-ws',
  'subscriptions-transport-ws',
  'apollo',
  'appsync',
  'phoenix',
  'liveview',
  'actioncable',
  'pusher',
  'echo',
  'ably',
  'centrifugo',
  'supabase',
  'firebase',
  'convex',
  'liveblocks',
  'partykit',
  'yjs',
  'hocuspocus',
  'meteor',
  'primus',
  'faye',
  'cometd',
  'vaadin',
  'trpc',
  'xmpp',
  'livereload',
  'reconnecting-websocket',
  'text',
] as const;
export type LibraryId = (typeof libraryIds)[number];

/** `[name, value]` pairs in wire order; names as sent, duplicates kept. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

// ---------------------------------------------------------------- collect

export type SourceKind =
  'page' | 'inline' | 'handler' | 'script' | 'module' | 'worker' | 'frame' | 'json' | 'config' | 'source-map';

/** One piece of text that was read, or was wanted and not read (then `reason` says why). */
export interface SourceRecord {
  readonly url: string;
  readonly kind: SourceKind;
  /** Decoded size; 0 where nothing was read. */
  readonly bytes: number;
  readonly sha256: string | null;
  readonly status: 'read' | 'skipped' | 'failed';
  readonly reason?: string;
  /** The option that would make wssure read it, e.g. `--scripts all`. */
  readonly option?: string;
  /** Where an inline source starts in its page. */
  readonly line?: number;
  /** The development server whose client stands in it. */
  readonly devServer?: string;
}

export interface CspPolicy {
  readonly text: string;
  readonly from: 'header' | 'meta';
  readonly reportOnly: boolean;
}

/** A cookie that a response set. Its value is never kept. */
export interface CookieFacts {
  readonly name: string;
  readonly domain: string | null;
  readonly path: string | null;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None' | null;
  readonly setBy: string;
}

export interface Redirect {
  readonly from: string;
  readonly status: number;
  readonly to: string;
}

export interface TlsFacts {
  readonly protocol: string | null;
  readonly cipher: string | null;
  /** Whether the chain and the name verify against the trusted CAs. */
  readonly authorized: boolean;
  /** OpenSSL's or Node's code, e.g. `CERT_HAS_EXPIRED`, `ERR_TLS_CERT_ALTNAME_INVALID`; null where valid. */
  readonly error: string | null;
  readonly subject: string | null;
  readonly issuer: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Subject alternative names, clipped. */
  readonly altNames: readonly string[];
}

/** What the target's own document said, after redirects. */
export interface PageFacts {
  readonly url: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly headers: HeaderList;
  readonly redirects: readonly Redirect[];
  readonly csp: readonly CspPolicy[];
  readonly cookies: readonly CookieFacts[];
  readonly tls: TlsFacts | null;
  /** Whether its markup has a field for a password; absent in artifacts of before this was kept. */
  readonly asksForPassword?: boolean;
}

// ---------------------------------------------------------------- extract

export type ReferenceRole = 'connects' | 'names' | 'mentions';

export interface SourceLocation {
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** The text around the place, one line, at most 200 UTF-16 units. */
  readonly snippet: string;
  readonly original?: { readonly source: string; readonly line: number; readonly column: number };
}

/** One place in a source that names or opens a WebSocket. */
export interface Reference {
  readonly id: string;
  readonly library: LibraryId;
  readonly role: ReferenceRole;
  /** The source text of the expression, at most 300 UTF-16 units. */
  readonly expression: string;
  /** The URL as a browser would put it on the wire; null where it could not be resolved. */
  readonly url: string | null;
  /** Why `url` is null. */
  readonly unresolved?: string;
  readonly protocols: readonly string[];
  readonly location: SourceLocation;
  /** Why this is a mention or a name, in a few words: `comment`, `dead branch`, `regular expression`, … */
  readonly context?: string;
  /** What the library's code was given that a probe needs to know (e.g. Socket.IO's protocol revision). */
  readonly dialect?: Readonly<Record<string, string>>;
}

// ---------------------------------------------------------------- probe

export type Party = 'first' | 'third';

/** Names of the handshakes that can be made; the Origin variants are those of the contract. */
export const variantIds = [
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
  'plaintext',
  'without-token',
  'other-token',
  'foreign-with-credentials',
  'control-with-credentials',
] as const;
export type VariantId = (typeof variantIds)[number];

export type ProbeOutcome = 'accepted' | 'rejected' | 'closed' | 'unreachable';

export interface ObservedMessage {
  /** UTF-8 text, or base64 where `binary`; clipped. */
  readonly data: string;
  readonly binary: boolean;
  /** Full size before clipping. */
  readonly bytes: number;
  /** Since the 101. */
  readonly atMs: number;
}

/** What one handshake saw. Nothing in here was interpreted yet: `probe/policy.ts` does that. */
export interface Observation {
  readonly variant: VariantId;
  /** The Origin that was sent; null where none was. */
  readonly origin: string | null;
  readonly transport: 'http/1.1' | 'h2';
  /** The URL that was dialled, where it is not the endpoint's own (plaintext port, token removed). */
  readonly url?: string;
  readonly withCredentials: boolean;
  /** accepted: 101 and open to the end of the observation; closed: 101, then closed by the server. */
  readonly outcome: ProbeOutcome;
  readonly status: number | null;
  /** False where a 101 carried a wrong `Sec-WebSocket-Accept` (RFC 6455 section 4.1). */
  readonly acceptValid: boolean | null;
  readonly protocol: string | null;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList;
  /** The start of the body of a refusal. */
  readonly body: string | null;
  readonly messages: readonly ObservedMessage[];
  readonly closeCode: number | null;
  readonly closeReason: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly tls: TlsFacts | null;
  readonly cookies: readonly CookieFacts[];
  /** The address that answered. */
  readonly address: string | null;
  readonly durationMs: number;
  /** How long it was watched after the 101. */
  readonly observedMs: number;
  /** Attempts before this one that ended in a reset or a time-out. */
  readonly retries: number;
}

/** One request to a library's HTTP transport with an Origin (CORS is what guards that, not the handshake's check). */
export interface FallbackObservation {
  /** `polling`, `info`, `xhr`, `negotiate`, `long-polling` …: the library's own word. */
  readonly transport: string;
  readonly variant: VariantId;
  readonly origin: string | null;
  readonly url: string;
  readonly method: string;
  readonly status: number | null;
  /** `Access-Control-Allow-Origin` and `Access-Control-Allow-Credentials` of the answer. */
  readonly allowOrigin: string | null;
  readonly allowCredentials: string | null;
  readonly requestHeaders: HeaderList;
  readonly requestBody?: string;
  readonly responseHeaders: HeaderList;
  /** Whether the answer opened a session or gave what the library reads. */
  readonly granted: boolean;
  /** The start of the answer's body. */
  readonly body: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** One TLS handshake that offered nothing but an obsolete version. */
export interface TlsVersionObservation {
  readonly version: 'TLSv1' | 'TLSv1.1';
  readonly outcome: 'accepted' | 'rejected' | 'unreachable';
  readonly cipher: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** One WebSocket URL with everything that was observed of it. */
export interface Endpoint {
  readonly url: string;
  readonly library: LibraryId;
  readonly protocols: readonly string[];
  readonly party: Party;
  readonly references: readonly string[];
  /** Control, foreign, variants, control again: what the Origin policy is judged from (HTTP/1.1). */
  readonly observations: readonly Observation[];
  /** The same control and foreign handshake over HTTP/2 (RFC 8441), where the server offers it. */
  readonly http2?: readonly Observation[];
  /** The control's handshake without TLS, on the plaintext ports of a `wss://` endpoint's host. */
  readonly plaintext?: readonly Observation[];
  /** {page's Origin, foreign} x {with, without} the user's credentials. */
  readonly credentials?: readonly Observation[];
  readonly fallbacks?: readonly FallbackObservation[];
  readonly tlsVersions?: readonly TlsVersionObservation[];
  readonly dialect?: Readonly<Record<string, string>>;
  /** Why no handshake was made, and the option that would make one. */
  readonly notProbed?: { readonly reason: string; readonly option?: string };
}

// ---------------------------------------------------------------- the whole

/** Something that a stage wanted to look at and could not. */
export interface Gap {
  readonly stage: 'collect' | 'extract' | 'probe';
  readonly subject: string;
  readonly reason: string;
  readonly option?: string;
}

/** The settings of a scan that change how its observations are judged or repeated. */
export interface ScanScope {
  readonly wrongOrigin: string;
  readonly pageOrigin: string | null;
  readonly scripts: 'same-origin' | 'same-site' | 'all';
  readonly probe: 'all' | 'first-party' | 'none';
  readonly depth: 'basic' | 'full';
  readonly firstParty: readonly string[];
  readonly credentials: boolean;
  readonly insecure: boolean;
  /** By which other way than DNS and the system's CAs the hosts were reached; whoever repeats a request needs it. */
  readonly wayOut?: {
    readonly resolve?: readonly string[];
    readonly connectTo?: readonly string[];
    readonly proxy?: string;
    readonly ownCa?: boolean;
  };
  /** The attributes of the cookies of `--storage-state` for first-party hosts. */
  readonly storedCookies?: readonly CookieFacts[];
}

export interface ScanError {
  readonly code: string;
  readonly message: string;
}

/** Everything that was gathered: `--save-artifacts` keeps it, `assess` turns it into a report. */
export interface Artifacts {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'wssure'; readonly version: string };
  readonly target: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly scope: ScanScope;
  readonly page: PageFacts | null;
  readonly sources: readonly SourceRecord[];
  readonly references: readonly Reference[];
  readonly endpoints: readonly Endpoint[];
  readonly gaps: readonly Gap[];
  /** Set where the target could not be scanned. */
  readonly error?: ScanError;
}
