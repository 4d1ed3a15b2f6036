import type { ObservedMessage } from '../artifacts.ts';
import { httpTwin, type Conversation, type Fallback } from './library.ts';

/** The first message of every client: Bayeux 1.0 section 4.2.1. */
function handshakeOver(...supportedConnectionTypes: readonly string[]): string {
  const channel = '/meta/handshake';
  return JSON.stringify([
    { channel, version: '1.0', minimumVersion: '1.0', supportedConnectionTypes, id: '1' },
  ]);
}

/**
 * Bayeux 1.0 sections 3.4 and 4.2: the handshake by POST, as a form, which is how clients ask across origins because
 * browsers send it without a preflight. A `clientId` is a session.
 */
export const bayeuxPolling: Fallback = {
  transport: 'long-polling',
  method: 'POST',
  url: (url) => httpTwin(url),
  headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  body: `message=${encodeURIComponent(handshakeOver('long-polling', 'callback-polling'))}`,
  grants: (body) =>
    /"channel"\s*:\s*"\/meta\/handshake"/.test(body) &&
    /"successful"\s*:\s*true/.test(body) &&
    /"clientId"\s*:\s*"/.test(body),
};

/** The same handshake over a WebSocket: `successful` tells whether a session was granted. */
export const bayeuxConversation: Conversation = {
  reply: (_received, sent) => (sent === 0 ? handshakeOver('websocket') : null),
  read: (received) => {
    const answer = received.flatMap(messagesOf).find(({ channel }) => channel === '/meta/handshake');
    if (answer === undefined) return 'waiting';
    return answer['successful'] === true ? 'open' : 'refused';
  },
  isOwn: (message) => {
    const messages = messagesOf(message);
    return (
      messages.length > 0 &&
      messages.every(({ channel }) => typeof channel === 'string' && channel.startsWith('/meta/'))
    );
  },
};

function messagesOf({ data, binary }: ObservedMessage): readonly Readonly<Record<string, unknown>>[] {
  if (binary) return [];
  try {
    const messages: unknown = JSON.parse(data);
    return (Array.isArray(messages) ? messages : [messages]).filter(
      (message) => typeof message === 'object' && message !== null,
    );
  } catch {
    return [];
  }
}
