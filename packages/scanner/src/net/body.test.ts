import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { RequestListener } from 'node:http';
import { failure, testNetwork } from './testing/networks.ts';
import { httpServer, type TestServer } from './testing/servers.ts';

const text = Buffer.from('wss://shop.test/live '.repeat(500));
const answers = new Map<string, RequestListener>();
let server: TestServer;

beforeAll(async () => {
  server = await httpServer((request, response) => answers.get(request.url ?? '')?.(request, response));
});
afterAll(() => server.close());

/** Fetches an answer, and says what came of it. */
async function read(
  answer: RequestListener,
  { maxBytes = 1_000_000, timeoutMs = 2_000 } = {},
): Promise<{ body: Buffer; truncated: boolean }> {
  const path = `/${answers.size}`;
  answers.set(path, answer);
  const network = testNetwork({ timeoutMs });
  const result = await network
    .fetch({ url: server.origin + path, maxBytes, redirects: 0 })
    .finally(network.close);
  return { body: Buffer.from(result.body), truncated: result.truncated };
}

function encoded(coding: string, body: Buffer): RequestListener {
  return (_request, response) => response.setHeader('content-encoding', coding).end(body);
}

const endless: RequestListener = (_request, response) => {
  const pour = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 97)));
  };
  response.on('drain', pour);
  pour();
};

const drippingContent: RequestListener = (_request, response) => {
  const timer = setInterval(() => response.write('a'), 20);
  response.on('close', () => clearInterval(timer));
};

const drippingHeaders: RequestListener = (_request, response) => {
  const { socket } = response;
  socket?.write('HTTP/1.1 200 OK\r\n');
  const timer = setInterval(() => socket?.write('X-Drip: 1\r\n'), 20);
  response.on('close', () => clearInterval(timer));
};

const endlessInterim: RequestListener = (_request, response) => {
  const timer = setInterval(() => response.writeProcessing(), 5);
  response.on('close', () => clearInterval(timer));
};

describe('content codings', () => {
  test.each([
    ['identity', text],
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['deflate,gzip', gzipSync(deflateSync(text))],
    ['deflate, deflate', deflateRawSync(deflateSync(text))],
    ['gzip, identity, gzip', gzipSync(gzipSync(text))],
    ['gzip', Buffer.concat([gzipSync(text.subarray(0, 100)), gzipSync(text.subarray(100))])],
    ['gzip', Buffer.concat([gzipSync(text), Buffer.from('\0\0trailing')])],
  ])('%s %#', async (coding, body) => {
    expect(await read(encoded(coding, body))).toEqual({ body: text, truncated: false });
  });

  test.each(['gzip', 'br', 'deflate', 'gzip, br'])('an empty content in %s', async (coding) => {
    expect(await read(encoded(coding, Buffer.alloc(0)))).toEqual({ body: Buffer.alloc(0), truncated: false });
  });

  test('a coding that ends too early keeps what came', async () => {
    const { body, truncated } = await read(
      encoded('gzip', gzipSync(randomBytes(200_000)).subarray(0, 100_000)),
    );
    expect(truncated).toBe(true);
    expect(body.length).toBeGreaterThan(50_000);
  });

  test.each([
    ['zstd', 'its content is encoded as "zstd", which was not offered'],
    ['compress', 'its content is encoded as "compress", which was not offered'],
    ['gzip, gzip, gzip, gzip, gzip', 'its content is encoded 5 times over'],
    ['gzip', 'its content is not what its Content-Encoding says'],
    ['br', 'its content is not what its Content-Encoding says'],
    ['deflate', 'its content is not what its Content-Encoding says'],
    ['gzip, br', 'its content is not what its Content-Encoding says'],
  ])('%s that cannot be undone', async (coding, reason) => {
    const failed = await failure(read(encoded(coding, Buffer.from('<!doctype html>'.repeat(9)))));
    expect(failed).toBe(`malformed-response: ${server.origin}/${answers.size - 1} cannot be read: ${reason}`);
  });
});

describe('limits', () => {
  test.each([
    ['below', 10, 11, 10, false],
    ['at', 10, 10, 10, false],
    ['above', 10, 9, 9, true],
    ['far above', 5_000_000, 1_000, 1_000, true],
    ['nothing', 10, 0, 0, true],
  ])('%s the limit', async (_what, size, maxBytes, kept, truncated) => {
    const answer: RequestListener = (_request, response) => response.end(Buffer.alloc(size, 97));
    expect(await read(answer, { maxBytes })).toEqual({ body: Buffer.alloc(kept, 97), truncated });
  });

  const bomb = gzipSync(Buffer.alloc(100_000_000));
  test.each([
    ['a gzip bomb', 'gzip', bomb],
    ['a bomb in a bomb', 'gzip, gzip', gzipSync(bomb)],
    ['a brotli bomb', 'br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ['a deflate bomb', 'deflate', deflateSync(Buffer.alloc(100_000_000))],
    ['a raw deflate bomb', 'deflate', deflateRawSync(Buffer.alloc(100_000_000))],
  ])('%s is cut at the decoded size', async (_what, coding, body) => {
    const before = process.memoryUsage().rss;
    const result = await read(encoded(coding, body), { maxBytes: 100_000 });
    expect(result).toEqual({ body: Buffer.alloc(100_000), truncated: true });
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
  });

  test('a layer that swallows what another blows up', async () => {
    // Empty stored blocks: valid deflate of any length that gives nothing.
    const nothing = Buffer.alloc(2_000_000, Buffer.from([0, 0, 0, 255, 255]));
    const result = await read(encoded('deflate, gzip', gzipSync(nothing)), { maxBytes: 100_000 });
    expect(result).toEqual({ body: Buffer.alloc(0), truncated: true });
  });

  test('an endless content', async () => {
    const { body, truncated } = await read(endless, { maxBytes: 300_000 });
    expect([body.length, truncated]).toEqual([300_000, true]);
  });
});

describe('time', () => {
  test('a dripping content ends at the time-out, with what came', async () => {
    const started = performance.now();
    const { body, truncated } = await read(drippingContent, { timeoutMs: 250 });
    expect(truncated).toBe(true);
    expect(body.toString()).toMatch(/^a{3,13}$/);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('dripping headers are a time-out', async () => {
    expect(await failure(read(drippingHeaders, { timeoutMs: 250 }))).toBe(
      `timeout: 127.0.0.1:${server.port} did not answer within 0.25 s: check that it is up, or allow more with --timeout`,
    );
  });

  test('endless interim answers are a time-out', async () => {
    expect(await failure(read(endlessInterim, { timeoutMs: 250 }))).toMatch(/^timeout: /);
  });

  test('a caller who gives up during the content gets their own reason', async () => {
    answers.set('/half', (_request, response) => void response.write('half'));
    const controller = new AbortController();
    const network = testNetwork();
    const fetching = network.fetch({
      url: `${server.origin}/half`,
      maxBytes: 10,
      redirects: 0,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error('enough')), 50);
    expect(await failure(fetching)).toBe('enough');
    network.close();
  });
});

describe('broken off', () => {
  test.each<[string, RequestListener, string]>([
    [
      'before the announced length',
      (_request, response) => {
        response.setHeader('content-length', 100);
        response.write('half');
        setTimeout(() => response.destroy(), 30);
      },
      'half',
    ],
    [
      'between chunks',
      (_request, response) => {
        response.write('half');
        setTimeout(() => response.destroy(), 30);
      },
      'half',
    ],
    [
      'with a chunk that is none',
      (_request, response) => {
        response.socket?.write(
          'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nnonsense\r\n',
        );
      },
      'half',
    ],
  ])('%s', async (_what, answer, expected) => {
    expect(await read(answer)).toEqual({ body: Buffer.from(expected), truncated: true });
  });
});
