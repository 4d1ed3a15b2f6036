import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { jsonObject } from './json-messages.ts';
import { defineLibrary, type Conversation } from './library.ts';

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

/** subscriptions-transport-ws, PROTOCOL.md: `connection_init`, then `connection_ack` or `connection_error`; `ka` keeps alive. */
export const legacyConversation: Conversation = {
  protocols: [legacyProtocol],
  reply: (_received, sent) => (sent === 0 ? '{"type":"connection_init","payload":{}}' : null),
  read: (received) => {
    const types = received.map((message) => jsonObject(message)?.['type']);
    if (types.includes('connection_error')) return 'refused';
    return types.includes('connection_ack') ? 'open' : 'waiting';
  },
  isOwn: (message) => /^(?:connection_ack|ka)$/.test(String(jsonObject(message)?.['type'])),
};

export const subscriptionsTransportWs = defineLibrary({
  id: 'subscriptions-transport-ws',
  name: 'subscriptions-transport-ws',
  docs: 'https://github.com/apollographql/subscriptions-transport-ws',
  conversation: legacyConversation,
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
