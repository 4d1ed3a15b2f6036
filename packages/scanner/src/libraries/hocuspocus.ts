import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf, spelled, withoutSlashes } from './dial.ts';
import { defineLibrary } from './library.ts';

/**
 * `new HocuspocusProvider({ url, name })`, or the shared `HocuspocusProviderWebsocket({ url })`. A provider that is
 * given such a socket opens none. The document's name travels in the messages.
 */
function dials({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  if (!isRecord(options) || memberOf(options, 'websocketProvider') !== undefined) return [];
  const url = memberOf(options, 'url');
  if (url === undefined || url === '') return [];
  const target =
    typeof url === 'string' && memberOf(options, 'preserveTrailingSlash') !== true
      ? withoutSlashes(url)
      : url;
  const name = memberOf(options, 'name');
  return [dialOf(target, baseUrl, name === undefined ? {} : { dialect: { document: spelled(name) } })];
}

export const hocuspocus = defineLibrary({
  id: 'hocuspocus',
  name: 'Hocuspocus',
  docs: 'https://tiptap.dev/docs/hocuspocus/provider/configuration',
  client: {
    globals: {},
    packages: ['@hocuspocus/provider'],
    scripts: [/@hocuspocus\/provider\b/i, /\/hocuspocus-provider(?:\.[\w.]+)?\.c?js\b/i],
    entries: [
      { path: 'HocuspocusProvider', source: ['boundAwarenessUpdateHandler', 'forceSyncInterval'], dials },
      {
        path: 'HocuspocusProviderWebsocket',
        source: ['messageReconnectTimeout', 'receivedOnOpenPayload', 'onMaxAttemptsFailed'],
        dials,
      },
    ],
    internals: [['.WebSocketPolyfill(']],
  },
});
