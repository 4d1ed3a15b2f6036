import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, isSet, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';

const usualVersion = '2.28.0';

/** `new Ably.Realtime(options)`, or a key or a token in their place. TLS unless `tls` is set and false. */
function dials({ args: [given], baseUrl, version }: ClientCall): readonly Dialled[] {
  if (given === unknownArgument) return [{ unresolved: 'the options are not known' }];
  const options = typeof given === 'string' ? credentialOf(given) : given;
  if (!isRecord(options)) return [];
  const isSecure = !Object.hasOwn(options, 'tls') || isSet(options['tls']);
  const port = isSecure ? memberOf(options, 'tlsPort') || 443 : memberOf(options, 'port') || 80;
  const query = Object.entries(queryOf(options, version))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return [dialOf(`${isSecure ? 'wss' : 'ws'}://${hostOf(options)}:${spelled(port)}/?${query}`, baseUrl)];
}

function credentialOf(text: string): Argument {
  return text.includes(':') ? { key: text } : { token: text };
}

function hostOf(options: Argument): string {
  const host = memberOf(options, 'restHost') || memberOf(options, 'realtimeHost');
  if (isSet(host)) return spelled(host);
  const environment = memberOf(options, 'environment');
  if (isSet(environment)) return `${spelled(environment)}.realtime.ably.net`;
  const endpoint = memberOf(options, 'endpoint');
  const name = isSet(endpoint) ? spelled(endpoint) : 'main';
  if (name.includes('.') || name.includes('::') || name === 'localhost') return name;
  if (name.startsWith('nonprod:')) return `${name.slice('nonprod:'.length)}.realtime.ably-nonprod.net`;
  return `${name}.realtime.ably.net`;
}

function queryOf(options: Argument, version: string | null): Readonly<Record<string, string>> {
  const clientId = memberOf(options, 'clientId');
  const format = memberOf(options, 'useBinaryProtocol') === true ? 'msgpack' : 'json';
  const extra = memberOf(options, 'transportParams');
  const given = isRecord(extra)
    ? Object.entries(extra).map(([name, value]) => [name, spelled(value)] as const)
    : [];
  return {
    ...credentials(options),
    ...(clientId === undefined ? {} : { clientId: spelled(clientId) }),
    ...(memberOf(options, 'echoMessages') === false ? { echo: 'false' } : {}),
    format,
    heartbeats: 'true',
    v: '6',
    agent: `ably-js/${version?.split('.').length === 3 ? version : usualVersion} browser`,
    ...Object.fromEntries(given),
  };
}

/** A token comes from the page's server at the time; a key goes as it is. */
function credentials(options: Argument): Readonly<Record<string, string>> {
  const token = memberOf(options, 'token');
  if (isSet(token)) return { access_token: spelled(token) };
  const asks = ['authUrl', 'authCallback', 'tokenDetails'].some((name) => isSet(memberOf(options, name)));
  if (asks) return { access_token: spelled(unknownArgument) };
  return { key: spelled(memberOf(options, 'key') ?? unknownArgument) };
}

export const ably = defineLibrary({
  id: 'ably',
  name: 'Ably',
  docs: 'https://ably.com/docs/getting-started/javascript',
  client: {
    globals: { Ably: '' },
    aliases: { default: '', 'Realtime.Promise': 'Realtime' },
    packages: ['ably'],
    scripts: [
      /\/\/cdn\.ably\.(?:com|io)\/lib\/ably\b/i,
      /\/ably(?:\.min)?(?:-\d[\w.]*)?\.js\b/i,
      /\/ably@[\w.]+\//i,
    ],
    entries: [
      { path: 'Realtime', source: ['DefaultRealtime._MsgPack to have been set'], dials },
      {
        path: 'BaseRealtime',
        source: ['_additionalTransportImplementations', 'EdgeRuntime', 'Realtime()'],
        dials,
      },
    ],
    internals: [['.Config.WebSocket(']],
    versionOf: (_source, script = '') => /Ably JavaScript Library v(\d+\.\d+\.\d+)/.exec(script)?.[1] ?? null,
  },
});
