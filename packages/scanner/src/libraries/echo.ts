import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary } from './library.ts';
import { pusherUrl } from './pusher.ts';
import { socketio } from './socketio.ts';

/**
 * `new Echo({ broadcaster, … })`: Laravel Echo hands its options to pusher-js or to Socket.IO's client. `reverb` and
 * `ably` are Pusher's protocol with an empty cluster. A client that the page made itself is not made again.
 */
function dials(call: ClientCall): readonly Dialled[] {
  const [options] = call.args;
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  if (!isRecord(options) || memberOf(options, 'client') !== undefined) return [];
  const broadcaster = memberOf(options, 'broadcaster');
  if (broadcaster === 'pusher') return dialsPusher(options, call);
  if (broadcaster === 'reverb' || broadcaster === 'ably')
    return dialsPusher({ ...options, cluster: '' }, call);
  if (broadcaster === 'socket.io') return dialsSocketIo(options, call);
  return broadcaster === unknownArgument ? [{ unresolved: 'the broadcaster is not known' }] : [];
}

function dialsPusher(options: Argument, { baseUrl, pageUrl }: ClientCall): readonly Dialled[] {
  const url = pusherUrl(memberOf(options, 'key') ?? null, options, { pageUrl, version: null });
  return url === null ? [] : [dialOf(url, baseUrl)];
}

/** Laravel's own Socket.IO server speaks to version 2 of the client only. */
function dialsSocketIo(options: Argument, call: ClientCall): readonly Dialled[] {
  const entry = socketio.client?.entries.find(({ path }) => path === 'io');
  return (
    entry?.dials({ ...call, version: '2', args: [memberOf(options, 'host') ?? undefined, options] }) ?? []
  );
}

export const echo = defineLibrary({
  id: 'echo',
  name: 'Laravel Echo',
  docs: 'https://laravel.com/docs/broadcasting#client-side-installation',
  client: {
    globals: { Echo: 'Echo' },
    aliases: { default: 'Echo', 'Echo.default': 'Echo' },
    packages: ['laravel-echo'],
    scripts: [/\blaravel-echo\b/i, /\/echo(?:\.iife|\.common)?(?:\.min)?\.js\b/i],
    entries: [{ path: 'Echo', source: ['registerTurboRequestInterceptor', 'leaveAllChannels'], dials }],
    internals: [['.getSocketIO()'], ['Pusher client not found']],
  },
});
