import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary } from './library.ts';

/** What the two serializers speak that the client brings along. */
const defaultProtocols = ['wamp.2.json', 'wamp.2.msgpack'];

/** `new autobahn.Connection({ url })` or `{ transports: [{ type: 'websocket', url }, …] }`, tried in their order. */
function dials({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  if (!isRecord(options)) return [];
  const { transports, url, protocols, serializers } = options;
  const list: readonly Argument[] = Array.isArray(transports) ? transports : [{ type: 'websocket', url }];
  return list.filter(isWebSocket).map((transport) => {
    const target = memberOf(transport, 'url') ?? url;
    const offered = memberOf(transport, 'protocols') ?? protocols;
    if (offered === undefined && serializers !== undefined) return dialOf(target, baseUrl);
    return dialOf(target, baseUrl, { protocols: namesIn(offered) });
  });
}

function isWebSocket(transport: Argument): boolean {
  return memberOf(transport, 'type') === 'websocket';
}

function namesIn(protocols: Argument): readonly string[] {
  return Array.isArray(protocols) ? protocols.filter((name) => typeof name === 'string') : defaultProtocols;
}

export const wamp = defineLibrary({
  id: 'wamp',
  name: 'Autobahn|JS (WAMP)',
  docs: 'https://github.com/crossbario/autobahn-js',
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
