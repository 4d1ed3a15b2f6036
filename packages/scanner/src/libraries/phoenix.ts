import type { ObservedMessage } from '../artifacts.ts';
import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, isSet, spelled } from './dial.ts';
import { jsonArray, jsonObject } from './json-messages.ts';
import { defineLibrary, type Conversation } from './library.ts';

/**
 * `new Socket(endPoint, { params, vsn, authToken })`: the transport's name is appended to the path, the parameters
 * and the serializer's version to the query; a path is on the page's host, by the page's scheme.
 */
export function dialsSocket({ args: [endPoint, options], baseUrl, pageUrl }: ClientCall): readonly Dialled[] {
  if (endPoint === unknownArgument) return [{ unresolved: 'the endpoint is not known' }];
  if (typeof endPoint !== 'string') return [];
  const version = spelled(memberOf(options, 'vsn') ?? '2.0.0');
  const query = [serialized(memberOf(options, 'params'), null), `vsn=${encodeURIComponent(version)}`];
  const path = `${endPoint}/websocket`;
  const url = `${path}${path.includes('?') ? '&' : '?'}${query.filter((part) => part !== '').join('&')}`;
  const page = new URL(pageUrl);
  const base = url.startsWith('/') && !url.startsWith('//') ? page.origin : baseUrl;
  const scheme = url.startsWith('//') ? page.protocol : '';
  return [dialOf(scheme + url, base, protocolsFor(memberOf(options, 'authToken')))];
}

/** As the client's `Ajax.serialize`. A function's result is not known: it is left out. */
function serialized(params: Argument, parent: string | null): string {
  if (!isRecord(params)) return '';
  return Object.entries(params)
    .map(([name, value]) => {
      const key = parent === null ? name : `${parent}[${name}]`;
      return isRecord(value)
        ? serialized(value, key)
        : `${encodeURIComponent(key)}=${encodeURIComponent(spelled(value))}`;
    })
    .join('&');
}

/** Since Phoenix 1.8 a token travels in the list of subprotocols. */
function protocolsFor(token: Argument): { protocols?: readonly string[] } {
  if (!isSet(token)) return {};
  if (typeof token !== 'string') return { protocols: ['phoenix'] };
  return { protocols: ['phoenix', `base64url.bearer.phx.${btoa(token).replaceAll('=', '')}`] };
}

const topic = 'phoenix';

/**
 * The heartbeat that every client sends, in the serialization that the URL's `vsn` names: an array since 2.0.0, an
 * object before. Whom the socket's `connect` turns away gets no 101.
 */
export const phoenixConversation: Conversation = {
  reply: (_received, sent, { url }) => {
    if (sent > 0) return null;
    if (!new URL(url).searchParams.get('vsn')?.startsWith('1'))
      return JSON.stringify([null, '1', topic, 'heartbeat', {}]);
    return JSON.stringify({ topic, event: 'heartbeat', payload: {}, ref: '1' });
  },
  read: (received) => (received.some(isHeartbeatReply) ? 'open' : 'waiting'),
  isOwn: isHeartbeatReply,
};

function isHeartbeatReply(message: ObservedMessage): boolean {
  const [, , name, event] = jsonArray(message);
  const object = jsonObject(message);
  return (name ?? object?.['topic']) === topic && (event ?? object?.['event']) === 'phx_reply';
}

export const phoenix = defineLibrary({
  id: 'phoenix',
  name: 'Phoenix Channels',
  docs: 'https://hexdocs.pm/phoenix/js/',
  conversation: phoenixConversation,
  client: {
    globals: { Phoenix: '' },
    aliases: { default: '' },
    packages: ['phoenix'],
    scripts: [/\/phoenix(?:\.min)?\.js\b/i],
    entries: [{ path: 'Socket', source: ['longpollerTimeout', 'rejoinAfterMs'], dials: dialsSocket }],
    internals: [['endPointURL', 'longpollerTimeout']],
  },
});
