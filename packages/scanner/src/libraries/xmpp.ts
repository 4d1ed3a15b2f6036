import type { ObservedMessage } from '../artifacts.ts';
import { defineLibrary, type Conversation } from './library.ts';

/**
 * RFC 7395 section 3.3: the client opens a stream to the domain, the server answers with `<open>` and then with its
 * features, or ends the stream with an error or `<close>`. Who logs in comes after that.
 */
const conversation: Conversation = {
  protocols: ['xmpp'],
  reply: (_received, sent, { url }) =>
    sent === 0
      ? `<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${new URL(url).hostname}" version="1.0"/>`
      : null,
  read: (received) => {
    if (received.some((message) => isElement(message, 'close') || isElement(message, 'stream:error')))
      return 'refused';
    return received.some((message) => isElement(message, 'stream:features')) ? 'open' : 'waiting';
  },
  isOwn: (message) =>
    ['open', 'close', 'stream:features', 'stream:error'].some((name) => isElement(message, name)),
};

/** Each message holds one element (RFC 7395 section 3.3.3). */
function isElement({ data, binary }: ObservedMessage, name: string): boolean {
  return !binary && data.startsWith(`<${name}`) && /^[\s/>]/.test(data.slice(name.length + 1));
}

/** Known by its subprotocol: its clients are many, and the URL is the page's own. */
export const xmpp = defineLibrary({
  id: 'xmpp',
  name: 'XMPP over WebSocket',
  docs: 'https://www.rfc-editor.org/rfc/rfc7395',
  conversation,
});
