import { memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled, Receiver } from './client.ts';
import { dialOf, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';
import { mqttConversation } from './mqtt-session.ts';

const webSocketUrl = /^wss?:\/\/(?:\[.+\]|[^/]+?)(?::\d+)?\/.*$/;

/**
 * `new Client(host, port, path, clientId)`, `new Client(url, clientId)`, then `client.connect(options)`: `hosts`
 * replace the client's own place, and `useSSL` the scheme, which is otherwise `ws` whatever the page's.
 */
function dials({ args: [options], receiver, baseUrl }: ClientCall): readonly Dialled[] {
  const own = ownUrl(receiver);
  if (own === null) return [{ unresolved: 'the client that connects is not known' }];
  const secure = memberOf(options, 'useSSL');
  const version = memberOf(options, 'mqttVersion');
  const protocols = [typeof version === 'number' && version < 4 ? 'mqttv3.1' : 'mqtt'];
  return urlsOf(own, options).map((url) => {
    if (secure === unknownArgument) return { unresolved: 'the option `useSSL` is not known' };
    return dialOf(secure === true ? url.replace(/^[^:]*/, 'wss') : url, baseUrl, { protocols });
  });
}

/** From what the client was made with, or from what it says of itself where its code was read. */
function ownUrl(receiver: Receiver | null): { readonly url: string; readonly path: string } | null {
  if (receiver === null) return null;
  const { made, members } = receiver;
  if (typeof members['uri'] === 'string') return { url: members['uri'], path: spelled(members['path']) };
  const [host, port] = made;
  const path = made.length > 3 ? spelled(made[2]) : '/mqtt';
  if (made.length < 2) return null;
  return { url: made.length === 2 ? spelled(host) : place(spelled(host), port, path), path };
}

function urlsOf(
  { url, path }: { readonly url: string; readonly path: string },
  options: Argument,
): readonly string[] {
  const hosts = memberOf(options, 'hosts');
  const ports = memberOf(options, 'ports');
  if (!Array.isArray(hosts)) return [url];
  return hosts.map((host: Argument, index) => {
    const written = spelled(host);
    return webSocketUrl.test(written)
      ? written
      : place(written, Array.isArray(ports) ? ports[index] : undefined, path);
  });
}

function place(host: string, port: Argument, path: string): string {
  const isBareAddress = host.includes(':') && !host.startsWith('[');
  return `ws://${isBareAddress ? `[${host}]` : host}:${spelled(port)}${path}`;
}

export const paho = defineLibrary({
  id: 'paho',
  name: 'Eclipse Paho',
  docs: 'https://eclipse.dev/paho/files/jsdoc/Paho.MQTT.Client.html',
  conversation: mqttConversation,
  client: {
    globals: { Paho: '' },
    aliases: { default: '', MQTT: '' },
    packages: ['paho-mqtt', 'paho-client'],
    scripts: [/\bpaho-mqtt(?:-min|\.min)?\.js\b/i, /\bmqttws31(?:-min|\.min)?\.js\b/i],
    entries: [
      {
        path: 'Client.connect',
        source: ['mqttVersionExplicit', 'hosts', 'cleanSession', 'keepAliveInterval'],
        dials,
      },
    ],
    internals: [['mqttv3.1', 'useSSL']],
  },
});
