import { isIP } from 'node:net';
import tls, { type SecureContext, type TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';
import type { TlsFacts } from '../artifacts.ts';
import { authority, bareHost } from './addresses.ts';
import { oneLine } from './failures.ts';
import { NetworkError } from './network.ts';

export interface TlsRequest {
  readonly hostname: string;
  readonly port: number;
  readonly alpn: readonly string[];
}

const altNamesKept = 50;

/**
 * Client side of TLS for one scan. The handshake is always completed and judged afterwards, so that the facts
 * about a certificate are known also where it does not verify.
 */
export class TlsClient {
  readonly #ca: string | undefined;
  readonly #sessions = new Map<string, { readonly session: Buffer; readonly facts: TlsFacts }>();

  /** `ca`: PEM of authorities to trust besides Node's own. */
  constructor(ca: string | undefined) {
    this.#ca = ca;
  }

  /** Rejects with what Node or OpenSSL said where the handshake fails; never for a certificate. */
  async secure(
    stream: Duplex,
    request: TlsRequest,
    signal: AbortSignal,
  ): Promise<{ stream: TLSSocket; facts: TlsFacts }> {
    const key = authority(request.hostname, request.port);
    const known = this.#sessions.get(key);
    const host = bareHost(request.hostname);
    const socket = tls.connect({
      socket: stream,
      host,
      ...(isIP(host) === 0 && { servername: host }),
      ALPNProtocols: [...request.alpn],
      rejectUnauthorized: false,
      ...(this.#ca !== undefined && { secureContext: trusting(this.#ca) }),
      ...(known && { session: known.session }),
    });
    await secured(socket, signal);
    // OpenSSL does not check a resumed session's name again: what the first handshake found still holds.
    const facts = known && socket.isSessionReused() ? { ...known.facts, ...agreed(socket) } : factsOf(socket);
    socket.on('session', (session: Buffer) => this.#sessions.set(key, { session, facts }));
    return { stream: socket, facts };
  }
}

/** Reading all of Node's authorities takes longer than a handshake, and the scans of a process trust the same ones. */
let lastTrusted: { readonly ca: string; readonly context: SecureContext } | null = null;

function trusting(ca: string): SecureContext {
  if (lastTrusted?.ca !== ca) {
    const authorities = [...tls.rootCertificates, ca];
    lastTrusted = { ca, context: tls.createSecureContext({ ca: authorities, allowPartialTrustChain: true }) };
  }
  return lastTrusted.context;
}

/** Why a certificate stops a request, in one line. `facts.error` must be set. */
export function certificateFailure(facts: TlsFacts, hostname: string, port: number): NetworkError {
  const at = authority(hostname, port);
  const go = 'or go on with --insecure';
  const code = facts.error ?? 'unknown';
  const said: Record<string, string> = {
    CERT_HAS_EXPIRED: `expired on ${facts.validTo?.slice(0, 10)}: renew it, ${go}`,
    CERT_NOT_YET_VALID: `is valid only from ${facts.validFrom?.slice(0, 10)}: check the clock, ${go}`,
    ERR_TLS_CERT_ALTNAME_INVALID: `is for ${namesOf(facts)}, not for ${bareHost(hostname)}: check the address, ${go}`,
    DEPTH_ZERO_SELF_SIGNED_CERT: `is self-signed: trust it with --ca <pem>, ${go}`,
    SELF_SIGNED_CERT_IN_CHAIN: `comes from an authority that is not trusted here: trust it with --ca <pem>, ${go}`,
  };
  return new NetworkError(
    'tls-certificate',
    `the certificate of ${at} ${said[code] ?? `does not verify (${code}): trust its authority with --ca <pem>, ${go}`}`,
  );
}

/** As a line of text: a certificate is written by strangers. */
function namesOf({ altNames, subject }: TlsFacts): string {
  return oneLine(altNames.slice(0, 5).join(', ') || subject || 'another name');
}

function secured(socket: TLSSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      signal.removeEventListener('abort', abort);
      socket.off('error', fail).off('close', closed);
    };
    const fail = (error: unknown): void => {
      settle();
      socket.on('error', () => {}).destroy();
      reject(error);
    };
    const abort = (): void => fail(signal.reason);
    const closed = (): void =>
      fail(Object.assign(new Error('closed during the TLS handshake'), { code: 'ECONNRESET' }));
    signal.addEventListener('abort', abort, { once: true });
    socket.on('error', fail).on('close', closed);
    socket.once('secureConnect', () => {
      settle();
      resolve();
    });
    if (signal.aborted) abort();
  });
}

function agreed(socket: TLSSocket): Pick<TlsFacts, 'protocol' | 'cipher'> {
  return { protocol: socket.getProtocol(), cipher: socket.getCipher()?.name ?? null };
}

function factsOf(socket: TLSSocket): TlsFacts {
  const certificate = socket.getPeerCertificate();
  const error = socket.authorized ? null : String(socket.authorizationError ?? 'UNKNOWN');
  return {
    ...agreed(socket),
    authorized: socket.authorized,
    error,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFrom: isoTime(certificate.valid_from),
    validTo: isoTime(certificate.valid_to),
    altNames: altNamesOf(certificate.subjectaltname),
  };
}

function nameOf(name: Partial<tls.Certificate> | undefined): string | null {
  const text = name?.CN ?? name?.O;
  return text === undefined ? null : String(text).slice(0, 200);
}

function isoTime(text: string | undefined): string | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function altNamesOf(list: string | undefined): string[] {
  const entries = list?.split(', ').slice(0, altNamesKept) ?? [];
  return entries.map((entry) => entry.replace(/^(?:DNS|IP Address|URI|email):/, '').slice(0, 255));
}
