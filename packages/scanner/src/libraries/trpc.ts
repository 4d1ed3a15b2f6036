import { isRecord, memberOf } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf, isSet } from './dial.ts';
import { defineLibrary } from './library.ts';

/** `createWSClient({ url, connectionParams })`; the parameters themselves travel in the first message. */
function dials({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (!isRecord(options)) return [];
  const url = memberOf(options, 'url');
  if (typeof url !== 'string' || !isSet(memberOf(options, 'connectionParams'))) return [dialOf(url, baseUrl)];
  return [dialOf(`${url}${url.includes('?') ? '&' : '?'}connectionParams=1`, baseUrl)];
}

export const trpc = defineLibrary({
  id: 'trpc',
  name: 'tRPC',
  docs: 'https://trpc.io/docs/client/links/wsLink',
  client: {
    globals: {},
    packages: ['@trpc/client'],
    scripts: [],
    entries: [
      {
        path: 'WsClient',
        source: ['inactivityTimeout', 'retryDelayMs', 'lazyMode', 'connectionOptions'],
        dials,
      },
      { path: 'createWSClient', dials },
    ],
    internals: [['WebSocketPonyfill', 'openPromise', 'arraybuffer']],
  },
});
