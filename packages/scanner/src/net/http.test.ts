import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { FetchResult, Network } from './network.ts';
import type { NetworkOptions } from './open.ts';
import { testCa } from './testing/certificates.ts';
import { failure, testNetwork } from './testing/networks.ts';
import { httpServer, httpsServer, tcpServer, type TestServer } from './testing/servers.ts';

const handlers = new Map<string, RequestListener>();
const listener: RequestListener = (request, response) => {
  const handler = handlers.get(new URL(request.url ?? '', 'http://x').pathname);
  if (handler) handler(request, response);
  else response.end(request.url);
};
let server: TestServer;
let secure: TestServer;

beforeAll(async () => {
  server = await httpServer(listener);
  secure = await httpsServer(listener);
});
afterAll(() => {
  server.close();
  secure.close();
});

function get(
  network: Network,
  url: string,
  more: Partial<Parameters<Network['fetch']>[0]> = {},
): Promise<FetchResult> {
  return network.fetch({ url, maxBytes: 1_000_000, redirects: 5, ...more });
}

async function answer(
  path: string,
  handler: RequestListener,
  options: Partial<NetworkOptions> = {},
): Promise<FetchResult> {
  handlers.set(path, handler);
  const network = testNetwork(options);
  return get(network, server.origin + path).finally(network.close);
}

function headersOf({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
}

describe('a result', () => {
  test('as a whole', async () => {
    const result = await answer('/whole', (_request, response) => {
      response.writeHead(
        203,
        [
          ['X-One', '1'],
          ['x-two', 'b'],
          ['X-One', '2'],
          ['Content-Length', '2'],
          ['Date', 'x'],
        ].flat(),
      );
      response.end('ok');
    });
    expect({ ...result, body: Buffer.from(result.body).toString() }).toEqual({
      url: `${server.origin}/whole`,
      status: 203,
      headers: [
        ['X-One', '1'],
        ['x-two', 'b'],
        ['X-One', '2'],
        ['Content-Length', '2'],
        ['Date', 'x'],
        ['Connection', 'keep-alive'],
        ['Keep-Alive', 'timeout=5'],
      ],
      redirects: [],
      body: 'ok',
      truncated: false,
      tls: null,
      cookies: [],
      address: '127.0.0.1',
    });
  });

  test('over TLS', async () => {
    const network = testNetwork({ ca: testCa });
    const { tls, address, body } = await get(network, `${secure.origin}/a`);
    expect([tls?.authorized, tls?.subject, address, Buffer.from(body).toString()]).toEqual([
      true,
      'shop.test',
      '127.0.0.1',
      '/a',
    ]);
    network.close();
  });

  test('without fragment and credentials in its URL', async () => {
    const network = testNetwork();
    const { url } = await get(network, `${server.origin.replace('//', '//me:secret@')}/a?b#c`);
    expect(url).toBe(`${server.origin}/a?b`);
    network.close();
  });

  test('of a POST', async () => {
    handlers.set('/post', (request, response) => {
      request
        .setEncoding('utf8')
        .on('data', (data: string) =>
          response.end(`${request.method} ${request.headers['content-length']} ${data}`),
        );
    });
    const network = testNetwork();
    const { body } = await get(network, `${server.origin}/post`, {
      method: 'POST',
      body: 'héllo',
      headers: [['content-type', 'text/plain']],
    });
    expect(Buffer.from(body).toString()).toBe('POST 6 héllo');
    network.close();
  });
});

describe('the request', () => {
  test('looks like a browser’s that says who it is', async () => {
    const { origin, port } = server;
    let seen: string[] = [];
    handlers.set('/page', (request, response) => {
      seen = headersOf(request);
      response.end();
    });
    const network = testNetwork();
    const page = await get(network, `${origin}/page`, { destination: 'document' });
    expect(seen).toEqual([
      `Host: 127.0.0.1:${port}`,
      'Connection: keep-alive',
      'Upgrade-Insecure-Requests: 1',
      expect.stringMatching(/^User-Agent: Mozilla\/5\.0 \(compatible; wssure\/\d+\.\d+\.\d+[^)]*\)$/),
      'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'Sec-Fetch-Site: none',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-User: ?1',
      'Sec-Fetch-Dest: document',
      'Accept-Encoding: gzip, deflate, br',
      'Accept-Language: en-US,en;q=0.9',
    ]);
    network.setPage(page);
    await get(network, `${origin}/page`, { destination: 'script' });
    expect(seen).toEqual([
      `Host: 127.0.0.1:${port}`,
      'Connection: keep-alive',
      expect.stringMatching(/^User-Agent: /),
      'Accept: */*',
      'Sec-Fetch-Site: same-origin',
      'Sec-Fetch-Mode: no-cors',
      'Sec-Fetch-Dest: script',
      `Referer: ${origin}/page`,
      'Accept-Encoding: gzip, deflate, br',
      'Accept-Language: en-US,en;q=0.9',
    ]);
    network.close();
  });

  test('--user-agent and --header take the place of the standard ones', async () => {
    let seen: string[] = [];
    await answer(
      '/own',
      (request, response) => {
        seen = headersOf(request);
        response.end();
      },
      {
        userAgent: 'me',
        headers: [
          ['accept', 'x/y'],
          ['X-Key', '1'],
          ['X-Key', '2'],
        ],
      },
    );
    expect(seen).toEqual([
      `Host: 127.0.0.1:${server.port}`,
      'Connection: keep-alive',
      'User-Agent: me',
      'Accept-Encoding: gzip, deflate, br',
      'Accept-Language: en-US,en;q=0.9',
      'accept: x/y',
      'X-Key: 1',
      'X-Key: 2',
    ]);
  });
});

describe('connections', () => {
  test('are used again', async () => {
    const counted = await httpServer((_request, response) => response.end('x'));
    const network = testNetwork();
    for (let index = 0; index < 5; index += 1) await get(network, counted.origin);
    expect(counted.connections()).toBe(1);
    network.close();
    counted.close();
  });

  test('are not more than six to a host, nor more than --concurrency', async () => {
    for (const [concurrency, expected] of [
      [20, 6],
      [3, 3],
    ] as const) {
      let now = 0;
      let most = 0;
      const counted = await httpServer((_request, response) => {
        most = Math.max(most, (now += 1));
        setTimeout(() => {
          now -= 1;
          response.end();
        }, 20);
      });
      const network = testNetwork({ concurrency });
      await Promise.all(Array.from({ length: 15 }, (_, index) => get(network, `${counted.origin}/${index}`)));
      expect([most, counted.connections()]).toEqual([expected, expected]);
      network.close();
      counted.close();
    }
  });

  test('one that the server closed while it was idle is replaced', async () => {
    let connections = 0;
    const closing = await tcpServer((socket) => {
      connections += 1;
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        else socket.destroy();
      });
    });
    const network = testNetwork();
    for (let index = 0; index < 3; index += 1) expect((await get(network, closing.origin)).status).toBe(200);
    expect(connections).toBe(3);
    network.close();
    closing.close();
  });

  test('closing the network ends what is under way', async () => {
    const silent = await tcpServer(() => {});
    const network = testNetwork();
    const fetching = failure(get(network, `https://127.0.0.1:${silent.port}/`));
    setTimeout(network.close, 30);
    expect(await fetching).toBe('network: the scan is over');
    silent.close();
  });
});

/** What is said of a server that answers with these bytes. */
async function raw(bytes: string, then: (socket: Socket) => void = () => {}): Promise<string> {
  const broken = await tcpServer((socket) => {
    socket.once('data', () => {
      socket.write(bytes, 'latin1');
      then(socket);
    });
  });
  const network = testNetwork({ timeoutMs: 500 });
  const failed = await failure(get(network, broken.origin));
  network.close();
  broken.close();
  return failed.replaceAll(String(broken.port), 'PORT');
}

describe('answers that are none', () => {
  test.each([
    [
      'SSH-2.0-OpenSSH_9.2\r\n',
      'malformed-response: 127.0.0.1:PORT did not answer with HTTP: check the port and the scheme',
    ],
    [
      'HTTP/1.1 abc\r\n\r\n',
      'malformed-response: 127.0.0.1:PORT did not answer with HTTP: check the port and the scheme',
    ],
    [
      'HTTP/1.1 200 OK\r\nno colon\r\n\r\n',
      'malformed-response: 127.0.0.1:PORT did not answer with HTTP: check the port and the scheme',
    ],
    [
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
      'malformed-response: 127.0.0.1:PORT did not answer with HTTP: check the port and the scheme',
    ],
    [
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      'malformed-response: 127.0.0.1:PORT did not answer with HTTP: check the port and the scheme',
    ],
    [
      '',
      'timeout: 127.0.0.1:PORT did not answer within 0.5 s: check that it is up, or allow more with --timeout',
    ],
  ])('%j', async (bytes, expected) => {
    expect(await raw(bytes)).toBe(expected);
  });

  test('a connection that is closed', async () => {
    expect(await raw('', (socket) => socket.end())).toBe(
      'connection-reset: 127.0.0.1:PORT closed the connection before it answered: check that it speaks http there',
    );
  });

  test('100 kB of headers are read', async () => {
    const result = await answer('/headers', (_request, response) => {
      for (let index = 0; index < 100; index += 1) response.setHeader(`x-${index}`, 'a'.repeat(1_000));
      response.end('ok');
    });
    expect([result.status, result.headers.length >= 100]).toEqual([200, true]);
  });

  test('a megabyte of headers is not', async () => {
    expect(await raw(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(1_000_000)}\r\n\r\n`)).toBe(
      'malformed-response: 127.0.0.1:PORT sent more headers than are read (256 kB)',
    );
  });

  test('of very many headers the first are kept', async () => {
    const { headers } = await answer('/many', (_request, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\n${'X: a\r\n'.repeat(50_000)}\r\n`);
    });
    expect(headers).toEqual(Array.from({ length: 1_000 }, () => ['X', 'a']));
  });
});

describe('what cannot be sent is a usage error that keeps its secret', () => {
  test.each<[Partial<NetworkOptions>, string]>([
    [
      { headers: [['X-Key', 'canary\r\nX: 1']] },
      '--header "X-Key" cannot be sent: give "Name: value" without line breaks',
    ],
    [
      { headers: [['X Key', 'canary']] },
      '--header "X Key" cannot be sent: give "Name: value" without line breaks',
    ],
    [{ cookies: ['a=canary\n'] }, '--cookie cannot be sent: give name=value without line breaks'],
    [{ userAgent: 'canary\0' }, '--user-agent cannot be sent: give one line of plain text'],
  ])('%j', (options, expected) => {
    expect(() => testNetwork(options)).toThrow(expected);
  });
});
