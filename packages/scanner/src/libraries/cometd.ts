import { bayeuxConversation, bayeuxPolling } from './bayeux.ts';
import { memberOf } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf, isSet, protocolsOf } from './dial.ts';
import { defineLibrary } from './library.ts';

/** `cometd.configure({ url, urls, protocol })`, or `init` with the same: WebSocket is the first transport it tries. */
function dials({ args: [given], baseUrl }: ClientCall): readonly Dialled[] {
  const own = memberOf(memberOf(given, 'urls'), 'websocket');
  const url = typeof given === 'string' ? given : isSet(own) ? own : memberOf(given, 'url');
  return isSet(url) && given !== undefined
    ? [dialOf(url, baseUrl, protocolsOf(memberOf(given, 'protocol')))]
    : [];
}

const configuring = "Missing required configuration parameter 'url' specifying the Bayeux server URL";

export const cometd = defineLibrary({
  id: 'cometd',
  name: 'CometD',
  docs: 'https://docs.cometd.org/current/reference/',
  conversation: bayeuxConversation,
  fallbacks: [bayeuxPolling],
  client: {
    globals: {},
    packages: ['cometd'],
    scripts: [/\/cometd(?:\.min)?\.js\b/i, /\bcometd@[\d.]+/i],
    entries: [
      { path: 'CometD.configure', source: [configuring], dials },
      { path: 'CometD.init', dials },
    ],
    internals: [['Exception while creating WebSocket object']],
  },
});
