import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf, protocolsOf, spelled, withoutSlashes } from './dial.ts';
import { defineLibrary } from './library.ts';

/** `new WebsocketProvider(serverUrl, room, doc, { params, protocols })` of y-websocket. */
function dials({ args: [server, room, , options], baseUrl }: ClientCall): readonly Dialled[] {
  if (server === undefined) return [];
  if (server === unknownArgument) return [{ unresolved: 'the server URL is not known' }];
  const params = memberOf(options, 'params');
  const pairs = isRecord(params) ? Object.entries(params) : [];
  const query = pairs
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(spelled(value))}`)
    .join('&');
  const url = `${withoutSlashes(spelled(server))}/${spelled(room)}${query === '' ? '' : `?${query}`}`;
  return [dialOf(url, baseUrl, protocolsOf(memberOf(options, 'protocols')))];
}

export const yjs = defineLibrary({
  id: 'yjs',
  name: 'Yjs (y-websocket)',
  docs: 'https://docs.yjs.dev/ecosystem/connection-provider/y-websocket',
  client: {
    globals: { WebsocketProvider: 'WebsocketProvider' },
    packages: ['y-websocket'],
    scripts: [/\/y-websocket(?:\.min)?\.[cm]?js\b/i, /\by-websocket@[\d.]+/i],
    entries: [
      { path: 'WebsocketProvider', source: ['_resyncInterval', '_checkInterval', 'bcChannel'], dials },
    ],
    internals: [['._WS(']],
  },
});
