import { bayeuxConversation, bayeuxPolling } from './bayeux.ts';
import { memberOf, unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf, isSet } from './dial.ts';
import { defineLibrary } from './library.ts';

/** `new Faye.Client(endpoint, { endpoints })`: the endpoint against the page, with the scheme of a WebSocket. */
function dials({ args: [endpoint, options], pageUrl }: ClientCall): readonly Dialled[] {
  const own = memberOf(memberOf(options, 'endpoints'), 'websocket');
  const target = isSet(own) ? own : isSet(endpoint) ? endpoint : '/bayeux';
  return target === unknownArgument
    ? [{ unresolved: 'the endpoint is not known' }]
    : [dialOf(target, pageUrl)];
}

export const faye = defineLibrary({
  id: 'faye',
  name: 'Faye',
  docs: 'https://faye.jcoglan.com/browser.html',
  conversation: bayeuxConversation,
  fallbacks: [bayeuxPolling],
  client: {
    globals: { Faye: '' },
    aliases: { default: '' },
    packages: ['faye'],
    scripts: [/\/faye(?:-browser)?(?:[.-]min)?\.js\b/i, /\/(?:faye|bayeux)\/client\.js\b/i, /\bfaye@[\d.]+/i],
    entries: [{ path: 'Client', source: ['New client created for ?'], dials }],
    internals: [['MozWebSocket', '.exports', 'create']],
  },
});
