import { createServer } from 'node:http';
import { buildSchema, execute, subscribe } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { SubscriptionServer } from 'subscriptions-transport-ws';
import { afterAll, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { portOf } from '../net/testing/servers.ts';
import { probeAndJudge } from '../probe/testing/probing.ts';
import { graphqlConversation } from './graphql-conversation.ts';

const schema = buildSchema('type Query { a: String }');
const page = 'https://shop.test';
const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

type Admits = (origin: string | undefined) => boolean;

async function serve(kind: 'graphql-ws' | 'subscriptions-transport-ws', admits: Admits): Promise<string> {
  const server = createServer();
  if (kind === 'graphql-ws') {
    useServer(
      { schema, onConnect: ({ extra }) => admits(extra.request.headers.origin) },
      new WebSocketServer({ server }),
    );
  } else {
    const onConnect = (
      _payload: unknown,
      _socket: unknown,
      { request }: { request: { headers: { origin?: string } } },
    ): boolean => admits(request.headers.origin);
    SubscriptionServer.create({ schema, execute, subscribe, onConnect }, { server, path: '/graphql' });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return `ws://127.0.0.1:${portOf(server)}/graphql`;
}

test.each([
  ['graphql-ws', 'missing'],
  ['graphql-ws', 'enforced'],
  ['subscriptions-transport-ws', 'missing'],
  ['subscriptions-transport-ws', 'enforced'],
] as const)('a session of a real %s server, Origin check %s', async (library, policy) => {
  const url = await serve(library, (origin) => policy === 'missing' || origin === page);
  const { originPolicy, ms } = await probeAndJudge({ url, library });
  expect(originPolicy).toBe(policy);
  expect(ms).toBeLessThan(2_500);
});

test('what a server says that is no GraphQL means nothing', () => {
  const { read, isOwn } = graphqlConversation('graphql-ws');
  const session = { url: 'wss://shop.test/graphql', protocol: 'graphql-ws', dialect: {} };
  for (const data of ['', 'null', '[]', '{"type":{}}', '{"type":"connection_ack"', 'toString']) {
    const message = { data, binary: false, bytes: data.length, atMs: 0 };
    expect([read([message], session), isOwn(message, session)]).toEqual(['waiting', false]);
  }
});
