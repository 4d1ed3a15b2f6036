import type { ObservedMessage } from '../artifacts.ts';
import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { jsonObject } from './json-messages.ts';
import { defineLibrary, type Conversation } from './library.ts';

const protocol = 'graphql-transport-ws';

/** `createClient({ url })`: the URL goes to the browser as it is, on the first operation where the client is lazy. */
function dials({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  if (!isRecord(options)) return [];
  return [dialOf(memberOf(options, 'url'), baseUrl, { protocols: [protocol] })];
}

/**
 * GraphQL over WebSocket Protocol, "ConnectionInit" and "ConnectionAck". A refusal is a close: 4403 where the server
 * says no, 4401, 4400.
 */
const conversation: Conversation = {
  protocols: [protocol],
  reply: (_received, sent) => (sent === 0 ? '{"type":"connection_init"}' : null),
  read: (received) => (received.some((message) => typeOf(message) === 'connection_ack') ? 'open' : 'waiting'),
  isOwn: (message) =>
    /^(?:ping|pong)$/.test(typeOf(message)) ||
    (typeOf(message) === 'connection_ack' && jsonObject(message)?.['payload'] === undefined),
};

function typeOf(message: ObservedMessage): string {
  const type = jsonObject(message)?.['type'];
  return typeof type === 'string' ? type : '';
}

const ownFunction = ['connectionAckWaitTimeout', 'lazyCloseTimeout', 'retryAttempts'];

export const graphqlWs = defineLibrary({
  id: 'graphql-ws',
  name: 'graphql-ws',
  docs: 'https://the-guild.dev/graphql/ws',
  conversation,
  client: {
    globals: { graphqlWs: '' },
    aliases: { default: '' },
    packages: ['graphql-ws'],
    scripts: [/\bgraphql-ws(?:@[\w.-]+)?\/(?:umd|lib|dist)\//i],
    entries: [{ path: 'createClient', source: ownFunction, dials }],
    internals: [ownFunction],
  },
});
