import type { ObservedMessage } from '../artifacts.ts';
import { memberOf, unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf, isSet } from './dial.ts';
import { defineLibrary, type Conversation } from './library.ts';
import { isFramed, sockjs } from './sockjs.ts';

/** `new simpleDDP({ endpoint })` and its like, outside a Meteor page: the endpoint goes to the browser as it is. */
function dialsEndpoint({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  const endpoint = options === unknownArgument ? unknownArgument : memberOf(options, 'endpoint');
  return isSet(endpoint) ? [dialOf(endpoint, baseUrl)] : [];
}

/**
 * The stream of a Meteor page: SockJS under `sockjs`, beside the URL that `DDP.connect` was given. Source:
 * packages/socket-stream-client of meteor/meteor, `urls.js` and `browser.js`.
 */
function dialsStream(call: ClientCall): readonly Dialled[] {
  const [target] = call.args;
  if (typeof target !== 'string')
    return target === unknownArgument ? [{ unresolved: 'the URL is not known' }] : [];
  const entry = sockjs.client?.entries.find(({ path }) => path === 'SockJS');
  return entry?.dials({ ...call, args: [sockJsUrl(target)] }) ?? [];
}

/** An asterisk in a host stands for a digit, to spread connections over names. */
function sockJsUrl(target: string): string {
  const spread = /^ddp(i?)\+sockjs:\/\/([^/]*)(.*)$/s.exec(target);
  if (spread !== null)
    return `http${spread[1] === 'i' ? '' : 's'}://${spread[2]?.replaceAll('*', '0')}${spread[3]}`;
  const url = target.includes('://') || target.startsWith('/') ? target : `http://${target}`;
  return `${url}${url.endsWith('/') ? '' : '/'}sockjs`;
}

const connect = JSON.stringify({ msg: 'connect', version: '1', support: ['1', 'pre2', 'pre1'] });

/**
 * DDP 1, "Establishing a DDP connection": the client connects with a version, the server answers `connected` or
 * `failed`. Over SockJS the messages are strings in its frames.
 */
const conversation: Conversation = {
  reply: (received, sent, { url }) => {
    if (sent > 0) return null;
    if (!isFramed(url)) return connect;
    return received.some(({ data }) => data === 'o') ? JSON.stringify([connect]) : null;
  },
  read: (received) => {
    const kinds = received.flatMap(messagesOf).map(({ msg }) => msg);
    if (kinds.includes('failed') || received.some(({ data }) => data.startsWith('c['))) return 'refused';
    return kinds.includes('connected') ? 'open' : 'waiting';
  },
  isOwn: (message) => {
    if (message.data === 'o' || message.data === 'h') return true;
    const messages = messagesOf(message);
    return messages.length > 0 && messages.every(isProtocols);
  },
};

/** What every client gets: the old greeting `server_id`, the answer to `connect`, heartbeats. */
function isProtocols(message: Readonly<Record<string, unknown>>): boolean {
  return 'server_id' in message || ['connected', 'failed', 'ping', 'pong'].includes(String(message['msg']));
}

function messagesOf({ data, binary }: ObservedMessage): readonly Readonly<Record<string, unknown>>[] {
  if (binary) return [];
  const parsed = parse(data.startsWith('a[') ? data.slice(1) : data);
  return (Array.isArray(parsed) ? parsed.map((text) => parse(String(text))) : [parsed]).filter(
    (message): message is Record<string, unknown> => typeof message === 'object' && message !== null,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const meteor = defineLibrary({
  id: 'meteor',
  name: 'Meteor (DDP)',
  docs: 'https://docs.meteor.com/api/connections.html',
  ...(sockjs.canonicalUrl === undefined ? {} : { canonicalUrl: sockjs.canonicalUrl }),
  ...(sockjs.dialUrl === undefined ? {} : { dialUrl: sockjs.dialUrl }),
  conversation,
  client: {
    globals: {},
    aliases: { default: 'simpleDDP' },
    packages: ['simpleddp'],
    scripts: [/\bsimpleddp@[\d.]+/i],
    entries: [
      {
        path: 'simpleDDP',
        source: ['clearDataOnReconnection', 'tryingToDisconnect', 'willTryToReconnect'],
        dials: dialsEndpoint,
      },
      { path: 'DDP', source: ['cleanQueue', 'SocketConstructor', 'reconnectInterval'], dials: dialsEndpoint },
      {
        path: 'ClientStream',
        source: ['HEARTBEAT_TIMEOUT', 'rawUrl', '_launchConnection'],
        dials: dialsStream,
      },
    ],
    internals: [['.SocketConstructor(this.endpoint)'], ['DDP connection timed out']],
  },
});
