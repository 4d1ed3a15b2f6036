import { memberOf } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary } from './library.ts';
import { legacyConversation, legacyProtocol } from './subscriptions-transport-ws.ts';

/**
 * `new WebSocketLink({ uri })` makes a SubscriptionClient of subscriptions-transport-ws; given a client, that one's
 * own making tells the URL. A `GraphQLWsLink` takes a client of graphql-ws, so it has no URL either.
 */
function dials({ args: [params], baseUrl }: ClientCall): readonly Dialled[] {
  const uri = memberOf(params, 'uri');
  return uri === undefined ? [] : [dialOf(uri, baseUrl, { protocols: [legacyProtocol] })];
}

const ownConstructor = ['subscriptionClient', 'webSocketImpl', 'uri'];

export const apollo = defineLibrary({
  id: 'apollo',
  name: 'Apollo Client',
  docs: 'https://www.apollographql.com/docs/react/data/subscriptions',
  conversation: legacyConversation,
  client: {
    globals: {},
    aliases: { default: '' },
    packages: ['@apollo/client', 'apollo-link-ws'],
    scripts: [],
    entries: [{ path: 'WebSocketLink', source: ownConstructor, dials }],
    internals: [ownConstructor],
  },
});
