import { request } from 'node:http';
import { isIPv4 } from 'node:net';
import type { Duplex } from 'node:stream';
import { UsageError } from '../errors.ts';
import { authority } from './addresses.ts';
import { errorCode, oneLine } from './failures.ts';
import { NetworkError } from './network.ts';
import { basicAuthorization, credentialsOf } from './userinfo.ts';

/** `--proxy`, taken apart. */
export interface Proxy {
  readonly kind: 'http' | 'https' | 'socks4' | 'socks4a' | 'socks5' | 'socks5h';
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Whether names are sent to the proxy as they are; otherwise it is given addresses. */
  readonly resolvesNames: boolean;
}

const defaultPorts = { http: 80, https: 443, socks4: 1080, socks4a: 1080, socks5: 1080, socks5h: 1080 };

/** Throws `UsageError` for what is not the URL of an HTTP or SOCKS proxy. A bare `host:port` is an HTTP proxy. */
export function parseProxy(text: string): Proxy {
  const given = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(given) ? new URL(given) : null;
  const kind = url?.protocol.slice(0, -1) ?? '';
  if (!url?.hostname || !isKind(kind)) {
    throw new UsageError(
      '--proxy takes http://, https://, socks4://, socks4a://, socks5:// or socks5h:// and a host, like socks5h://127.0.0.1:1080',
    );
  }
  return {
    kind,
    hostname: url.hostname,
    port: url.port ? Number(url.port) : defaultPorts[kind],
    ...credentialsOf(url),
    resolvesNames: kind !== 'socks4' && kind !== 'socks5',
  };
}

function isKind(kind: string): kind is Proxy['kind'] {
  return Object.hasOwn(defaultPorts, kind);
}

/** Whether it forwards plain HTTP requests that carry their whole URL (RFC 9112 section 3.2.2). */
export function forwardsHttp(proxy: Proxy): boolean {
  return proxy.kind === 'http' || proxy.kind === 'https';
}

/** Asks a proxy, over a connection to it, for a byte stream to `host:port`. Rejects with a `NetworkError`. */
export async function openTunnel(
  proxy: Proxy,
  stream: Duplex,
  to: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Duplex> {
  try {
    return await (forwardsHttp(proxy) ? connectTunnel : socksTunnel)(proxy, stream, to, signal);
  } catch (error) {
    stream.destroy();
    if (signal.aborted) throw signal.reason;
    throw proxyFailure(proxy, error, to);
  }
}

/** The failure of `error` on the way to or through the proxy. Proxy credentials are in none of its fields. */
export function proxyFailure(
  proxy: Proxy,
  error: unknown,
  to?: { readonly host: string; readonly port: number },
): NetworkError {
  if (error instanceof NetworkError) return error;
  const at = authority(proxy.hostname, proxy.port);
  if (!to)
    return new NetworkError(
      'proxy',
      `the proxy ${at} cannot be reached (${errorCode(error) || oneLine(error)}): check --proxy`,
    );
  return new NetworkError(
    'proxy',
    `the proxy ${at} did not connect to ${authority(to.host, to.port)}: ${oneLine(error)}`,
  );
}

/** What a proxy means by 407. */
export const loginNeeded =
  'it answered 407: give its user name and password, like --proxy http://user:password@host:port';

/** RFC 9110 section 9.3.6. */
function connectTunnel(
  proxy: Proxy,
  stream: Duplex,
  to: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Duplex> {
  const target = authority(to.host, to.port);
  const authorization = basicAuthorization(proxy.username, proxy.password);
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      path: target,
      createConnection: () => stream,
      headers: { host: target, ...(authorization && { 'proxy-authorization': authorization }) },
      signal,
    });
    asking.on('error', reject);
    asking.on('connect', (response, socket, head) => {
      const status = response.statusCode ?? 0;
      if (status === 407) return reject(new Error(loginNeeded));
      if (status < 200 || status > 299) return reject(new Error(`it answered ${status}`));
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asking.end();
  });
}

async function socksTunnel(
  proxy: Proxy,
  stream: Duplex,
  to: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Duplex> {
  // Loading it takes longer than most handshakes, and few scans need it.
  const { SocksClient } = await import('socks');
  if (proxy.kind === 'socks4' && !isIPv4(to.host)) throw new Error('SOCKS4 knows IPv4 only: use socks5://');
  signal.throwIfAborted();
  const abort = (): void => void stream.destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const { socket } = await SocksClient.createConnection({
      command: 'connect',
      existing_socket: stream,
      destination: to,
      proxy: {
        host: proxy.hostname,
        port: proxy.port,
        type: proxy.kind.startsWith('socks4') ? 4 : 5,
        ...(proxy.username && { userId: proxy.username, password: proxy.password }),
      },
    });
    return socket;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
