import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { Endpoint, FallbackObservation } from '../artifacts.ts';
import { portOf } from '../net/testing/servers.ts';
import type { ScanOptions } from '../options.ts';
import { serveSignalR, serveSocketIo, serveSockJs, type LibraryServer } from './testing/library-servers.ts';
import { probeAndJudge } from './testing/probing.ts';
import { pageOrigin, wrongOrigin } from './testing/servers.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function started<S extends LibraryServer>(server: Promise<S>): Promise<S> {
  closers.push((await server).close);
  return server;
}

/** Every request that a server gets from now on. */
function requestsOf(server: Server): IncomingMessage[] {
  const requests: IncomingMessage[] = [];
  server.prependListener('request', (request: IncomingMessage) => requests.push(request));
  return requests;
}

async function fallbacksOf(
  endpoint: Partial<Endpoint> & Pick<Endpoint, 'url'>,
  options: ScanOptions = {},
): Promise<readonly FallbackObservation[] | undefined> {
  const probed = await probeAndJudge(endpoint, {
    ...options,
    wanted: ['control'],
    transports: ['fallbacks'],
  });
  return probed.endpoint.fallbacks;
}

/** What was asked and what came of it, in one line: `polling GET foreign 200 granted, read by https://…`. */
function gist(fallbacks: readonly FallbackObservation[] | undefined): unknown {
  return fallbacks?.map((seen) =>
    [
      seen.transport,
      seen.method,
      seen.variant,
      seen.status ?? seen.error?.code,
      seen.granted ? 'granted' : 'not granted',
      `${seen.allowOrigin ?? '-'} ${seen.allowCredentials ?? '-'}`,
    ].join(' '),
  );
}

function socketIo({ port }: LibraryServer): Partial<Endpoint> & Pick<Endpoint, 'url'> {
  return {
    url: `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`,
    library: 'socket.io',
    dialect: { eio: '4', namespace: '/' },
  };
}

describe('Socket.IO polling', () => {
  test('of a server that mirrors every origin', async () => {
    const server = await started(serveSocketIo({ cors: { origin: true, credentials: true } }));
    const fallbacks = await fallbacksOf(socketIo(server));
    expect(fallbacks?.[1]).toEqual({
      transport: 'polling',
      variant: 'foreign',
      origin: wrongOrigin,
      url: `http://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=polling`,
      method: 'GET',
      status: 200,
      allowOrigin: wrongOrigin,
      allowCredentials: 'true',
      requestHeaders: [['Origin', wrongOrigin]],
      responseHeaders: expect.arrayContaining([['Access-Control-Allow-Origin', wrongOrigin]]),
      granted: true,
      body: expect.stringMatching(/^0\{"sid":"[^"]+"/),
      error: null,
    });
    expect(gist(fallbacks)).toEqual([
      `polling GET control 200 granted ${pageOrigin} true`,
      `polling GET foreign 200 granted ${wrongOrigin} true`,
    ]);
  });

  test.each([
    ['names its own page', { cors: { origin: pageOrigin, credentials: true } }, [pageOrigin, pageOrigin]],
    ['has no CORS', {}, ['- -', '- -']],
    ['lets anybody read without credentials', { cors: { origin: '*' } }, ['* -', '* -']],
  ])('of a server that %s', async (_, options, allowed) => {
    const server = await started(serveSocketIo(options));
    const [page, foreign] = allowed.map((one) => (one === pageOrigin ? `${one} true` : one));
    expect(gist(await fallbacksOf(socketIo(server)))).toEqual([
      `polling GET control 200 granted ${page}`,
      `polling GET foreign 200 granted ${foreign}`,
    ]);
  });

  test('of a server that asks before it opens a session', async () => {
    const server = await started(
      serveSocketIo({
        cors: { origin: true, credentials: true },
        allowRequest: ({ headers: { origin } }, done) => done(null, origin === pageOrigin),
      }),
    );
    expect(gist(await fallbacksOf(socketIo(server)))).toEqual([
      `polling GET control 200 granted ${pageOrigin} true`,
      expect.stringMatching(/^polling GET foreign 403 not granted /),
    ]);
  });

  test('of a server that has none', async () => {
    const server = await started(serveSocketIo({ transports: ['websocket'] }));
    expect(gist(await fallbacksOf(socketIo(server)))).toEqual([
      'polling GET control 400 not granted - -',
      'polling GET foreign 400 not granted - -',
    ]);
  });
});

describe('SockJS', () => {
  test('mirrors every origin, for information and for sessions', async () => {
    const server = await started(serveSockJs(() => true));
    const requests = requestsOf(server.server);
    const endpoint = {
      url: `ws://127.0.0.1:${server.port}/echo/000/wssure00/websocket`,
      library: 'sockjs',
    } as const;
    const fallbacks = await fallbacksOf(endpoint);
    expect(gist(fallbacks)).toEqual([
      expect.stringMatching(/^info GET control 200 granted /),
      expect.stringMatching(/^info GET foreign 200 granted /),
      `xhr POST control 200 granted ${pageOrigin} true`,
      `xhr POST foreign 200 granted ${wrongOrigin} true`,
    ]);
    expect(fallbacks?.[3]?.url).toBe(`http://127.0.0.1:${server.port}/echo/000/wssure00/xhr`);
    const sessions = requests.filter(({ url }) => url?.endsWith('/xhr')).map(({ url }) => url);
    expect(new Set(sessions).size).toBe(2);
    expect(sessions).not.toContain('/echo/000/wssure00/xhr');
  });
});

/** Answers CORS as ASP.NET Core does for the origins and headers that it allows, in front of `server`. */
function withCors(server: Server, allows: (origin: string) => boolean, headers: string): void {
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { origin = '' } = request.headers;
    if (allows(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
    }
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Headers', headers);
      response.writeHead(204).end();
    } else for (const handle of handlers) Reflect.apply(handle, server, [request, response]);
  });
}

function hub({ port }: LibraryServer): Partial<Endpoint> & Pick<Endpoint, 'url'> {
  return { url: `ws://127.0.0.1:${port}/hub`, library: 'signalr' };
}

describe('SignalR negotiate', () => {
  test('is asked for after the preflight that browsers send', async () => {
    const server = await started(serveSignalR());
    withCors(server.server, () => true, 'content-type, X-Requested-With');
    const requests = requestsOf(server.server);
    const fallbacks = await fallbacksOf(hub(server));
    expect(gist(fallbacks)).toEqual([
      `negotiate POST control 200 granted ${pageOrigin} true`,
      `negotiate OPTIONS foreign 204 granted ${wrongOrigin} true`,
      `negotiate POST foreign 200 granted ${wrongOrigin} true`,
    ]);
    const asked = requests.filter(({ headers }) => headers.origin === wrongOrigin);
    expect(
      asked.map(({ method, headers }) => [
        method,
        headers['access-control-request-headers'],
        headers['x-requested-with'],
      ]),
    ).toEqual([
      ['OPTIONS', 'x-requested-with', undefined],
      ['POST', undefined, 'XMLHttpRequest'],
    ]);
  });

  test('is asked for without the header that the preflight forbids', async () => {
    const server = await started(serveSignalR());
    withCors(server.server, () => true, 'content-type');
    const requests = requestsOf(server.server);
    expect(gist(await fallbacksOf(hub(server)))).toEqual([
      `negotiate POST control 200 granted ${pageOrigin} true`,
      `negotiate OPTIONS foreign 204 not granted ${wrongOrigin} true`,
      `negotiate POST foreign 200 granted ${wrongOrigin} true`,
    ]);
    expect(requests.at(-1)?.headers).not.toHaveProperty('x-requested-with');
  });

  test('that only its page may read', async () => {
    const server = await started(serveSignalR());
    withCors(server.server, (origin) => origin === pageOrigin, 'x-requested-with');
    expect(gist(await fallbacksOf(hub(server)))).toEqual([
      `negotiate POST control 200 granted ${pageOrigin} true`,
      'negotiate OPTIONS foreign 204 not granted - -',
      'negotiate POST foreign 200 granted - -',
    ]);
  });
});

describe('Bayeux', () => {
  test('is asked for a session by a form, which needs no preflight', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        if (request.method === 'POST')
          bodies.push(`${request.headers['content-type']} ${decodeURIComponent(body)}`);
        response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
        response.end(
          '[{"id":"1","channel":"/meta/handshake","successful":true,"version":"1.0","clientId":"c1"}]',
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const endpoint = { url: `ws://127.0.0.1:${portOf(server)}/faye`, library: 'faye' } as const;
    expect(gist(await fallbacksOf(endpoint))).toEqual([
      `long-polling POST control 200 granted ${pageOrigin} -`,
      `long-polling POST foreign 200 granted ${wrongOrigin} -`,
    ]);
    expect(new Set(bodies)).toEqual(
      new Set([
        'application/x-www-form-urlencoded message=[{"channel":"/meta/handshake","version":"1.0","minimumVersion":"1.0","supportedConnectionTypes":["long-polling","callback-polling"],"id":"1"}]',
      ]),
    );
  });
});

describe('the foreign page', () => {
  test('sends what a browser attaches there by itself, and says where it is', async () => {
    const server = await started(serveSocketIo({ cors: { origin: true, credentials: true } }));
    const requests = requestsOf(server.server);
    await fallbacksOf(socketIo(server), {
      cookies: ['sid=1'],
      headers: [['Authorization', 'Bearer t']],
      firstParty: ['127.0.0.1'],
    });
    const polls = requests.filter(({ method }) => method === 'GET');
    expect(
      polls.map(({ headers }) => ({
        origin: headers.origin,
        cookie: headers.cookie,
        authorization: headers.authorization,
        referer: headers.referer,
        site: headers['sec-fetch-site'],
        mode: headers['sec-fetch-mode'],
      })),
    ).toEqual([
      {
        origin: pageOrigin,
        cookie: 'sid=1',
        authorization: 'Bearer t',
        referer: undefined,
        site: 'cross-site',
        mode: 'cors',
      },
      {
        origin: wrongOrigin,
        cookie: 'sid=1',
        authorization: undefined,
        referer: undefined,
        site: 'cross-site',
        mode: 'cors',
      },
    ]);
  });
});

describe('no request is made', () => {
  test.each([
    ['for a library without an HTTP transport', { library: 'mqtt' }, {}, []],
    ['at basic depth', {}, { depth: 'basic' }, undefined],
    ['to third parties', { party: 'third' }, {}, undefined],
  ] as const)('%s', async (_, endpoint, options, fallbacks) => {
    const server = await started(serveSocketIo());
    const requests = requestsOf(server.server);
    expect(await fallbacksOf({ ...socketIo(server), ...endpoint }, options)).toEqual(fallbacks);
    expect(requests).toEqual([]);
  });
});

test('a server that cannot be reached is told', async () => {
  const server = await serveSocketIo();
  await server.close();
  expect(gist(await fallbacksOf(socketIo(server)))).toEqual([
    'polling GET control connection-refused not granted - -',
    'polling GET foreign connection-refused not granted - -',
  ]);
});
