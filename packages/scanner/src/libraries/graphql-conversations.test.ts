import { createServer } from 'node:http';
import { buildSchema, execute, subscribe } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { SubscriptionServer } from 'subscriptions-transport-ws';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { graphqlWs } from './graphql-ws.ts';
import { subscriptionsTransportWs } from './subscriptions-transport-ws.ts';
import { closeAll, closeLater, listening, outcome } from './testing/outcome.ts';

afterAll(closeAll);

const schema = buildSchema('type Query { hello: String } type Subscription { greetings: String }');

async function serveGraphqlWs(onConnect: () => boolean | Record<string, unknown>): Promise<string> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, path: '/graphql' });
  const disposable = useServer({ schema, onConnect }, server);
  closeLater(() => disposable.dispose());
  return `ws://127.0.0.1:${await listening(http)}/graphql`;
}

describe('graphql-ws', () => {
  test('opens a session', async () => {
    const url = await serveGraphqlWs(() => true);
    expect(await outcome(graphqlWs, url)).toEqual({ verdict: 'open', sent: 1, own: [true] });
  });

  test('what the application puts into the acknowledgement is not its own', async () => {
    const url = await serveGraphqlWs(() => ({ user: 'ann' }));
    expect(await outcome(graphqlWs, url)).toEqual({ verdict: 'open', sent: 1, own: [false] });
  });

  test('is refused by a close', async () => {
    const url = await serveGraphqlWs(() => false);
    expect(await outcome(graphqlWs, url)).toEqual({ verdict: 'closed 4403', sent: 1, own: [] });
  });
});

async function serveSubscriptions(onConnect: () => unknown): Promise<string> {
  const server = createServer();
  const service = SubscriptionServer.create(
    { schema, execute, subscribe, onConnect },
    { server, path: '/subscriptions' },
  );
  closeLater(() => service.close());
  return `ws://127.0.0.1:${await listening(server)}/subscriptions`;
}

describe('subscriptions-transport-ws', () => {
  test('opens a session', async () => {
    const url = await serveSubscriptions(() => ({}));
    expect(await outcome(subscriptionsTransportWs, url)).toEqual({ verdict: 'open', sent: 1, own: [true] });
  });

  test('is refused in words', async () => {
    const url = await serveSubscriptions(() => {
      throw new Error('unauthorized');
    });
    expect(await outcome(subscriptionsTransportWs, url)).toEqual({
      verdict: 'refused',
      sent: 1,
      own: [false],
    });
  });
});
