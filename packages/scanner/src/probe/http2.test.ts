import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { closeFrame, http2Server, textFrame, type Http2Server } from '../net/testing/http2-server.ts';
import type { Endpoint } from '../artifacts.ts';
import { probeAndJudge } from './testing/probing.ts';
import { own, pageOrigin, wrongOrigin } from './testing/servers.ts';
import { judgeTransports, type TransportJudgement } from './transport-policy.ts';

const servers: Http2Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Admits = (origin: string | undefined) => boolean;
type Answers = Parameters<typeof http2Server>[0]['answer'];
const everyone: Admits = () => true;

/** What a server does over HTTP/2: greets whom it admits. */
function greeting(admits: Admits): Answers {
  return (stream, { origin }) => {
    if (!admits(origin)) return stream.respond({ ':status': 403 }, { endStream: true });
    stream.respond({ ':status': 200 });
    stream.write(textFrame('{"hello":"you"}'));
  };
}

const refusingLate: Answers = (stream, headers) => {
  if (own(headers.origin)) return greeting(everyone)(stream, headers);
  stream.respond({ ':status': 200 });
  return stream.end(closeFrame(1008));
};

const knowingNothing: Answers = (stream) => stream.respond({ ':status': 404 }, { endStream: true });

/** A server that greets over HTTP/1.1 whom it admits there, and answers over HTTP/2 as told. */
async function serveBoth(
  overHttp1: Admits,
  answer: Answers,
  options: Parameters<typeof http2Server>[0]['options'] = {},
): Promise<Http2Server> {
  const wss = new WebSocketServer({ noServer: true });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (overHttp1(request.headers.origin))
      wss.handleUpgrade(request, socket, head, (client) => client.send('{"hello":"you"}'));
    else socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  };
  const server = await http2Server({ answer, upgrade, options });
  servers.push(server);
  return server;
}

/** Probes over both transports, as a scan of the page does. */
async function probeBoth(
  { port }: Http2Server,
  more: Partial<Endpoint> = {},
): Promise<{ endpoint: Endpoint; judged: TransportJudgement }> {
  const { endpoint } = await probeAndJudge(
    { url: `wss://shop.test:${port}/live`, ...more },
    { resolve: [`shop.test:${port}:127.0.0.1`], transports: ['http2'] },
  );
  return { endpoint, judged: judgeTransports(endpoint) };
}

function gist(observations: Endpoint['http2']): unknown {
  return observations?.map(({ variant, origin, transport, outcome, status, messages }) => ({
    variant,
    origin,
    transport,
    outcome,
    status,
    messages: messages.map(({ data }) => data),
  }));
}

const greeted = { transport: 'h2', outcome: 'accepted', status: 200, messages: ['{"hello":"you"}'] };

describe('a server with WebSockets over HTTP/2', () => {
  test('that lets a foreign Origin in there alone is open, and it is said where', async () => {
    const { endpoint, judged } = await probeBoth(await serveBoth(own, greeting(everyone)));
    expect(gist(endpoint.http2)).toEqual([
      { variant: 'control', origin: pageOrigin, ...greeted },
      { variant: 'foreign', origin: wrongOrigin, ...greeted },
    ]);
    expect(judged).toEqual({
      originPolicy: 'missing',
      originPolicyReason:
        "Over HTTP/2 https://wssure-probe.example got what the page's Origin https://shop.test got, while over HTTP/1.1 " +
        "the page's Origin https://shop.test got 101, https://wssure-probe.example was refused with 403.",
      bypasses: [],
      openTransport: 'h2',
    });
  });

  test('that checks over both is enforced', async () => {
    const { endpoint, judged } = await probeBoth(await serveBoth(own, greeting(own)));
    expect(gist(endpoint.http2)).toEqual([
      { variant: 'control', origin: pageOrigin, ...greeted },
      {
        variant: 'foreign',
        origin: wrongOrigin,
        transport: 'h2',
        outcome: 'rejected',
        status: 403,
        messages: [],
      },
    ]);
    expect(judged).toMatchObject({ originPolicy: 'enforced' });
    expect(judged).not.toHaveProperty('openTransport');
  });

  test('that is open over HTTP/1.1 too is told as open there', async () => {
    const { judged } = await probeBoth(await serveBoth(everyone, greeting(everyone)));
    expect(judged).toMatchObject({ originPolicy: 'missing', openTransport: 'http/1.1' });
  });

  test('that refuses after the 200 is enforced', async () => {
    const { endpoint, judged } = await probeBoth(await serveBoth(own, refusingLate));
    expect(endpoint.http2?.[1]).toMatchObject({ outcome: 'closed', closeCode: 1008 });
    expect(judged).toMatchObject({ originPolicy: 'enforced' });
  });

  test('that has another answer for everybody there changes nothing', async () => {
    const { endpoint, judged } = await probeBoth(await serveBoth(own, knowingNothing));
    expect(endpoint.http2?.map(({ variant, status }) => [variant, status])).toEqual([['control', 404]]);
    expect(judged).toMatchObject({ originPolicy: 'enforced' });
  });
});

describe('without WebSockets over HTTP/2', () => {
  test('nothing is asked there', async () => {
    const server = await serveBoth(own, greeting(everyone), { settings: { enableConnectProtocol: false } });
    const { endpoint } = await probeBoth(server);
    expect([endpoint.http2, server.asked, server.sessions()]).toEqual([[], [], 1]);
  });

  test("a third party's endpoint is not asked at all", async () => {
    const server = await serveBoth(own, greeting(everyone));
    const { endpoint } = await probeBoth(server, { party: 'third' });
    expect([endpoint.http2, server.sessions()]).toEqual([undefined, 0]);
  });
});
