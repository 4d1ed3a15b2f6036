import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { createClient } from 'graphql-ws';
import { SubscriptionClient } from 'subscriptions-transport-ws';

const httpUri = 'https://api.shop.test/graphql';
const wsLinkForApollo = new GraphQLWsLink(createClient({ url: httpUri.replace('http', 'ws') }));
const link = ApolloLink.split(
  ({ query }) => {
    const definition = getMainDefinition(query);
    return definition.kind === 'OperationDefinition' && definition.operation === 'subscription';
  },
  wsLinkForApollo,
  new HttpLink({ uri: httpUri }),
);
const apollo = new ApolloClient({ link, cache: new InMemoryCache() });
apollo.subscribe({ query: gql`subscription { orders { id } }` }).subscribe({ next: console.log });

const wsClient = createWSClient({ url: `wss://${window.location.host}/trpc` });
const trpc = createTRPCClient({ links: [wsLink({ client: wsClient })] });
trpc.orders.onCreate.subscribe(undefined, { onData: console.log });

const legacy = new SubscriptionClient('wss://legacy.shop.test/subscriptions', { reconnect: true, lazy: false });
legacy.onConnected(() => console.log('legacy'));
