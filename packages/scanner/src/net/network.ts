/**
 * The only door to the outside: nothing but this folder opens a socket. `openNetwork` (network's factory,
 * `net/open.ts`) makes one of these for a scan; `collect` and `probe` are handed it.
 */
import type { Duplex } from 'node:stream';
import type { CookieFacts, HeaderList, Redirect, TlsFacts } from '../artifacts.ts';
import type { CredentialHeaders } from './credentials.ts';
import type { Destination } from './request-headers.ts';

export interface FetchRequest {
  readonly url: string;
  readonly accept?: string;
  /** What it is for; decides `Accept` and the `Sec-Fetch-*` headers. */
  readonly destination?: Destination;
  /** Limit on decoded bytes; what is over it is cut and `truncated` set. */
  readonly maxBytes: number;
  /** How many redirects to follow; more are an error. With 0 a redirect is handed back as it came. */
  readonly redirects: number;
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  /** Added to the request, e.g. an Origin for a CORS probe. */
  readonly headers?: HeaderList;
  readonly body?: string;
  /**
   * For a request in another page's name: what it carries in place of the scan's own cookies and headers. What its
   * answer sets is not kept.
   */
  readonly credentials?: HeaderList;
  /** The page that asks, where it is not the scan's: what a browser says of it (`Referer`, `Sec-Fetch-Site`). */
  readonly page?: string;
  readonly signal?: AbortSignal;
}

export interface FetchResult {
  /** After redirects, without fragment and credentials. */
  readonly url: string;
  readonly status: number;
  readonly headers: HeaderList;
  readonly redirects: readonly Redirect[];
  /** Content-decoded. */
  readonly body: Uint8Array;
  /** Whether there was more: over the limit, too late, broken off, or not decodable to its end. */
  readonly truncated: boolean;
  readonly tls: TlsFacts | null;
  readonly cookies: readonly CookieFacts[];
  readonly address: string | null;
}

export interface DialRequest {
  readonly hostname: string;
  readonly port: number;
  readonly tls: boolean;
  readonly alpn?: readonly string[];
  /** Go on past a certificate that does not verify (probes judge it; pages need `--insecure`). */
  readonly allowInvalidCertificate: boolean;
  /** Infinity where `signal` comes in time. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** A connected byte stream; TLS is done where it was asked for. */
export interface Connection {
  readonly stream: Duplex;
  readonly tls: TlsFacts | null;
  readonly alpn: string | null;
  readonly address: string | null;
}

export interface Network {
  /** Fetches with limits. Throws `NetworkError`. */
  readonly fetch: (request: FetchRequest) => Promise<FetchResult>;
  /** Connects through `--resolve`, `--connect-to`, the address guard and `--proxy`. Throws `NetworkError`. */
  readonly dial: (request: DialRequest) => Promise<Connection>;
  /** The `Cookie` header for a URL (user's cookies on first-party hosts, and those that responses set), or null. */
  readonly cookieHeader: (url: string) => string | null;
  /** The user's own `--header`s for a URL: first-party hosts only. */
  readonly userHeaders: (url: string) => HeaderList;
  /** The user's credentials for an http(s) URL, as its page and as a page of the foreign Origin sends them; null where none go there. */
  readonly credentialsFor: (url: string, foreignOrigin: string) => CredentialHeaders | null;
  readonly isFirstParty: (url: string) => boolean;
  /** Fixes what counts as first party and as public, from the page as it was reached. */
  readonly setPage: (page: { readonly url: string; readonly address: string | null }) => void;
  readonly storeCookies: (url: string, headers: HeaderList) => readonly CookieFacts[];
  readonly close: () => void;
}

export type NetworkErrorCode =
  | 'invalid-url'
  | 'unsupported-scheme'
  | 'name-not-resolved'
  | 'connection-refused'
  | 'connection-reset'
  | 'timeout'
  | 'tls-certificate'
  | 'tls-handshake'
  | 'too-many-redirects'
  | 'private-address'
  | 'proxy'
  | 'malformed-response'
  | 'network';

/** A failure to reach something, in one line for the person who asked: what happened, with what, what to do. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: NetworkErrorCode;
  constructor(code: NetworkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
