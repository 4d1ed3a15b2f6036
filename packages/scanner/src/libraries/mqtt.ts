import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, isSet, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';
import { mqttConversation } from './mqtt-session.ts';

type Options = { readonly [name: string]: Argument };

/** `mqtt.connect(url, options)`, `mqtt.connect(options)` of MQTT.js in a browser. */
function dials(call: ClientCall): readonly Dialled[] {
  const [first, second] = call.args;
  if (first === unknownArgument) return [{ unresolved: 'the URL of the broker is not known' }];
  const given = isRecord(first) && second === undefined ? first : isRecord(second) ? second : {};
  const parsed = typeof first === 'string' && first !== '' ? parsedUrl(first, call) : {};
  if (parsed === null) return [];
  const options = merged(parsed, given, call.version);
  if (isSet(options['transformWsUrl'])) return [{ unresolved: 'the page transforms the URL' }];
  const servers = options['servers'];
  const places: readonly Options[] = Array.isArray(servers) ? servers.filter(isRecord) : [{}];
  return places.map((server) =>
    dialOf(urlOf(options, server, call), call.baseUrl, {
      protocols: [protocolOf(options)],
    }),
  );
}

/** Null for a URL that the client throws at: one without a scheme, which only MQTT.js 5 takes as a path. */
function parsedUrl(url: string, { pageUrl, version }: ClientCall): Options | null {
  if (url.startsWith('/') && !url.startsWith('//') && isModern(version))
    return { protocol: new URL(pageUrl).protocol === 'https:' ? 'wss' : 'ws', path: url };
  const parts = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^#]*)/i.exec(url);
  if (parts === null) return null;
  const [, protocol = '', hostname = '', port, path = ''] = parts;
  return {
    protocol: protocol.toLowerCase(),
    ...(isModern(version) ? { host: hostname } : { hostname }),
    ...(port !== undefined && { port: Number(port) }),
    ...(path !== '' && { path: path.startsWith('/') ? path : `/${path}` }),
  };
}

/** The page's options win, and only a WebSocket URL's path is kept since MQTT.js 5. */
function merged(parsed: Options, given: Options, version: string | null): Options {
  const options = { ...parsed, ...given };
  const protocol = options['protocol'];
  if (!isModern(version) || (typeof protocol === 'string' && /^w[sx]/.test(protocol))) return options;
  return { ...options, path: undefined };
}

function isModern(version: string | null): boolean {
  return Number(/^\d+/.exec(version ?? '')?.[0] ?? 5) >= 5;
}

/** Every other scheme becomes a WebSocket's, `ws` where none says TLS; the port is written out, the path is `/`. */
function urlOf(options: Options, server: Options, { pageUrl, version }: ClientCall): string {
  const asked = spelled(server['protocol'] ?? options['protocol'] ?? '').replace(/:$/, '');
  const scheme = asked === 'wss' || asked === 'mqtts' ? 'wss' : 'ws';
  const port = server['port'] ?? options['port'];
  const host = server['host'] ?? options['hostname'] ?? (isModern(version) ? options['host'] : 'localhost');
  const path = options['path'];
  const written = isSet(host) ? spelled(host) : new URL(pageUrl).hostname;
  return `${scheme}://${written}:${isSet(port) ? spelled(port) : scheme === 'wss' ? 443 : 80}${isSet(path) ? spelled(path) : '/'}`;
}

/** MQTT 3.1 has a name of its own. */
function protocolOf(options: Options): string {
  return memberOf(options, 'protocolId') === 'MQIsdp' && options['protocolVersion'] === 3
    ? 'mqttv3.1'
    : 'mqtt';
}

/** `connectAsync`, which wraps `connect`. */
const asynchronous = ["Couldn't connect to server", 'new Promise('];

export const mqtt = defineLibrary({
  id: 'mqtt',
  name: 'MQTT.js',
  docs: 'https://github.com/mqttjs/MQTT.js#connect',
  conversation: mqttConversation,
  client: {
    globals: { mqtt: '' },
    aliases: { default: '' },
    packages: ['mqtt', 'async-mqtt', 'precompiled-mqtt'],
    scripts: [
      /\bmqtt(?:@[\w.-]+)?(?:\/[\d.]+)?(?:\/dist)?\/mqtt(?:\.esm)?(?:\.min)?\.js\b/i,
      /\/mqtt(?:\.min)?\.js\b/i,
    ],
    entries: [
      { path: 'connect', source: ['Missing clientId for unclean clients', 'Missing protocol'], dials },
      { path: 'connectAsync', source: asynchronous, dials },
    ],
    internals: [['mqttv3.1', 'MQIsdp'], asynchronous],
    versionOf: (source) => (source.includes('forceNativeWebSocket') ? '5' : '4'),
  },
});
