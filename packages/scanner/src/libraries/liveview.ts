import { defineLibrary } from './library.ts';
import { dialsSocket, phoenixConversation } from './phoenix.ts';
import { withoutParameters } from './query.ts';

const ownConstructor = ['must be provided as the second argument to the LiveSocket constructor'];

/** `new LiveSocket(url, Socket, options)` makes a Phoenix socket of its first and third argument. */
export const liveview = defineLibrary({
  id: 'liveview',
  name: 'Phoenix LiveView',
  docs: 'https://hexdocs.pm/phoenix_live_view/js-interop.html',
  // What the client counts and tells of itself: mounts so far, the page before.
  canonicalUrl: (url) =>
    withoutParameters(url, (name) => /^_(?:mounts|mount_attempts|live_referer|track_static\b.*)$/.test(name)),
  conversation: phoenixConversation,
  client: {
    globals: { LiveView: '' },
    aliases: { default: '' },
    packages: ['phoenix_live_view'],
    scripts: [/\/phoenix_live_view(?:\.min)?\.js\b/i],
    entries: [
      {
        path: 'LiveSocket',
        source: ownConstructor,
        dials: (call) => dialsSocket({ ...call, args: [call.args[0], call.args[2]] }),
      },
    ],
    internals: [ownConstructor],
  },
});
