import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { HeaderList } from '../artifacts.ts';
import { bareHost } from './addresses.ts';
import { connectionFacts, DiallingAgent, type ConnectionFacts } from './agents.ts';
import { readBody, type Body } from './body.ts';
import { withDeadline } from './deadline.ts';
import type { Dialler, Reach } from './dial.ts';
import { connectionFailure, errorCode, shownUrl, timeoutFailure, type Place } from './failures.ts';
import { NetworkError } from './network.ts';
import { loginNeeded, proxyFailure, type Proxy } from './proxy.ts';
import { basicAuthorization } from './userinfo.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: string | undefined;
  readonly maxBytes: number;
  /** Whether a redirect's content may be left unread. */
  readonly skipsRedirectBody: boolean;
  readonly reach: Reach;
  readonly signal: AbortSignal | undefined;
}

export interface HttpResponse extends ConnectionFacts {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Body;
}

export interface HttpSettings {
  readonly dialler: Dialler;
  readonly insecure: boolean;
  /** For one exchange, its content included; ms. */
  readonly timeoutMs: number;
}

/** As Chromium's limit. */
const maxHeaderSize = 262_144;
/** How many are kept; Node itself stops reading at about twice as many. */
const maxHeaders = 1_000;
/** How much of a redirect's content is read past, and how long. */
const drain = { bytes: 65_536, ms: 100 };

type Arrived = { readonly response: IncomingMessage; readonly facts: ConnectionFacts };

/** One exchange at a time over HTTP/1.1, without redirects: connections that live on, limits, friendly failures. */
export class HttpClient {
  readonly #settings: HttpSettings;
  readonly #agents = new Map<string, DiallingAgent>();
  readonly #closing = new AbortController();

  constructor(settings: HttpSettings) {
    this.#settings = settings;
  }

  /** Throws `NetworkError`, or the reason of `request.signal`. A content that does not end in time is cut. */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const { timeoutMs } = this.#settings;
    const place = placeOf(request.url);
    const started = performance.now();
    const { response, facts } = await withDeadline(
      { ms: timeoutMs, late: () => timeoutFailure(place, timeoutMs), outer: request.signal },
      (signal) => this.#exchange(request, place, signal),
    );
    const status = response.statusCode ?? 0;
    const headers = pairs(response.rawHeaders);
    if (request.skipsRedirectBody && isRedirect(status) && response.headers.location !== undefined) {
      await discard(response);
      return { status, headers, body: { bytes: new Uint8Array(), truncated: false }, ...facts };
    }
    const body = await readBody(response, {
      maxBytes: request.maxBytes,
      timeoutMs: Math.max(0, timeoutMs - (performance.now() - started)),
      signal: request.signal,
    }).catch((error: unknown) => {
      if (!(error instanceof NetworkError)) throw error;
      throw new NetworkError(error.code, `${shownUrl(request.url)} cannot be read: ${error.message}`);
    });
    return { status, headers, body, ...facts };
  }

  close(): void {
    this.#closing.abort(new NetworkError('network', 'the scan is over'));
    for (const agent of this.#agents.values()) agent.destroy();
  }

  async #exchange(request: HttpRequest, place: Place, signal: AbortSignal): Promise<Arrived> {
    try {
      return await this.#attempt(request, place, signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // A server may close an idle connection in the moment it is used again (RFC 9112 section 9.3.1).
      if (!(error instanceof StaleConnection)) throw connectionFailure(error, place);
      return this.#exchange(request, place, signal);
    }
  }

  async #attempt(
    { url, method, headers, body, reach }: HttpRequest,
    place: Place,
    signal: AbortSignal,
  ): Promise<Arrived> {
    const { dialler } = this.#settings;
    const forwarder = place.tls ? null : dialler.forwarderFor(place.hostname, place.port, reach);
    const sent = request({
      agent: forwarder ? this.#forwardingAgent(forwarder) : this.#agent(url.protocol, reach),
      protocol: url.protocol,
      host: bareHost(place.hostname),
      port: place.port,
      method,
      path: forwarder ? `${url.origin}${url.pathname}${url.search}` : `${url.pathname}${url.search}`,
      headers: [...headers, ...ownHeaders(body, forwarder)].flat(),
      maxHeaderSize,
      signal,
    });
    const arrived = await arrival(sent, body);
    if (forwarder && arrived.response.statusCode === 407) {
      arrived.response.destroy();
      throw proxyFailure(forwarder, new Error(loginNeeded), { host: place.hostname, port: place.port });
    }
    return arrived;
  }

  #agent(protocol: string, reach: Reach): DiallingAgent {
    const { dialler, insecure, timeoutMs } = this.#settings;
    const tls = protocol === 'https:';
    return this.#agentNamed(`${protocol} ${reach}`, tls ? 'https:' : 'http:', (hostname, port) =>
      dialler.dial(
        { hostname, port, tls, allowInvalidCertificate: insecure, timeoutMs, signal: this.#closing.signal },
        reach,
      ),
    );
  }

  #forwardingAgent(proxy: Proxy): DiallingAgent {
    return this.#agentNamed('forward', 'http:', async () => {
      const stream = await this.#settings.dialler.dialProxy(
        proxy,
        this.#settings.timeoutMs,
        this.#closing.signal,
      );
      return { stream, tls: null, alpn: null, address: null };
    });
  }

  #agentNamed(
    name: string,
    protocol: 'http:' | 'https:',
    open: (host: string, port: number) => ReturnType<Dialler['dial']>,
  ): DiallingAgent {
    let agent = this.#agents.get(name);
    if (!agent) this.#agents.set(name, (agent = new DiallingAgent(protocol, open)));
    return agent;
  }
}

/** Whether a status sends to another place (Fetch standard, "redirect status"). */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

class StaleConnection extends Error {}

function arrival(sent: ClientRequest, body: string | undefined): Promise<Arrived> {
  return new Promise((resolve, reject) => {
    sent.on('response', (response) => resolve({ response, facts: connectionFacts(sent.socket) }));
    sent.on('error', (error) => {
      const stale = sent.reusedSocket && body === undefined && errorCode(error) === 'ECONNRESET';
      reject(stale ? new StaleConnection() : error);
    });
    sent.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(Object.assign(new Error('switched protocols unasked'), { code: 'HPE_UPGRADE' }));
    });
    sent.end(body);
  });
}

/** What belongs to this connection and content, and not to the request. */
function ownHeaders(body: string | undefined, forwarder: Proxy | null): HeaderList {
  const login = forwarder && basicAuthorization(forwarder.username, forwarder.password);
  return [
    ...(body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const]),
    ...(login === null ? [] : [['Proxy-Authorization', login] as const]),
  ];
}

/** Reads past a content so that its connection can be used again, unless that costs more than a new one. */
function discard(response: IncomingMessage): Promise<void> {
  let size = 0;
  const timer = setTimeout(() => response.destroy(), drain.ms);
  response
    .on('error', () => {})
    .on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > drain.bytes) response.destroy();
    });
  return new Promise((resolve) => {
    response.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function placeOf(url: URL): Place {
  const tls = url.protocol === 'https:';
  return { hostname: url.hostname, port: url.port ? Number(url.port) : tls ? 443 : 80, tls };
}

function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  const end = Math.min(raw.length, maxHeaders * 2);
  for (let index = 0; index + 1 < end; index += 2) list.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return list;
}
