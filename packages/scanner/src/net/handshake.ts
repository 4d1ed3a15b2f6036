import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, type ClientOptions } from 'ws';
import type { HeaderList, ObservedMessage, Observation, ProbeOutcome } from '../artifacts.ts';
import { sayGoodbye } from './goodbye.ts';
import { errorOfDial, errorOfSocket, lateError, type HandshakeError } from './handshake-error.ts';
import {
  flawOfUpgrade,
  upgradeMissing,
  headerList,
  isAcceptValid,
  readBodyStart,
} from './handshake-answer.ts';
import { handshakeHeaders, offeredProtocols, placeOf, type HandshakeRequest } from './handshake-request.ts';
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
  totalBytes: 16_777_216,
  interimAnswers: 20,
} as const;
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
  #socket: WebSocket | null = null;
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
    if (this.#phase === 'open') this.#socket?.send(message, () => {});
  }

  /** Says goodbye (close code 1000) where the connection stands; `gone` settles half a second later at most. */
  end(): void {
    if (this.#phase === 'over') return;
    const polite = this.#phase === 'open' && !this.isFull;
    this.#over();
    if (polite && this.#connection) sayGoodbye(this.#connection.stream);
    else this.#destroy();
  }

  async #begin(network: Pick<Network, 'dial'>): Promise<void> {
    if (this.#request.signal?.aborted === true) return this.#abandon();
    const url = new URL(this.#request.url);
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
    this.#limitBytes(connection.stream);
    this.#socket = this.#listen(
      new WebSocket(url, [...this.#offered], this.#options(connection.stream, url.host)),
    );
  }

  #options(stream: Duplex, host: string): ClientOptions {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node takes any Duplex here; ws's types name net.connect
    const createConnection = (() => stream) as unknown as NonNullable<ClientOptions['createConnection']>;
    return {
      headers: handshakeHeaders(this.#request, host),
      createConnection,
      maxPayload: limits.messageBytes,
      finishRequest: (request) => {
        this.#requestHeaders = request
          .getRawHeaderNames()
          .map((name) => [name, String(request.getHeader(name))] as const);
        this.#limitInterim(request);
        request.end();
      },
    };
  }

  /** Pings, empty fragments and the like without end make no message that could be counted. */
  #limitBytes(stream: Duplex): void {
    let seen = 0;
    stream.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > limits.totalBytes)
        this.#finish({ code: 'protocol-error', message: 'the server sends data without end' });
    });
  }

  /** RFC 9110 section 15.2: any number of 1xx answers may come first; a browser's patience ends too. */
  #limitInterim(request: ClientRequest): void {
    let seen = 0;
    request.on('information', () => {
      seen += 1;
      if (seen > limits.interimAnswers)
        this.#finish({ code: 'malformed-response', message: 'the server sent 1xx answers without end' });
    });
  }

  #listen(socket: WebSocket): WebSocket {
    socket.on('upgrade', (response) => this.#upgraded(response));
    socket.on('open', () => this.#open());
    socket.on('unexpected-response', (_request, response) => void this.#refused(response));
    socket.on('message', (data, isBinary) => {
      if (Buffer.isBuffer(data)) this.#received(data, isBinary);
    });
    socket.on('error', (error) => this.#failed(error));
    socket.on('close', (code, reason) => this.#closed(code, reason.toString('utf8')));
    return socket;
  }

  #upgraded(response: IncomingMessage): void {
    this.#takeAnswer(response);
    const key = this.#requestHeaders.find(([name]) => name === 'Sec-WebSocket-Key')?.[1] ?? '';
    this.#acceptValid = isAcceptValid(response, key);
    const flaw = flawOfUpgrade(response, this.#acceptValid, this.#offered);
    if (flaw) this.#finish(flaw);
  }

  #open(): void {
    if (this.#phase !== 'answering') return;
    this.#phase = 'open';
    this.#openedAt = performance.now();
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
    if (this.isFull) this.#socket?.pause();
    this.#changed();
  }

  #failed(error: Error): void {
    if (this.#phase === 'over' || this.#phase === 'refused') return;
    this.#finish(errorOfSocket(error, this.#request, this.#phase));
  }

  #closed(code: number, reason: string): void {
    if (this.#phase === 'open') this.#close = { code, reason };
    if (this.#phase !== 'refused') this.#finish(null);
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

  #destroy(): void {
    if (!this.#connection) this.#cancel.abort(abandoned);
    this.#socket?.terminate();
    this.#connection?.stream.destroy();
    if (!this.#connection) this.#announceEnd();
  }

  #outcome(): ProbeOutcome {
    const ended = this.#close !== null || (this.#error !== null && this.#error.code !== 'aborted');
    if (this.#openedAt !== null) return ended ? 'closed' : 'accepted';
    return this.#answer ? 'rejected' : 'unreachable';
  }
}
