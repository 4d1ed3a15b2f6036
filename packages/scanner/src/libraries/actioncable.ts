import { unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { jsonObject } from './json-messages.ts';
import { defineLibrary, type Conversation } from './library.ts';

const protocols = ['actioncable-v1-json', 'actioncable-unsupported'];

/**
 * `createConsumer(url)`: without one the page's `meta` element says it, or it is `/cable`. A consumer connects with its first
 * subscription: Rails makes one on every page.
 */
function dials({ receiver, baseUrl, meta }: ClientCall): readonly Dialled[] {
  const [url] = receiver?.made ?? [unknownArgument];
  const target = url === undefined ? meta('action-cable-url') || '/cable' : url;
  return [dialOf(target, baseUrl, { protocols })];
}

/** Rails, `ActionCable::Connection`: the server says `welcome`, or `disconnect` with its reason; then it pings. */
const conversation: Conversation = {
  protocols,
  reply: () => null,
  read: (received) => {
    const types = received.map((message) => jsonObject(message)?.['type']);
    if (types.includes('disconnect')) return 'refused';
    return types.includes('welcome') ? 'open' : 'waiting';
  },
  isOwn: (message) => /^(?:welcome|ping)$/.test(String(jsonObject(message)?.['type'])),
};

export const actioncable = defineLibrary({
  id: 'actioncable',
  name: 'Action Cable',
  docs: 'https://guides.rubyonrails.org/action_cable_overview.html#client-side-components',
  conversation,
  client: {
    globals: { ActionCable: '' },
    aliases: { default: '' },
    packages: ['@rails/actioncable', 'actioncable'],
    scripts: [/\baction_?cable(?:\.esm)?(?:-[\da-f]{8,64})?(?:\.min)?\.js\b/i],
    entries: [
      { path: 'createConsumer', source: ['.default_mount_path'], dials: () => [] },
      ...['subscriptions.create', 'connect', 'ensureActiveConnection'].map((method) => ({
        path: `createConsumer().${method}`,
        dials,
      })),
    ],
    internals: [['getState', 'uninstallEventHandlers', 'Opening WebSocket']],
  },
});
