import { isRecord, memberOf } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { spelled } from './dial.ts';
import { enginePolling } from './engine-io-polling.ts';
import { defineLibrary, type Conversation } from './library.ts';
import { withoutParameters } from './query.ts';

/**
 * `new Socket(uri, options)` of engine.io-client: host, port and scheme come from the URI, or else from the options
 * and the page; the path is the option's alone, with one trailing slash.
 */
function dials({ args: [first, second], pageUrl, version }: ClientCall): readonly Dialled[] {
  const options = isRecord(first) ? first : second;
  const page = new URL(pageUrl);
  const uri =
    typeof first === 'string'
      ? URL.parse(/^(?:https?|wss?):\/\//.test(first) ? first : `https://${first}`)
      : null;
  if (typeof first !== 'string' && !isRecord(first) && first !== undefined) return [];
  const secure = isSecure(uri, options, page);
  const host = uri?.hostname ?? hostIn(options) ?? page.hostname;
  const port =
    uri === null ? (memberOf(options, 'port') ?? (hostIn(options) === null ? page.port : '')) : uri.port;
  const path = memberOf(options, 'path') ?? '/engine.io';
  const revision = Number(/^\d+/.exec(version ?? '')?.[0] ?? 4) <= 3 ? '3' : '4';
  const query = [...queryOf(uri, options), ['EIO', revision], ['transport', 'websocket']];
  const url = new URL(`${secure ? 'wss' : 'ws'}://${host}${port === '' ? '' : `:${spelled(port)}`}`);
  url.pathname = `${spelled(path).replace(/\/$/, '')}${memberOf(options, 'addTrailingSlash') === false ? '' : '/'}`;
  url.search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return [{ url: url.href, dialect: { eio: revision } }];
}

function isSecure(uri: URL | null, options: Argument, page: URL): boolean {
  if (uri !== null) return uri.protocol === 'https:' || uri.protocol === 'wss:';
  const secure = memberOf(options, 'secure');
  return typeof secure === 'boolean' ? secure : page.protocol === 'https:';
}

function hostIn(options: Argument): string | null {
  const host = memberOf(options, 'hostname') ?? memberOf(options, 'host');
  return host === undefined || host === null ? null : spelled(host);
}

function queryOf(uri: URL | null, options: Argument): readonly string[][] {
  if (uri !== null && uri.search !== '') return [...uri.searchParams];
  const query = memberOf(options, 'query');
  return isRecord(query) ? Object.entries(query).map(([name, value]) => [name, spelled(value)]) : [];
}

/** The server greets whoever connects with `0{…}`; there is no say of the application's before its own messages. */
const conversation: Conversation = {
  reply: () => null,
  read: (received) => {
    if (received.some(({ data }) => data === '1')) return 'refused';
    return received.some(({ data }) => data.startsWith('0{')) ? 'open' : 'waiting';
  },
  isOwn: ({ data, binary }) => !binary && (data.startsWith('0{') || /^[236]$/.test(data)),
};

/** Engine.IO's transports, which are in Socket.IO's client too. */
export const engineTransports: readonly (readonly string[])[] = [
  ['perMessageDeflate', 'localAddress', 'binaryType'],
  ['protocols', 'timestampRequests', 'supportsBinary'],
  ['xhr poll error'],
  ['createSocket', 'doWrite'],
];

export const engineIo = defineLibrary({
  id: 'engine.io',
  name: 'Engine.IO',
  docs: 'https://socket.io/docs/v4/engine-io-protocol/',
  canonicalUrl: (url) => withoutParameters(url, (name) => name === 'sid' || name === 't'),
  conversation,
  fallbacks: [enginePolling],
  client: {
    globals: { eio: 'Socket' },
    packages: ['engine.io-client'],
    scripts: [/\/engine\.io(?:\.esm)?(?:\.min)?\.js\b/i],
    entries: [{ path: 'Socket', source: ['rememberUpgrade', 'timestampParam', 'perMessageDeflate'], dials }],
    internals: engineTransports,
    versionOf: (source) => (source.includes('policyPort') ? '3' : '4'),
  },
});
