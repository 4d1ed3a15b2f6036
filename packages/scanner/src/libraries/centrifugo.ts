import { isRecord, memberOf } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, isSet } from './dial.ts';
import { defineLibrary } from './library.ts';

/**
 * `new Centrifuge(endpoint, options)`: one WebSocket URL, or a list of transports that are tried in turn. An http
 * URL by itself makes `connect` throw.
 */
function dials({ args: [endpoint], baseUrl }: ClientCall): readonly Dialled[] {
  if (!isSet(endpoint)) return [];
  if (!Array.isArray(endpoint))
    return typeof endpoint === 'string' && endpoint.startsWith('http') ? [] : [dialOf(endpoint, baseUrl)];
  return (endpoint as readonly Argument[])
    .filter((transport) => isRecord(transport) && memberOf(transport, 'transport') === 'websocket')
    .map((transport) => dialOf(memberOf(transport, 'endpoint'), baseUrl));
}

export const centrifugo = defineLibrary({
  id: 'centrifugo',
  name: 'Centrifugo',
  docs: 'https://centrifugal.dev/docs/transports/client_sdk',
  client: {
    globals: { Centrifuge: 'Centrifuge' },
    aliases: { default: 'Centrifuge' },
    packages: ['centrifuge'],
    scripts: [/\/centrifuge(?:\.protobuf)?(?:\.min)?\.js\b/i, /\bcentrifuge@[\d.]+/i],
    entries: [
      { path: 'Centrifuge', source: ['_triedAllTransports', '_serverSubs', '_promiseId', '_codec'], dials },
    ],
    internals: [['centrifuge-protobuf']],
  },
});
