import { connect, type ClientHttp2Session } from 'node:http2';
import { authority } from './addresses.ts';
import { withDeadline } from './deadline.ts';
import { timeoutFailure } from './failures.ts';
import { placeOf } from './handshake-request.ts';
import type { Connection, DialRequest, Network } from './network.ts';
import { UpgradeStream } from './upgrade-stream.ts';

/** One HTTP/2 connection to a server that takes WebSockets on its streams (RFC 8441). */
export interface Http2Door {
  /** A stream of the connection, on which an HTTP/1.1 handshake becomes an extended CONNECT and its answer a 101. */
  readonly dial: Network['dial'];
  readonly close: () => void;
}

export type Http2Request = Pick<DialRequest, 'timeoutMs' | 'signal'> & {
  /** A `wss:` URL. */
  readonly url: string;
};

/** What a hostile server could fill: one connection's windows and lists. */
const sessionLimits = { maxSessionMemory: 10, maxHeaderListPairs: 128, maxOutstandingPings: 2 } as const;

/**
 * Opens HTTP/2 where the server speaks it (ALPN `h2`) and says that it takes WebSockets there
 * (`SETTINGS_ENABLE_CONNECT_PROTOCOL`, RFC 8441 section 3); null where it does not. Throws `NetworkError`, or what
 * Node's HTTP/2 said.
 */
export async function openHttp2(
  { url, timeoutMs, signal }: Http2Request,
  network: Pick<Network, 'dial'>,
): Promise<Http2Door | null> {
  const place = placeOf(new URL(url));
  const connection = await network.dial({
    ...place,
    alpn: ['h2', 'http/1.1'],
    allowInvalidCertificate: true,
    timeoutMs,
    ...(signal && { signal }),
  });
  if (connection.alpn !== 'h2') {
    connection.stream.destroy();
    return null;
  }
  const session = connect(`https://${authority(place.hostname, place.port)}`, {
    createConnection: () => connection.stream,
    settings: { enablePush: false },
    ...sessionLimits,
  });
  session.on('error', () => {});
  const late = (): Error => timeoutFailure(place, timeoutMs);
  const offered = await withDeadline({ ms: timeoutMs, late, outer: signal }, () =>
    offersWebSockets(session),
  ).catch(() => false);
  if (!offered) {
    session.destroy();
    return null;
  }
  return { dial: () => Promise.resolve(streamOf(session, connection)), close: () => session.destroy() };
}

/** The server's first SETTINGS frame tells, and it comes before anything else (RFC 9113 section 3.4). */
function offersWebSockets(session: ClientHttp2Session): Promise<boolean> {
  return new Promise((resolve) => {
    session.once('remoteSettings', ({ enableConnectProtocol }) => resolve(enableConnectProtocol === true));
    session.once('close', () => resolve(false));
  });
}

function streamOf(session: ClientHttp2Session, { tls, address }: Connection): Connection {
  return { stream: new UpgradeStream(session), tls, alpn: 'h2', address };
}
