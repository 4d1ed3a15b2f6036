import { isIP, isIPv4 } from 'node:net';
import type { Duplex } from 'node:stream';
import { isLoopbackHost } from '../hosts.ts';
import { authority, bareHost, isPublicAddress } from './addresses.ts';
import { abortable, withDeadline } from './deadline.ts';
import { connectionFailure, timeoutFailure } from './failures.ts';
import { NetworkError, type Connection, type DialRequest } from './network.ts';
import type { Names } from './names.ts';
import type { Pins, Route } from './pins.ts';
import { forwardsHttp, openTunnel, proxyFailure, type Proxy } from './proxy.ts';
import { connectTcp } from './tcp.ts';
import { certificateFailure, type TlsClient } from './tls.ts';

/** Which addresses a connection may end at: a public page's references only at `public` ones. */
export type Reach = 'any' | 'public';

export interface DiallerSettings {
  readonly pins: Pins;
  readonly names: Names;
  readonly tls: TlsClient;
  readonly proxy: Proxy | null;
  /** Never a private address: also not the target's, nor one that the user pinned. */
  readonly forbidPrivate: boolean;
  readonly insecure: boolean;
}

/**
 * The one place where connections are made, for HTTP and for WebSocket handshakes: `--connect-to`, `--resolve`,
 * the address guard, `--proxy`, TCP, TLS, in this order.
 */
export class Dialler {
  readonly #settings: DiallerSettings;

  constructor(settings: DiallerSettings) {
    this.#settings = settings;
  }

  /** Throws `NetworkError`, or the reason of `request.signal`. */
  dial(request: DialRequest, reach: Reach): Promise<Connection> {
    if (request.timeoutMs === Infinity && request.signal)
      return this.#connect(request, reach, request.signal);
    return withDeadline(
      {
        ms: request.timeoutMs,
        late: () => timeoutFailure(request, request.timeoutMs),
        outer: request.signal,
      },
      (signal) => this.#connect(request, reach, signal),
    );
  }

  /** A connection to the proxy itself, for requests that carry their whole URL. Errors as for `dial`. */
  dialProxy(proxy: Proxy, timeoutMs: number, outer: AbortSignal): Promise<Duplex> {
    return withDeadline(
      { ms: timeoutMs, late: () => proxyFailure(proxy, new Error('no answer in time')), outer },
      (signal) => this.#reachProxy(proxy, signal),
    );
  }

  /**
   * The proxy that a plain HTTP request to this host may be handed to as it is, or null where a connection of
   * its own is needed. Throws `NetworkError` where the guard forbids the host.
   */
  forwarderFor(hostname: string, port: number, reach: Reach): Proxy | null {
    const { pins, proxy } = this.#settings;
    const route = pins.route(hostname, port);
    if (!proxy || !forwardsHttp(proxy) || route.pinned || !this.#leavesNameTo(proxy, route)) return null;
    this.#guardName(route, reach);
    return proxy;
  }

  async #connect(request: DialRequest, reach: Reach, signal: AbortSignal): Promise<Connection> {
    let stream: Duplex | undefined;
    try {
      const raw = await this.#openStream(request, reach, signal);
      stream = raw.stream;
      if (!request.tls) return { ...raw, tls: null, alpn: null };
      const secure = await this.#settings.tls.secure(
        stream,
        { ...request, alpn: request.alpn ?? ['http/1.1'] },
        signal,
      );
      stream = quiet(secure.stream);
      if (!secure.facts.authorized && !request.allowInvalidCertificate) {
        throw certificateFailure(secure.facts, request.hostname, request.port);
      }
      return { ...raw, stream, tls: secure.facts, alpn: secure.stream.alpnProtocol || null };
    } catch (error) {
      stream?.destroy();
      if (signal.aborted) throw signal.reason;
      throw connectionFailure(error, request);
    }
  }

  async #openStream(
    request: DialRequest,
    reach: Reach,
    signal: AbortSignal,
  ): Promise<{ stream: Duplex; address: string | null }> {
    const { pins, proxy } = this.#settings;
    const route = pins.route(request.hostname, request.port);
    if (proxy && this.#leavesNameTo(proxy, route)) {
      this.#guardName(route, reach);
      const stream = await openTunnel(proxy, await this.#reachProxy(proxy, signal), route, signal);
      return { stream: quiet(stream), address: null };
    }
    const addresses = this.#allowed(route, reach, await this.#addressesOf(route, signal));
    if (!proxy) {
      const stream = quiet(await connectTcp(addresses, route.port, signal));
      return { stream, address: (addresses.length === 1 ? addresses[0] : stream.remoteAddress) ?? null };
    }
    const address = addresses.find(isIPv4) ?? addresses[0] ?? route.host;
    const stream = await openTunnel(
      proxy,
      await this.#reachProxy(proxy, signal),
      { host: address, port: route.port },
      signal,
    );
    return { stream: quiet(stream), address };
  }

  async #reachProxy(proxy: Proxy, signal: AbortSignal): Promise<Duplex> {
    try {
      const addresses = await abortable(this.#settings.names.resolve(bareHost(proxy.hostname)), signal);
      const socket = quiet(await connectTcp(addresses, proxy.port, signal));
      if (proxy.kind !== 'https') return socket;
      const { stream, facts } = await this.#settings.tls.secure(
        socket,
        { ...proxy, alpn: ['http/1.1'] },
        signal,
      );
      if (facts.authorized || this.#settings.insecure) return quiet(stream);
      stream.destroy();
      throw certificateFailure(facts, proxy.hostname, proxy.port);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw proxyFailure(proxy, error);
    }
  }

  /** A proxy cannot be trusted to keep `forbidPrivate`: it is then handed an address that was checked. */
  #leavesNameTo(proxy: Proxy, route: Route): boolean {
    return proxy.resolvesNames && route.addresses === null && !this.#settings.forbidPrivate;
  }

  /** What can be said of a host without looking it up, where a proxy will. */
  #guardName(route: Route, reach: Reach): void {
    if (reach === 'any' || route.pinned) return;
    const literal = isIP(route.host) !== 0;
    if (isLoopbackHost(route.host) || (literal && !isPublicAddress(route.host))) {
      throw this.#forbidden(route, route.host);
    }
  }

  #allowed(route: Route, reach: Reach, addresses: readonly string[]): readonly string[] {
    const everywhere = !this.#settings.forbidPrivate && (reach === 'any' || route.pinned);
    const allowed = everywhere ? addresses : addresses.filter(isPublicAddress);
    if (allowed.length === 0) throw this.#forbidden(route, addresses[0] ?? route.host);
    return allowed;
  }

  #addressesOf(
    { host, addresses }: Route,
    signal: AbortSignal,
  ): Promise<readonly string[]> | readonly string[] {
    if (addresses) return addresses;
    return isIP(host) === 0 ? abortable(this.#settings.names.resolve(host), signal) : [host];
  }

  #forbidden(route: Route, address: string): NetworkError {
    const at = authority(route.host, route.port);
    const where = address === route.host ? at : `${at} (${address})`;
    return new NetworkError(
      'private-address',
      this.#settings.forbidPrivate
        ? `${where} is not a public address, and private ones are not scanned here`
        : `${where} is not a public address, and a public page's references must not reach it: allow that with --allow-private`,
    );
  }
}

/** An idle connection's error is told by the next read or write; without a listener it would end the process. */
function quiet<T extends Duplex>(stream: T): T {
  return stream.on('error', () => {});
}
