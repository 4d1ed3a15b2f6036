import type { ObservedMessage } from '../artifacts.ts';
import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary, type Conversation } from './library.ts';

/** In the order in which each generation offers them; since @stomp/stompjs 5 the newest comes first. */
const protocolsOf = (version: string | null): readonly string[] => {
  const major = Number(/^\d+/.exec(version ?? '')?.[0] ?? 5);
  if (major >= 5) return ['v12.stomp', 'v11.stomp', 'v10.stomp'];
  return major <= 2 ? ['v10.stomp', 'v11.stomp'] : ['v10.stomp', 'v11.stomp', 'v12.stomp'];
};

/** `Stomp.client(url, protocols)` of stompjs and @stomp/stompjs, `webstomp.client(url, { protocols })`. */
function dialsUrl({ args: [url, second], baseUrl, version }: ClientCall): readonly Dialled[] {
  const given = isRecord(second) ? second['protocols'] : second;
  return [dialOf(url, baseUrl, { protocols: listed(given) ?? protocolsOf(version) })];
}

function listed(protocols: Argument): readonly string[] | null {
  if (typeof protocols === 'string') return [protocols];
  return Array.isArray(protocols) ? protocols.filter((name) => typeof name === 'string') : null;
}

/** `new Client(options)`, `client.configure(options)`: `brokerURL` goes to the browser as it is. */
function dialsOptions({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  return isRecord(options) ? dialsBroker(options, baseUrl) : [];
}

/** `client.activate()`: what the page has set on the client since it was made. */
function dialsMembers({ receiver, baseUrl }: ClientCall): readonly Dialled[] {
  return receiver === null ? [] : dialsBroker(receiver.members, baseUrl);
}

/** A factory that the page gives makes the socket itself. */
function dialsBroker(options: Argument, baseUrl: string): readonly Dialled[] {
  const url = memberOf(options, 'brokerURL');
  if (url === undefined || url === null || memberOf(options, 'webSocketFactory') !== undefined) return [];
  return [dialOf(url, baseUrl, { protocols: protocolsOf(null) })];
}

const connectFrame = 'CONNECT\naccept-version:1.2,1.1,1.0\nheart-beat:0,0\n\n\0';

/**
 * STOMP 1.2, "Connecting": CONNECT is answered with CONNECTED, or with ERROR before the server closes. An end of
 * line by itself is a heart-beat. Frames come as text, from some brokers as bytes.
 */
const conversation: Conversation = {
  protocols: protocolsOf(null),
  reply: (_received, sent) => (sent === 0 ? connectFrame : null),
  read: (received) => {
    const commands = received.map(commandOf);
    if (commands.includes('ERROR')) return 'refused';
    return commands.includes('CONNECTED') ? 'open' : 'waiting';
  },
  isOwn: (message) => ['CONNECTED', ''].includes(commandOf(message)),
};

function commandOf({ data, binary }: ObservedMessage): string {
  const text = binary ? Buffer.from(data, 'base64').toString('utf8') : data;
  return text.trimStart().split(/\r?\n/, 1)[0] ?? '';
}

export const stomp = defineLibrary({
  id: 'stomp',
  name: 'STOMP',
  docs: 'https://stomp-js.github.io/guide/stompjs/using-stompjs-v5.html',
  conversation,
  client: {
    globals: { StompJs: '', Stomp: 'Stomp', webstomp: 'webstomp' },
    aliases: {
      default: 'Stomp',
      'RxStomp.configure': 'Client.configure',
      'RxStomp.activate': 'Client.activate',
    },
    packages: ['@stomp/stompjs', '@stomp/rx-stomp', 'stompjs', 'webstomp-client'],
    scripts: [/\bstomp(?:\.umd)?(?:\.min)?\.js\b/i, /\bwebstomp(?:\.min)?\.js\b/i],
    entries: [
      { path: 'Client', source: ['onChangeState', 'splitLargeFrames'], dials: dialsOptions },
      { path: 'Client.configure', dials: dialsOptions },
      { path: 'Client.activate', dials: dialsMembers },
      { path: 'Stomp.client', source: ['WebSocketClass', 'protocolVersions'], dials: dialsUrl },
      { path: 'Stomp.client', source: ['WebSocketClass', 'v10.stomp'], dials: dialsUrl },
      { path: 'webstomp.client', source: ['supportedProtocols()', 'WebSocket'], dials: dialsUrl },
    ],
    internals: [
      ['brokerURL', 'protocolVersions'],
      ['WebSocketClass', 'protocolVersions'],
      ['WebSocketClass', 'v10.stomp'],
      ['supportedProtocols()', 'WebSocket'],
    ],
    versionOf: (source) => {
      if (source.includes('v12.stomp') || source.includes('supportedProtocols')) return '4';
      return source.includes('v10.stomp') ? '2' : null;
    },
  },
});
