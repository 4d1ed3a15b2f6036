import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled, Receiver } from './client.ts';
import { dialOf, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';

/**
 * `createClient(url, key, options).channel(name)`: without a channel the client never dials. The service's path goes
 * behind that of the project's URL.
 */
function dials({ receiver, baseUrl }: ClientCall): readonly Dialled[] {
  const [project, key, options] = receiver === null ? [] : madeWith(receiver);
  if (typeof project !== 'string') return [{ unresolved: "the project's URL is not known" }];
  const base = URL.parse(`${project.trim().replace(/\/$/, '')}/`);
  if (base === null) return [{ unresolved: "the project's URL is not valid" }];
  const realtime = memberOf(options, 'realtime');
  const query: { readonly [name: string]: Argument } = {
    apikey: key ?? unknownArgument,
    ...recordOf(memberOf(realtime, 'params')),
    vsn: memberOf(realtime, 'vsn') ?? '2.0.0',
  };
  const search = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(spelled(value))}`,
  );
  return [dialOf(`${new URL('realtime/v1/websocket', base).href}?${search.join('&')}`, baseUrl)];
}

/** What `createClient` was given, or what it has left on the client. */
function madeWith({ made, members }: Receiver): readonly Argument[] {
  return made.length > 0 ? made : [members['supabaseUrl'], members['supabaseKey'], members['settings']];
}

function recordOf(argument: Argument): { readonly [name: string]: Argument } {
  return isRecord(argument) ? argument : {};
}

export const supabase = defineLibrary({
  id: 'supabase',
  name: 'Supabase Realtime',
  docs: 'https://supabase.com/docs/guides/realtime',
  client: {
    globals: { supabase: '' },
    packages: ['@supabase/supabase-js'],
    scripts: [/@supabase\/supabase-js\b/i, /\/supabase(?:\.min)?\.js\b/i],
    entries: [
      { path: 'createClient', dials: () => [] },
      { path: 'createClient().channel', source: ['.realtime.channel(', 'config'], dials },
    ],
    internals: [
      ['.transport(this.endPointURL()'],
      ['_cancelPendingDisconnect', 'getChannels'],
      ['.socket.stateChangeCallbacks', '.socket.pendingHeartbeatRef', '.socket.heartbeatIntervalMs'],
    ],
  },
});
