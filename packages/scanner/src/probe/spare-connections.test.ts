import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DialRequest, Network } from '../net/network.ts';
import { tcpServer, type TestServer } from '../net/testing/servers.ts';
import { SpareConnections } from './spare-connections.ts';
import { probeAndJudge } from './testing/probing.ts';
import { own, serve, type Behaviour } from './testing/servers.ts';

let server: TestServer;
let accepted: Socket[] = [];
let dialled = 0;

beforeEach(async () => {
  accepted = [];
  dialled = 0;
  server = await tcpServer((socket) => accepted.push(socket));
});
afterEach(() => server.close());

const network: Pick<Network, 'dial'> = {
  dial: async ({ port, signal }) => {
    dialled += 1;
    const stream = connect({ port, host: '127.0.0.1', ...(signal && { signal }) }).on('error', () => {});
    await once(stream, 'connect');
    return { stream, tls: null, alpn: null, address: '127.0.0.1' };
  },
};

function request(): DialRequest {
  const { port } = server;
  return { hostname: '127.0.0.1', port, tls: false, allowInvalidCertificate: true, timeoutMs: 2_000 };
}

async function seenByServer(count: number): Promise<void> {
  while (accepted.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('spare connections', () => {
  test('are made once the first connection stands, and handed out before new ones are made', async () => {
    const spares = new SpareConnections(network);
    await spares.before(2).dial(request());
    await seenByServer(3);
    expect(dialled).toBe(3);
    const taken = await Promise.all([spares.dial(request()), spares.dial(request())]);
    expect([dialled, new Set(taken.map(({ stream }) => stream)).size]).toEqual([3, 2]);
    await spares.dial(request());
    expect(dialled).toBe(4);
    spares.close();
  });

  test('that the server has hung up are not handed out', async () => {
    const spares = new SpareConnections(network);
    await spares.before(1).dial(request());
    await seenByServer(2);
    accepted[1]?.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { stream } = await spares.dial(request());
    expect([dialled, stream.destroyed]).toEqual([3, false]);
    spares.close();
  });

  test('that the server answered unasked are not handed out', async () => {
    const spares = new SpareConnections(network);
    await spares.before(1).dial(request());
    await seenByServer(2);
    accepted[1]?.end('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { stream } = await spares.dial(request());
    expect([dialled, stream.destroyed, stream.readableLength]).toEqual([3, false, 0]);
    spares.close();
  });

  test('are let go before a server loses its patience with them, and those that were taken are not', async () => {
    const spares = new SpareConnections(network);
    await spares.before(2).dial(request());
    await seenByServer(3);
    const taken = await spares.dial(request());
    await Promise.race(accepted.map((socket) => once(socket.resume(), 'close')));
    const next = await spares.dial(request());
    expect([taken, next].map(({ stream }) => stream.destroyed)).toEqual([false, false]);
    expect(dialled).toBe(4);
    spares.close();
  });

  test('that cannot be made are made when they are needed', async () => {
    let fails = true;
    const flaky: Pick<Network, 'dial'> = {
      dial: (asked) => (fails && dialled > 0 ? Promise.reject(new Error('no')) : network.dial(asked)),
    };
    const spares = new SpareConnections(flaky);
    await spares.before(1).dial(request());
    await new Promise((resolve) => setTimeout(resolve, 5));
    fails = false;
    await spares.dial(request());
    expect(dialled).toBe(2);
    spares.close();
  });

  test('that nobody took are closed', async () => {
    const spares = new SpareConnections(network);
    await spares.before(3).dial(request());
    await seenByServer(4);
    spares.close();
    await Promise.all(accepted.slice(1).map((socket) => once(socket.resume(), 'close')));
    expect(accepted.map(({ destroyed }) => destroyed)).toEqual([false, true, true, true]);
  });
});

/** A `ws` server whose connections are counted. */
async function counted(behaviour: Behaviour): Promise<{ url: string; made: Socket[]; close: () => void }> {
  const { url, server: own, close } = await serve(behaviour);
  const made: Socket[] = [];
  own.on('connection', (socket) => made.push(socket));
  return { url, made, close: () => void close() };
}

describe('a comparison of Origins', () => {
  const wanted = ['control', 'foreign', 'null', 'suffix', 'absent', 'control-again'] as const;

  test('makes no more connections than handshakes where the foreign Origin is refused', async () => {
    const { url, made, close } = await counted({ handshake: (origin) => own(origin) || 403 });
    const { endpoint, originPolicy } = await probeAndJudge({ url }, { wanted });
    expect([originPolicy, endpoint.observations.length, made.length]).toEqual(['enforced', 6, 6]);
    close();
  });

  test('keeps within --concurrency', async () => {
    const { url, made, close } = await counted({ connected: (socket) => socket.send('hello') });
    const { endpoint, originPolicy } = await probeAndJudge({ url }, { wanted, concurrency: 2 });
    expect([originPolicy, endpoint.observations.length, made.length]).toEqual(['missing', 3, 4]);
    close();
  });

  test('is not misled by a server that hangs up on whoever says nothing', async () => {
    const { url, made, close } = await counted({
      connected: (socket, origin) =>
        own(origin) ? socket.send('hello') : void setTimeout(() => socket.close(1008), 150),
    });
    const hangUp = setInterval(() => {
      for (const socket of made.splice(0)) void setTimeout(() => socket.bytesRead || socket.destroy(), 40);
    }, 5);
    const { endpoint, originPolicy } = await probeAndJudge({ url }, { wanted });
    clearInterval(hangUp);
    expect([originPolicy, endpoint.observations.map(({ error, retries }) => error ?? retries)]).toEqual([
      'enforced',
      [0, 0, 0, 0, 0, 0],
    ]);
    close();
  });
});
