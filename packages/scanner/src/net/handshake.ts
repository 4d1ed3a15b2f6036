import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HeaderList, ObservedMessage, Observation, ProbeOutcome } from '../artifacts.ts';
import { chosenDeflate } from './deflate.ts';
import { Frames } from './frames.ts';
import { errorOfDial, errorOfSocket, lateError, type HandshakeError } from './handshake-error.ts';
import {
  flawOfUpgrade,
  upgradeMissing,
  headerList,
  isAcceptValid,
  readBodyStart,
} from './handshake-answer.ts';
import {
  handshakeHeaders,
  handshakeUrl,
  newKey,
  offeredProtocols,
  placeOf,
  type HandshakeRequest,
} from './handshake-request.ts';
import type { Connection, Network } from './network.ts';

/** What one handshake saw, without what only its caller knows. */
export type HandshakeRecord = Omit<
  Observation,
  'variant' | 'url' | 'withCredentials' | 'cookies' | 'retries'
>;

/** What is kept of what a server sends after the 101. */
const limits = {
  messages: 20,
  messageBytes: 1_048_576,
  messageClip: 8_192,
  interimAnswers: 20,
} as const;
/** RFC 6455 section 7.1.5. */
const withoutCloseFrame = 1006;
const interimWithoutEnd: HandshakeError = {
  code: 'malformed-response',
  message: 'the server sent 1xx answers without end',
};
/** One for all: an error of its own for each connection costs more than the connection. */
const abandoned = new Error('the handshake is over');

/**
 * One WebSocket handshake over HTTP/1.1 (RFC 6455 section 4.1), and what comes after the 101. It starts at once.
 * Nothing in here throws or rejects: whatever the server does, `answered` settles within the request's time-out,
 * what is kept is bounded, and what went wrong is in the record.
 */
export class Handshake {
  /** Settles when the server has answered (101 or not), or it is known that it will not. */
  readonly answered: Promise<void>;
  /** Settles when the connection is gone. */
  readonly gone: Promise<void>;
  readonly #request: HandshakeRequest;
  readonly #changed: () => void;
  readonly #startedAt = performance.now();
  readonly #cancel = new AbortController();
  readonly #offered: readonly string[];
  readonly #messages: ObservedMessage[] = [];
  #phase: 'connecting' | 'answering' | 'refused' | 'open' | 'over' = 'connecting';
  #connection: Connection | null = null;
  #frames: Frames | null = null;
  #requestHeaders: HeaderList = [];
  #answer: { status: number; headers: HeaderList; protocol: string | null } | null = null;
  #acceptValid: boolean | null = null;
  #body: string | null = null;
  #close: { code: number; reason: string } | null = null;
  #error: HandshakeError | null = null;
  #answeredAt: number | null = null;
  #openedAt: number | null = null;
  #overAt: number | null = null;
  #deadline: NodeJS.Timeout | undefined;
  #announceAnswer: () => void = () => {};
  #announceEnd: () => void = () => {};

  /** `changed` is called after the answer, each message and the end. */
  constructor(request: HandshakeRequest, network: Pick<Network, 'dial'>, changed: () => void) {
    this.#request = request;
    this.#changed = changed;
    this.#offered = offeredProtocols(request.protocols);
    this.answered = new Promise((resolve) => (this.#announceAnswer = resolve));
    this.gone = new Promise((resolve) => (this.#announceEnd = resolve));
    this.#deadline = setTimeout(() => this.#finish(lateError(this.#phase, request)), request.timeoutMs);
    request.signal?.addEventListener('abort', this.#abandon, { once: true });
    this.#begin(network).catch((error: unknown) => this.#finish(errorOfDial(error, request, this.#phase)));
  }

  /** Whether there was a 101 and neither side has closed. */
  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  /** Whether so much has come that nothing more is read. */
  get isFull(): boolean {
    return this.#messages.length >= limits.messages;
  }

  /** What is known by now. */
  get record(): HandshakeRecord {
    const now = performance.now();
    return {
      origin: this.#request.origin,
      transport: 'http/1.1',
      outcome: this.#outcome(),
      status: this.#answer?.status ?? null,
      acceptValid: this.#acceptValid,
      protocol: this.#answer?.protocol ?? null,
      requestHeaders: this.#requestHeaders,
      responseHeaders: this.#answer?.headers ?? [],
      body: this.#body,
      messages: [...this.#messages],
      closeCode: this.#close?.code ?? null,
      closeReason: this.#close?.reason ?? null,
      error: this.#error,
      tls: this.#connection?.tls ?? null,
      address: this.#connection?.address ?? null,
      durationMs: Math.round((this.#answeredAt ?? now) - this.#startedAt),
      observedMs: this.#openedAt === null ? 0 : Math.round((this.#overAt ?? now) - this.#openedAt),
    };
  }

  send(message: string | Uint8Array): void {
    if (this.#phase === 'open') this.#frames?.send(message);
  }

  /** Says goodbye (close code 1000) where the connection stands; `gone` settles half a second later at most. */
  end(): void {
    if (this.#phase === 'over') return;
    const polite = this.#phase === 'open' && !this.isFull;
    this.#over();
    this.#leave(polite);
  }

  async #begin(network: Pick<Network, 'dial'>): Promise<void> {
    if (this.#request.signal?.aborted === true) return this.#abandon();
    const url = handshakeUrl(this.#request.url);
    const connection = await network.dial({
      ...placeOf(url),
      alpn: ['http/1.1'],
      allowInvalidCertificate: true,
      timeoutMs: Infinity,
      signal: this.#cancel.signal,
    });
    this.#connection = connection;
    connection.stream.once('close', this.#announceEnd);
    if (this.#phase === 'over') return this.#destroy();
    this.#phase = 'answering';
    this.#ask(url, connection.stream);
  }

  #ask(url: URL, stream: Duplex): void {
    const key = newKey();
    this.#requestHeaders = handshakeHeaders(this.#request, { url, key, protocols: this.#offered });
    let interim = 0;
    httpRequest({
      createConnection: () => stream,
      path: url.pathname + url.search,
      headers: this.#requestHeaders.flat(),
    })
      .on('upgrade', (response, _stream, head) => this.#upgraded(response, key, stream, head))
      .on('response', (response) => void this.#refused(response))
      .on('information', () => {
        interim += 1;
        if (interim > limits.interimAnswers) this.#finish(interimWithoutEnd);
      })
      .on('error', (error) => this.#failed(error))
      .end();
  }

  #upgraded(response: IncomingMessage, key: string, stream: Duplex, head: Buffer): void {
    this.#takeAnswer(response);
    this.#acceptValid = isAcceptValid(response, key);
    const flaw = flawOfUpgrade(response, this.#acceptValid, this.#offered);
    if (flaw) return this.#finish(flaw);
    if (this.#phase !== 'answering') return;
    const { messageBytes } = limits;
    this.#phase = 'open';
    this.#openedAt = performance.now();
    this.#frames = new Frames(
      { stream, head, messageBytes, deflate: chosenDeflate(response, messageBytes) },
      {
        message: (data, binary) => this.#received(data, binary),
        close: (code, reason) => this.#closed(code, reason),
        error: (error) => this.#failed(error),
      },
    );
    this.#settleAnswer();
  }

  async #refused(response: IncomingMessage): Promise<void> {
    clearTimeout(this.#deadline);
    this.#takeAnswer(response);
    this.#phase = 'refused';
    if (response.statusCode === 101) return this.#finish(upgradeMissing);
    this.#body = await readBodyStart(response);
    this.#finish(null);
  }

  #takeAnswer(response: IncomingMessage): void {
    this.#answer = {
      status: response.statusCode ?? 0,
      headers: headerList(response.rawHeaders),
      protocol: response.headers['sec-websocket-protocol'] ?? null,
    };
  }

  #received(data: Buffer, binary: boolean): void {
    if (this.#phase !== 'open' || this.#openedAt === null || this.isFull) return;
    const clipped = data.subarray(0, limits.messageClip);
    this.#messages.push({
      data: clipped.toString(binary ? 'base64' : 'utf8'),
      binary,
      bytes: data.length,
      atMs: Math.round(performance.now() - this.#openedAt),
    });
    if (this.isFull) this.#frames?.pause();
    this.#changed();
  }

  #failed(error: Error): void {
    if (this.#phase === 'over' || this.#phase === 'refused') return;
    this.#finish(errorOfSocket(error, this.#request, this.#phase));
  }

  #closed(code: number, reason: string): void {
    if (this.#phase !== 'open') return;
    this.#close = { code, reason };
    this.#over();
    this.#leave(code !== withoutCloseFrame);
  }

  #finish(error: HandshakeError | null): void {
    if (this.#phase === 'over') return;
    this.#error ??= error;
    this.#over();
    this.#destroy();
  }

  #over(): void {
    this.#phase = 'over';
    this.#request.signal?.removeEventListener('abort', this.#abandon);
    this.#overAt = performance.now();
    this.#settleAnswer();
  }

  #settleAnswer(): void {
    clearTimeout(this.#deadline);
    this.#answeredAt ??= performance.now();
    this.#announceAnswer();
    this.#changed();
  }

  /** What came by then stands: a connection that was open did not end for the server's sake. */
  readonly #abandon = (): void =>
    this.#finish({
      code: 'aborted',
      message:
        this.#openedAt === null
          ? 'the scan was stopped before the server answered'
          : 'the scan was stopped while the connection was being watched',
    });

  #leave(polite: boolean): void {
    if (polite && this.#frames) this.#frames.leave();
    else this.#destroy();
  }

  #destroy(): void {
    if (this.#connection) {
      this.#connection.stream.destroy();
    } else {
      this.#cancel.abort(abandoned);
      this.#announceEnd();
    }
  }

  #outcome(): ProbeOutcome {
    const ended = this.#close !== null || (this.#error !== null && this.#error.code !== 'aborted');
    if (this.#openedAt !== null) return ended ? 'closed' : 'accepted';
    return this.#answer ? 'rejected' : 'unreachable';
  }
}
