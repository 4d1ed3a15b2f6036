import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary } from './library.ts';

/** The subprotocol that the package offers; not that of the package `graphql-ws`. */
export const legacyProtocol = 'graphql-ws';

/** `new SubscriptionClient(url, options, webSocketImpl, webSocketProtocols)`. */
function dials({ args: [url, , , protocols], baseUrl }: ClientCall): readonly Dialled[] {
  return [dialOf(url, baseUrl, { protocols: protocolsOf(protocols) })];
}

function protocolsOf(given: Argument): readonly string[] {
  if (Array.isArray(given)) return given.filter((name) => typeof name === 'string');
  return [typeof given === 'string' && given !== '' ? given : legacyProtocol];
}

export const subscriptionsTransportWs = defineLibrary({
  id: 'subscriptions-transport-ws',
  name: 'subscriptions-transport-ws',
  docs: 'https://github.com/apollographql/subscriptions-transport-ws',
  client: {
    globals: { SubscriptionsTransportWs: '' },
    aliases: { default: '' },
    packages: ['subscriptions-transport-ws'],
    scripts: [/\bsubscriptions-transport-ws(?:@[\w.-]+)?\/(?:browser|dist)\//i],
    entries: [
      {
        path: 'SubscriptionClient',
        source: ['Unable to find native implementation, or alternative implementation for WebSocket'],
        dials,
      },
    ],
    internals: [['checkMaxConnectTimeout', 'wsProtocols']],
  },
});
