import type { CookieFacts, Endpoint, HeaderList, Observation, VariantId } from '../artifacts.ts';
import type { ClientLibrary } from '../libraries/library.ts';
import { carriesCredentials } from '../net/credentials.ts';
import { droppedCodes } from '../net/handshake-error.ts';
import { Handshake } from '../net/handshake.ts';
import type { Limiter } from '../net/limiter.ts';
import type { Network } from '../net/network.ts';
import type { ResolvedOptions } from '../options.ts';
import { conversationOn, libraryOf, sideOf, type Side } from './sides.ts';

/** What all probes of one endpoint share. */
export interface ProbeSetting {
  readonly endpoint: Endpoint;
  readonly network: Network;
  readonly options: ResolvedOptions;
  readonly limiter: Limiter;
  readonly pageOrigin: string;
  /** The same for every Origin: what differs is then the Origin's doing. */
  readonly headers: HeaderList;
  readonly protocols: readonly string[];
  /** Takes one handshake from what the endpoint may be given; false where none is left, or (a retry) few are. */
  readonly spend: (isRetry?: boolean) => boolean;
  /** False where a failure is an answer: others failed in the same way, again and again. */
  readonly mayRetry?: boolean;
  /** How long another attempt waits for an answer, ms, where less than the time-out tells enough. */
  readonly retryMs?: number;
  /** How connections are made, where not by `network`. */
  readonly connections?: Pick<Network, 'dial'>;
}

const retryCodes: readonly string[] = [...droppedCodes, 'connection-reset', 'timeout'];
const resetRetries = 2;
const timeoutRetries = 1;
const repliesAtMost = 4;

/** One connection to an endpoint with a chosen Origin, with the library's opening conversation on it. */
export class Probe {
  readonly variant: VariantId;
  /** Settles when the server has answered, or all attempts have failed. */
  readonly answered: Promise<void>;
  readonly #setting: ProbeSetting;
  readonly #origin: string | null;
  readonly #dialled: { readonly url: string; readonly protocols: readonly string[] } | null;
  readonly #library: ClientLibrary | undefined;
  readonly #listeners = new Set<() => void>();
  #handshake: Handshake | null = null;
  #isAnswered = false;
  #retries = 0;
  #sent = 0;
  #cookies: readonly CookieFacts[] = [];
  #unmade: Observation['error'] = null;

  /** `dialled`: another URL and other subprotocols than the endpoint's. */
  constructor(
    variant: VariantId,
    origin: string | null,
    setting: ProbeSetting,
    dialled?: { readonly url: string; readonly protocols: readonly string[] },
  ) {
    this.variant = variant;
    this.#dialled = dialled ?? null;
    this.#origin = origin;
    this.#setting = setting;
    this.#library = libraryOf(setting.endpoint);
    this.answered = this.#run();
  }

  /** Fires when the scan's time is over. */
  get signal(): AbortSignal | undefined {
    return this.#setting.options.signal;
  }

  /** What it has got by now. */
  get side(): Side {
    return sideOf(this.seen, this.#setting.endpoint);
  }

  get seen(): Observation {
    const { headers } = this.#setting;
    const record = this.#handshake?.record ?? { ...nothingSeen, origin: this.#origin };
    // A failure that is being retried is no result yet.
    const isPending = !this.#isAnswered && record.outcome === 'unreachable';
    const pending = this.signal?.aborted === true ? unasked : null;
    const error = isPending ? pending : (this.#unmade ?? record.error);
    return {
      variant: this.variant,
      ...(this.#dialled && this.#dialled.url !== this.#setting.endpoint.url && { url: this.#dialled.url }),
      ...record,
      error,
      withCredentials: carriesCredentials(headers),
      cookies: this.#cookies,
      retries: this.#retries,
    };
  }

  /** Calls back whenever `side` may have changed; returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(): void {
    this.#handshake?.end();
  }

  /** Ends and settles when the connection is gone. */
  async leave(): Promise<void> {
    this.end();
    await this.#handshake?.gone;
  }

  async #run(): Promise<void> {
    if (this.#setting.spend()) await this.#attempts();
    else this.#unmade = { code: 'limit', message: 'the limit of handshakes for one endpoint was reached' };
    this.#isAnswered = true;
    this.#storeCookies();
    this.#changed();
  }

  async #attempts(): Promise<void> {
    const { limiter, endpoint } = this.#setting;
    const { host } = new URL(endpoint.url);
    await limiter.run(host, () => this.#attempt());
    while (this.#mayRetry() && this.#setting.spend(true)) {
      const before = this.#handshake?.record.error ?? null;
      this.#retries += 1;
      await pause(100 + Math.random() * 200, this.signal);
      await limiter.run(host, () => this.#attempt(this.#setting.retryMs));
      const after = this.#handshake?.record.error ?? null;
      if (after?.code === 'aborted') this.#takeBack(before);
      // The attempt that was given the whole time says it better.
      else this.#unmade = after?.code === before?.code ? before : null;
    }
  }

  /** A repetition that was stopped is no second answer. */
  #takeBack(before: Observation['error']): void {
    this.#retries -= 1;
    this.#unmade = before;
  }

  async #attempt(atMostMs = Infinity): Promise<void> {
    const { network, connections = network, options, headers, protocols } = this.#setting;
    const url = await this.#dialUrl(this.#dialled?.url ?? this.#setting.endpoint.url);
    this.#handshake = new Handshake(
      {
        url,
        origin: this.#origin,
        protocols: this.#dialled?.protocols ?? protocols,
        headers,
        timeoutMs: Math.min(options.timeoutMs, atMostMs),
        userAgent: options.userAgent,
        signal: options.signal,
      },
      connections,
      () => this.#changed(),
    );
    await this.#handshake.answered;
  }

  #mayRetry(): boolean {
    const code = this.#handshake?.record.error?.code ?? '';
    if (!retryCodes.includes(code) || this.#setting.mayRetry === false) return false;
    return this.#retries < (code === 'timeout' || code === 'no-answer' ? timeoutRetries : resetRetries);
  }

  /** A library's own way to the URL of one connection: random parts, or an id that it is granted over HTTP. */
  async #dialUrl(of: string): Promise<string> {
    const { endpoint, network, pageOrigin, options, headers } = this.#setting;
    const url = this.#library?.dialUrl?.(of) ?? of;
    const negotiation = this.#library?.negotiation;
    const asked = negotiation?.url(url, endpoint.dialect ?? {}) ?? null;
    if (!negotiation || asked === null) return url;
    // The id is no secret of the page's: whoever negotiates for himself is granted one, though not in the user's name.
    const isStranger = this.variant === 'foreign-with-credentials';
    const answer = await network
      .fetch({
        url: asked,
        method: negotiation.method,
        headers: [['Origin', pageOrigin]],
        credentials: isStranger ? [] : headers,
        maxBytes: 65_536,
        redirects: 0,
        ...(options.signal && { signal: options.signal }),
      })
      .catch(() => null);
    if (answer?.status !== 200) return url;
    return negotiation.dialUrl(url, Buffer.from(answer.body).toString('utf8')) ?? url;
  }

  #changed(): void {
    this.#converse();
    for (const listener of this.#listeners) listener();
  }

  #converse(): void {
    const { endpoint } = this.#setting;
    while (this.#handshake?.isOpen && this.#sent < repliesAtMost) {
      const { messages, protocol } = this.#handshake.record;
      const conversation = conversationOn(endpoint, protocol);
      if (!conversation) return;
      const reply = conversation.reply(messages, this.#sent, {
        url: endpoint.url,
        protocol,
        dialect: endpoint.dialect ?? {},
      });
      if (reply === null) return;
      this.#sent += 1;
      this.#handshake.send(reply);
    }
  }

  /** A page's own socket sets cookies as any response does; what a foreign page is given must not come back as ours. */
  #storeCookies(): void {
    if (!this.variant.startsWith('control') || !this.#handshake) return;
    const { network, endpoint } = this.#setting;
    this.#cookies = network.storeCookies(httpUrl(endpoint.url), this.#handshake.record.responseHeaders);
  }
}

/** The URL whose cookies and headers a handshake carries (RFC 6455 section 4.1: those of the https or http twin). */
export function httpUrl(url: string): string {
  return url.replace(/^ws/, 'http');
}

/** Waits, ms; no longer than until `signal` fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, signal?.aborted === true ? 0 : ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}

const unasked = { code: 'aborted', message: 'the scan was stopped before the server was asked' };

const nothingSeen: Omit<Observation, 'variant' | 'origin' | 'withCredentials' | 'cookies' | 'retries'> = {
  transport: 'http/1.1',
  outcome: 'unreachable',
  status: null,
  acceptValid: null,
  protocol: null,
  requestHeaders: [],
  responseHeaders: [],
  body: null,
  messages: [],
  closeCode: null,
  closeReason: null,
  error: null,
  tls: null,
  address: null,
  durationMs: 0,
  observedMs: 0,
};
