import type {
  ClientHttp2Session,
  ClientHttp2Stream,
  IncomingHttpHeaders,
  OutgoingHttpHeaders,
} from 'node:http2';
import { Duplex } from 'node:stream';
import type { HeaderList, Observation } from '../artifacts.ts';
import { acceptFor } from './handshake-answer.ts';

const headLimit = 65_536;
const noneHere =
  /^(?:connection|upgrade|host|keep-alive|proxy-connection|transfer-encoding|content-length|te)$/i;

/**
 * A byte stream that speaks HTTP/1.1 on this side and RFC 8441 on the other, as an intermediary does (section 5):
 * the handshake that is written to it goes out as an extended CONNECT, a 2xx comes back as a 101 with the `Accept`
 * that the key asks for, any other answer as it is. What follows the 101 is passed through in both directions.
 */
export class UpgradeStream extends Duplex {
  readonly #session: ClientHttp2Session;
  #head = Buffer.alloc(0);
  #stream: ClientHttp2Stream | null = null;
  #isAnswered = false;

  constructor(session: ClientHttp2Session) {
    super();
    this.#session = session;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#stream) {
      this.#stream.write(chunk, done);
      return;
    }
    this.#head = Buffer.concat([this.#head, chunk]);
    const end = this.#head.indexOf('\r\n\r\n');
    if (end === -1) return done(this.#head.length > headLimit ? new Error('the request has no end') : null);
    try {
      this.#stream = this.#ask(this.#head.toString('latin1', 0, end));
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override _read(): void {
    if (this.#isAnswered) this.#stream?.resume();
  }

  override _final(done: () => void): void {
    this.#stream?.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#stream?.close();
    done(error);
  }

  #ask(head: string): ClientHttp2Stream {
    const { path, host, key, headers } = parseHandshake(head);
    const stream = this.#session.request(
      {
        ...headers,
        ':method': 'CONNECT',
        ':protocol': 'websocket',
        ':scheme': 'https',
        ':path': path,
        ':authority': host,
      },
      { endStream: false },
    );
    stream.on('error', (error: Error) => this.destroy(error));
    stream.once('response', (answer: IncomingHttpHeaders, _flags: number, raw: readonly string[]) => {
      this.#isAnswered = true;
      this.push(answerHead(Number(answer[':status']), raw, key));
      this.#passOn(stream);
    });
    stream.on('close', () => this.destroy());
    return stream;
  }

  /** Not before the answer: Node tells of data that came in the same packet before it tells of the headers. */
  #passOn(stream: ClientHttp2Stream): void {
    stream.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) stream.pause();
    });
    stream.on('end', () => this.push(null));
  }
}

interface UpgradeRequest {
  readonly path: string;
  readonly host: string;
  readonly key: string;
  readonly headers: OutgoingHttpHeaders;
}

/** Our own HTTP client wrote it: it is well formed. */
function parseHandshake(head: string): UpgradeRequest {
  const [first = '', ...lines] = head.split('\r\n');
  const fields = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const kept = [...fields].filter(([name]) => !noneHere.test(name) && name !== 'sec-websocket-key');
  return {
    path: first.split(' ')[1] ?? '/',
    host: fields.get('host') ?? '',
    key: fields.get('sec-websocket-key') ?? '',
    headers: Object.fromEntries(kept),
  };
}

/** The head of an HTTP/1.1 answer. HTTP/2 admits no line break in a value (RFC 9113 section 8.2.1). */
function answerHead(status: number, raw: readonly string[], key: string): string {
  const fields: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (!name.startsWith(':') && !noneHere.test(name) && name !== 'sec-websocket-accept')
      fields.push(`${name}: ${raw[index + 1]}`);
  }
  const upgraded = status >= 200 && status < 300;
  const own = upgraded
    ? ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${acceptFor(key)}`]
    : ['Connection: close'];
  return [`HTTP/1.1 ${upgraded ? 101 : status} -`, ...own, ...fields, '', ''].join('\r\n');
}

/** What a handshake over such a stream saw, told as it went over the wire. */
export function asHttp2<O extends Pick<Observation, Translated>>(seen: O): O {
  return {
    ...seen,
    transport: 'h2',
    status: seen.status === 101 ? 200 : seen.status,
    acceptValid: null,
    requestHeaders: sentOverHttp2(seen.requestHeaders),
    responseHeaders: sentOverHttp2(seen.responseHeaders),
  };
}
type Translated = 'transport' | 'status' | 'acceptValid' | 'requestHeaders' | 'responseHeaders';

function sentOverHttp2(headers: HeaderList): HeaderList {
  return headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !noneHere.test(name) && !/^sec-websocket-(?:key|accept)$/.test(name));
}
