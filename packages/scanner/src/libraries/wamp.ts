import { isRecord, memberOf, unknownArgument, unknownPart } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { jsonArray } from './json-messages.ts';
import { defineLibrary, type Conversation } from './library.ts';

/** What the two serializers speak that the client brings along. */
const defaultProtocols = ['wamp.2.json', 'wamp.2.msgpack'];

/** `new autobahn.Connection({ url })` or `{ transports: [{ type: 'websocket', url }, …] }`, tried in their order. */
function dials({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  if (!isRecord(options)) return [];
  const { transports, url, protocols, serializers, realm } = options;
  const dialect = typeof realm === 'string' && !realm.includes(unknownPart) ? { dialect: { realm } } : {};
  const list: readonly Argument[] = Array.isArray(transports) ? transports : [{ type: 'websocket', url }];
  return list.filter(isWebSocket).map((transport) => {
    const target = memberOf(transport, 'url') ?? url;
    const offered = memberOf(transport, 'protocols') ?? protocols;
    if (offered === undefined && serializers !== undefined) return dialOf(target, baseUrl, dialect);
    return dialOf(target, baseUrl, { protocols: namesIn(offered), ...dialect });
  });
}

function isWebSocket(transport: Argument): boolean {
  return memberOf(transport, 'type') === 'websocket';
}

function namesIn(protocols: Argument): readonly string[] {
  return Array.isArray(protocols) ? protocols.filter((name) => typeof name === 'string') : defaultProtocols;
}

const messageType = { hello: 1, welcome: 2, abort: 3, challenge: 4 } as const;

/**
 * WAMP, "Session Establishment": HELLO names the realm and the client's roles; WELCOME, ABORT or, where the router
 * wants to know who it is, CHALLENGE answers. Spoken only where the router chose JSON and the realm is known.
 */
const conversation: Conversation = {
  protocols: ['wamp.2.json'],
  reply: (_received, sent, { protocol, dialect }) => {
    const { realm } = dialect;
    if (sent > 0 || realm === undefined || (protocol !== null && protocol !== 'wamp.2.json')) return null;
    const roles = { caller: {}, callee: {}, publisher: {}, subscriber: {} };
    return JSON.stringify([messageType.hello, realm, { roles }]);
  },
  read: (received) => {
    const types = received.map((message) => jsonArray(message)[0]);
    if (types.includes(messageType.abort)) return 'refused';
    return types.includes(messageType.welcome) ? 'open' : 'waiting';
  },
  isOwn: (message) =>
    [messageType.welcome, messageType.challenge].some((type) => type === jsonArray(message)[0]),
};

export const wamp = defineLibrary({
  id: 'wamp',
  name: 'Autobahn|JS (WAMP)',
  docs: 'https://github.com/crossbario/autobahn-js',
  conversation,
  client: {
    globals: { autobahn: '' },
    aliases: { default: '' },
    packages: ['autobahn', 'autobahn-browser'],
    scripts: [/\bautobahn(?:\.min)?\.js\b/i],
    entries: [
      { path: 'Connection', source: ['retry_if_unreachable', 'max_retry_delay', 'transports'], dials },
    ],
    internals: [['WebSocket transport receive', 'binaryType']],
  },
});
