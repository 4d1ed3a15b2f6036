import type { IncomingMessage } from 'node:http';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import zlib from 'node:zlib';
import { NetworkError } from './network.ts';

export interface BodyLimits {
  /** Of decoded bytes, and of the bytes between two layers of encoding. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Body {
  readonly bytes: Uint8Array;
  /** Whether there was more: over the limit, or not there in time, or broken off, or not decodable to its end. */
  readonly truncated: boolean;
}

const maxLayers = 4;
const chunkSize = 65_536;

/**
 * Reads a response's content, decoded (RFC 9110 section 8.4). What is over a limit is left unread; what came
 * before is kept. Throws `NetworkError` for an encoding that was not offered, and for content of which nothing
 * could be decoded; throws the reason of `signal`.
 */
export async function readBody(response: IncomingMessage, limits: BodyLimits): Promise<Body> {
  try {
    const stages: Readable[] = [response];
    for (const coding of codingsOf(response).toReversed()) {
      stages.push((stages.at(-1) ?? response).pipe(decoderFor(coding)));
    }
    return await gather(response, stages, limits);
  } catch (error) {
    response.on('error', () => {}).destroy();
    throw error;
  }
}

function gather(response: IncomingMessage, stages: readonly Readable[], limits: BodyLimits): Promise<Body> {
  const last = stages.at(-1) ?? response;
  let received = 0;
  // One buffer that grows: a server may send a byte at a time, and a chunk costs more than its bytes.
  let store = Buffer.alloc(0);
  let size = 0;
  const keep = (chunk: Buffer): void => {
    if (size + chunk.length > store.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * store.length, size + chunk.length, chunkSize));
      store.copy(larger, 0, 0, size);
      store = larger;
    }
    size += chunk.copy(store, size);
  };
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', abort);
      for (const stage of stages) stage.removeAllListeners('data').on('error', () => {});
    };
    const finish = (truncated: boolean): void => {
      settle();
      if (truncated) for (const stage of stages) stage.destroy();
      resolve({ bytes: store.subarray(0, size), truncated });
    };
    const broken = (stage: Readable): void => {
      if (received === 0) return finish(stage === response);
      if (size > 0 || stage === response) return finish(true);
      settle();
      reject(new NetworkError('malformed-response', 'its content is not what its Content-Encoding says'));
    };
    const abort = (): void => {
      settle();
      reject(limits.signal?.reason);
    };
    const timer = setTimeout(() => finish(true), limits.timeoutMs);
    limits.signal?.addEventListener('abort', abort, { once: true });
    for (const stage of stages) {
      stage.on('error', () => broken(stage));
      if (stage !== last) countUpTo(stage, limits.maxBytes, () => finish(true));
    }
    response.on('data', (chunk: Buffer) => void (received += chunk.length)).on('aborted', () => finish(true));
    last.on('data', (chunk: Buffer) => {
      const kept = chunk.subarray(0, limits.maxBytes - size);
      keep(kept);
      if (kept.length < chunk.length) finish(true);
    });
    last.on('end', () => finish(false));
    if (limits.signal?.aborted) abort();
  });
}

/** Each layer is bounded: an inner one may swallow without output what an outer one blows up. */
function countUpTo(stage: Readable, limit: number, over: () => void): void {
  let passed = 0;
  stage.on('data', (chunk: Buffer) => {
    passed += chunk.length;
    if (passed > limit) over();
  });
}

function codingsOf(response: IncomingMessage): string[] {
  const header = response.headers['content-encoding'] ?? '';
  const codings = header
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > maxLayers) {
    throw new NetworkError('malformed-response', `its content is encoded ${codings.length} times over`);
  }
  return codings;
}

function decoderFor(coding: string): Transform {
  if (coding === 'gzip' || coding === 'x-gzip') return zlib.createGunzip({ chunkSize });
  if (coding === 'br') return zlib.createBrotliDecompress({ chunkSize });
  if (coding === 'deflate') return new Deflate();
  throw new NetworkError(
    'malformed-response',
    `its content is encoded as ${JSON.stringify(coding.slice(0, 40))}, which was not offered`,
  );
}

/** RFC 9110 section 8.4.1.2: zlib format, but some servers send bare deflate. The first byte tells. */
class Deflate extends Transform {
  #inflate: zlib.Inflate | zlib.InflateRaw | undefined;

  override _transform(chunk: Buffer, encoding: BufferEncoding, done: TransformCallback): void {
    this.#inflate ??= this.#start(chunk);
    this.#inflate.write(chunk, encoding, done);
  }

  override _flush(done: TransformCallback): void {
    if (!this.#inflate) return done();
    this.#inflate.once('end', done).end();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inflate?.destroy();
    done(error);
  }

  #start(chunk: Buffer): zlib.Inflate | zlib.InflateRaw {
    const zlibFormat = ((chunk[0] ?? 0) & 0x0f) === 0x08;
    const inflate = zlibFormat ? zlib.createInflate({ chunkSize }) : zlib.createInflateRaw({ chunkSize });
    return inflate
      .on('data', (data: Buffer) => void this.push(data))
      .on('error', (error) => void this.destroy(error));
  }
}
