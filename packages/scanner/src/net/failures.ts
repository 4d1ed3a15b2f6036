import { isIP } from 'node:net';
import { authority, bareHost } from './addresses.ts';
import { NetworkError, type NetworkErrorCode } from './network.ts';

/** The place that a failure is about. */
export interface Place {
  readonly hostname: string;
  readonly port: number;
  readonly tls: boolean;
}

/**
 * Puts what Node, OpenSSL or a proxy client threw into one line about the place that was to be reached.
 * A `NetworkError` passes unchanged.
 */
export function connectionFailure(error: unknown, place: Place): NetworkError {
  if (error instanceof NetworkError) return error;
  const code = errorCode(error);
  // A mistake of ours must not look like one of the network's.
  if (code === '' && (error instanceof TypeError || error instanceof ReferenceError)) throw error;
  const [kind, message] = wording(code, place, error);
  return new NetworkError(kind, message, { cause: error });
}

/** What to say when the time for a request or handshake is over. */
export function timeoutFailure({ hostname, port }: Place, ms: number): NetworkError {
  const seconds = Number((ms / 1000).toFixed(3));
  return new NetworkError(
    'timeout',
    `${authority(hostname, port)} did not answer within ${seconds} s: check that it is up, or allow more with --timeout`,
  );
}

/** The `code` of a Node error; of the first attempt where several addresses were tried. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return '';
}

function wording(code: string, place: Place, error: unknown): [NetworkErrorCode, string] {
  const host = bareHost(place.hostname);
  const at = authority(place.hostname, place.port);
  if (code === 'ENOTFOUND' || code === 'ENODATA' || code === 'ENONAME') {
    const pin = isIP(host) ? '' : `, or pin it with --resolve ${host}:${place.port}:<address>`;
    return ['name-not-resolved', `${host} does not resolve: check the spelling${pin}`];
  }
  if (code === 'EAI_AGAIN' || code === 'ESERVFAIL' || code === 'ETIMEOUT') {
    return [
      'name-not-resolved',
      `${host} could not be looked up, no name server answered: check the network, or pin it with --resolve ${host}:${place.port}:<address>`,
    ];
  }
  if (code === 'ECONNREFUSED') {
    return ['connection-refused', `${at} refused the connection: check that a server listens there`];
  }
  if (
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    code === 'ERR_SOCKET_CLOSED' ||
    code === 'UND_ERR_SOCKET'
  ) {
    return [
      'connection-reset',
      `${at} closed the connection before it answered: check that it speaks ${place.tls ? 'https' : 'http'} there`,
    ];
  }
  if (code === 'ETIMEDOUT') {
    return ['timeout', `${at} did not answer: check that it is up and that no firewall drops the connection`];
  }
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL') {
    return ['network', `${at} cannot be reached from here (${code}): check the network, or use --proxy`];
  }
  if (code.startsWith('HPE_HEADER_OVERFLOW')) {
    return ['malformed-response', `${at} sent more headers than are read (256 kB)`];
  }
  if (code.startsWith('HPE_')) {
    return ['malformed-response', `${at} did not answer with HTTP: check the port and the scheme`];
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_'))
    return tlsWording(code, at, error);
  return ['network', `${at} cannot be reached: ${oneLine(error)}`];
}

function tlsWording(code: string, at: string, error: unknown): [NetworkErrorCode, string] {
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(`${code} ${openSslReason(error)}`)) {
    return ['tls-handshake', `${at} does not answer with TLS: try http:// (or ws://), or check the port`];
  }
  if (/NO_APPLICATION_PROTOCOL|no application protocol/i.test(`${code} ${openSslReason(error)}`)) {
    return [
      'tls-handshake',
      `${at} offers HTTP/2 alone: let it offer HTTP/1.1 too, over which pages are read and most WebSockets opened`,
    ];
  }
  return [
    'tls-handshake',
    `${at} could not agree on TLS (${openSslReason(error) || code}): check which TLS versions and ciphers it offers`,
  ];
}

function openSslReason(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'reason' in error) return oneLine(error.reason);
  return '';
}

/** Text of an error as one short line, whatever bytes a server put into it. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** A URL in a message: without its query, which may hold secrets, and not longer than a line. */
export function shownUrl(url: URL): string {
  return `${url.origin === 'null' ? url.protocol : url.origin}${url.pathname}`.slice(0, 200);
}
