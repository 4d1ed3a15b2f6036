import { isIP } from 'node:net';
import tls from 'node:tls';
import type { TlsVersionObservation } from '../artifacts.ts';
import { authority, bareHost } from './addresses.ts';
import { withDeadline } from './deadline.ts';
import { connectionFailure, errorCode, oneLine, timeoutFailure } from './failures.ts';
import { NetworkError, type Network } from './network.ts';

export type ObsoleteVersion = TlsVersionObservation['version'];

export interface VersionRequest {
  readonly hostname: string;
  readonly port: number;
  readonly version: ObsoleteVersion;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** OpenSSL's cipher list. Both versions sign with SHA-1, which OpenSSL 3 allows at security level 0 only. */
  readonly ciphers?: string;
}

/**
 * One TLS handshake that offers nothing but `version`, which RFC 8996 forbids. `accepted` only where it was completed
 * in that version; `rejected` where the server turned it down; `unreachable` where neither can be said, also because
 * the OpenSSL of this Node cannot do it. Never rejects for what a server does.
 */
export async function observeTlsVersion(
  request: VersionRequest,
  network: Pick<Network, 'dial'>,
): Promise<TlsVersionObservation> {
  const { version, timeoutMs, signal } = request;
  const place = { hostname: request.hostname, port: request.port, tls: true };
  try {
    const connection = await network.dial({
      ...place,
      tls: false,
      allowInvalidCertificate: true,
      timeoutMs,
      ...(signal && { signal }),
    });
    const late = (): Error => timeoutFailure(place, timeoutMs);
    const cipher = await withDeadline({ ms: timeoutMs, late, outer: signal }, (until) =>
      negotiate(connection.stream, request, until),
    ).finally(() => connection.stream.destroy());
    return { version, outcome: 'accepted', cipher, error: null };
  } catch (error) {
    return { version, cipher: null, ...read(error, request) };
  }
}

/** The cipher of a completed handshake. Rejects with what OpenSSL said. */
function negotiate(
  stream: NonNullable<tls.ConnectionOptions['socket']>,
  { hostname, version, ciphers = 'DEFAULT@SECLEVEL=0' }: VersionRequest,
  signal: AbortSignal,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const host = bareHost(hostname);
    const socket = tls.connect({
      socket: stream,
      ...(isIP(host) === 0 && { servername: host }),
      minVersion: version,
      maxVersion: version,
      ciphers,
      rejectUnauthorized: false,
    });
    socket.on('error', reject);
    socket.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    socket.once('secureConnect', () => resolve(socket.getCipher()?.name ?? null));
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
  });
}

type Reading = Pick<TlsVersionObservation, 'outcome' | 'error'>;

/** Who ended the handshake: the server by an alert or a close, or OpenSSL here. */
function read(error: unknown, request: VersionRequest): Reading {
  if (error instanceof NetworkError) return reading('unreachable', error.code, error.message);
  const code = errorCode(error);
  const at = authority(request.hostname, request.port);
  const name = wordsOf(request.version);
  const detail = reasonOf(error);
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return reading('rejected', 'closed', `${at} closed the connection when it was offered ${name}`);
  if (refusals.test(code)) return reading('rejected', 'refused', `${at} refused ${name}: ${detail}`);
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return reading(
      'unreachable',
      'unsupported-here',
      `whether ${at} accepts ${name} cannot be told: the OpenSSL of this Node does not complete it (${detail})`,
    );
  }
  const failure = connectionFailure(error, { hostname: request.hostname, port: request.port, tls: true });
  return reading('unreachable', failure.code, failure.message);
}

/** The server's alerts, an answer in another version, and one that is no TLS record of any. */
const refusals = /^ERR_SSL_(?:(?:TLSV1|SSLV3)_ALERT_|UNSUPPORTED_PROTOCOL|WRONG_(?:SSL_)?VERSION)/;

function reading(outcome: Reading['outcome'], code: string, message: string): Reading {
  return { outcome, error: { code, message } };
}

function reasonOf(error: unknown): string {
  return oneLine(
    typeof error === 'object' && error !== null && 'reason' in error && error.reason ? error.reason : error,
  );
}

/** The version as people write it. */
function wordsOf(version: ObsoleteVersion): string {
  return version === 'TLSv1' ? 'TLS 1.0' : 'TLS 1.1';
}
