import { describe, expect, test } from 'vitest';
import { apollo } from './apollo.ts';
import { graphqlWs } from './graphql-ws.ts';
import { subscriptionsTransportWs } from './subscriptions-transport-ws.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('in a bundle, $minify', ({ minify }) => {
  test.each(['graphql-ws', 'graphql-ws-5'])(
    'graphql-ws dials where the real client of %s dials',
    async (name) => {
      const entry = `
      import { createClient } from '${name}';
      for (const url of ['/graphql', 'wss://api.shop.test/graphql']) createClient({ url, lazy: false, onNonLazyError() {} });
      const { host } = location;
      createClient({ url: 'ws://' + host + '/query?v=1', connectionParams: { token: 't' } }).subscribe({ query: '{ a }' }, { next() {}, error() {}, complete() {} });
    `;
      expect(await compare(graphqlWs, { entry, minify })).toEqual(
        agreed(
          'wss://shop.test/graphql graphql-transport-ws',
          'wss://api.shop.test/graphql graphql-transport-ws',
          'ws://shop.test/query?v=1 graphql-transport-ws',
        ),
      );
    },
  );

  test('graphql-ws takes a function for the URL that it gives', async () => {
    const entry = `
      import { createClient } from 'graphql-ws';
      const quiet = { lazy: false, onNonLazyError() {} };
      createClient({ ...quiet, url: () => '/given' });
      createClient({ ...quiet, url: async () => 'wss://api.shop.test/promised' });
    `;
    expect(await compare(graphqlWs, { entry, minify })).toEqual(
      agreed(
        'wss://shop.test/given graphql-transport-ws',
        'wss://api.shop.test/promised graphql-transport-ws',
      ),
    );
  });

  test('subscriptions-transport-ws dials where the real client dials', async () => {
    const entry = `
      import { SubscriptionClient } from 'subscriptions-transport-ws';
      new SubscriptionClient('/subscriptions', { reconnect: true });
      new SubscriptionClient('ws://api.shop.test:4000/graphql', {}, undefined, ['graphql-ws', 'other']);
    `;
    expect(await compare(subscriptionsTransportWs, { entry, minify })).toEqual(
      agreed('wss://shop.test/subscriptions graphql-ws', 'ws://api.shop.test:4000/graphql graphql-ws other'),
    );
  });

  test.each(['@apollo/client', 'apollo-client-3'])(
    'a WebSocketLink of %s dials where the real one dials',
    async (name) => {
      const entry = `
      import { WebSocketLink } from '${name}/link/ws';
      new WebSocketLink({ uri: 'wss://api.shop.test/graphql', options: { reconnect: true } });
    `;
      expect(await compare(apollo, { entry, minify })).toEqual(
        agreed('wss://api.shop.test/graphql graphql-ws'),
      );
    },
  );

  test('a GraphQLWsLink dials where its client dials', async () => {
    const entry = `
      import { ApolloLink, execute, gql, split, HttpLink } from '@apollo/client';
      import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
      import { createClient } from 'graphql-ws';
      const link = new GraphQLWsLink(createClient({ url: 'wss://api.shop.test/graphql' }));
      link.request({ query: gql('subscription { a }'), variables: {}, extensions: {} }).subscribe({ error() {} });
    `;
    expect(await compare(graphqlWs, { entry, minify })).toEqual(
      agreed('wss://api.shop.test/graphql graphql-transport-ws'),
    );
  });

  test('tells nothing of clients that are never made', async () => {
    const entry = `
      import { createClient } from 'graphql-ws';
      import { SubscriptionClient } from 'subscriptions-transport-ws';
      import { WebSocketLink } from '@apollo/client/link/ws';
      import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
      window.kinds = [createClient, SubscriptionClient, WebSocketLink, GraphQLWsLink].map((kind) => typeof kind);
    `;
    expect(await compare(graphqlWs, { entry, minify })).toEqual(agreed());
  });
});

test('a UMD file that is not read is known by its URL', async () => {
  const page = {
    scripts: {
      'https://cdn.jsdelivr.net/npm/graphql-ws@6.4.2/umd/graphql-ws.min.js':
        'graphql-ws/umd/graphql-ws.min.js',
    },
    inline: `graphqlWs.createClient({ url: '/graphql', lazy: false, onNonLazyError() {} });`,
  };
  const expected = agreed('wss://shop.test/graphql graphql-transport-ws');
  expect(await compare(graphqlWs, { ...page, scriptsAreRead: false })).toEqual(expected);
  expect(await compare(graphqlWs, page)).toEqual(expected);
});
