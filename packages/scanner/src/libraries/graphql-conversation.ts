import type { ObservedMessage } from '../artifacts.ts';
import type { Conversation } from './library.ts';

const ownTypes: readonly string[] = ['connection_ack', 'ka', 'ping', 'pong'];

/**
 * GraphQL over WebSocket: the client's `connection_init` is answered with `connection_ack`, or (the older
 * subprotocol) with `connection_error`, or with a close code. Sources: graphql-ws PROTOCOL.md, "ConnectionInit";
 * subscriptions-transport-ws PROTOCOL.md, "GQL_CONNECTION_INIT".
 */
export function graphqlConversation(protocol: string): Conversation {
  return {
    protocols: [protocol],
    reply: (_received, sent) => (sent === 0 ? '{"type":"connection_init","payload":{}}' : null),
    read: (received) => {
      const types = received.map(typeOf);
      if (types.includes('connection_error')) return 'refused';
      return types.includes('connection_ack') ? 'open' : 'waiting';
    },
    isOwn: (message) => ownTypes.includes(typeOf(message) ?? ''),
  };
}

function typeOf({ data, binary }: ObservedMessage): string | null {
  if (binary) return null;
  try {
    const parsed: unknown = JSON.parse(data);
    const isTyped = typeof parsed === 'object' && parsed !== null && 'type' in parsed;
    return isTyped && typeof parsed.type === 'string' ? parsed.type : null;
  } catch {
    return null;
  }
}
