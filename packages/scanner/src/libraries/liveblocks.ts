import type { ClientCall, Dialled } from './client.ts';
import { dialOf, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';
import { withoutParameters } from './query.ts';

const usualVersion = '3.24.2';

/**
 * `createClient(…).enterRoom(id)`. The client's public key, or the token that the page's server hands out, follows
 * in the query; the call does not tell it.
 */
function dials({ args: [room], baseUrl, version }: ClientCall): readonly Dialled[] {
  if (room === undefined) return [];
  const query = new URLSearchParams({ roomId: spelled(room), version: version ?? usualVersion });
  return [dialOf(`wss://api.liveblocks.io/v8?${query.toString()}`, baseUrl)];
}

export const liveblocks = defineLibrary({
  id: 'liveblocks',
  name: 'Liveblocks',
  docs: 'https://liveblocks.io/docs/api-reference/liveblocks-client',
  /** Without the credential of one user or page. */
  canonicalUrl: (url) => withoutParameters(url, (name) => name === 'tok' || name === 'pubkey'),
  client: {
    globals: {},
    packages: ['@liveblocks/client', '@liveblocks/core'],
    scripts: [/@liveblocks\/(?:client|core)\b/i],
    entries: [
      {
        path: 'createClient().enterRoom',
        source: ['roomHttpClient', 'initialPresence', 'badgeLocation'],
        dials,
      },
    ],
    internals: [['pubkey', 'roomId'], ['To use Liveblocks client in a non-DOM environment']],
    versionOf: (_source, script = '') =>
      /["'`]@liveblocks\/core["'`],\s*[\w$]+\s*=\s*["'`](\d+\.\d+\.\d+)["'`]/.exec(script)?.[1] ?? null,
  },
});
