import { isRecord, memberOf, unknownArgument, unknownPart } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { enginePolling } from './engine-io-polling.ts';
import { engineTransports } from './engine-io.ts';
import { defineLibrary, type Conversation, type Dialect, type Session } from './library.ts';

/** Engine.IO's revision by Socket.IO's major version: 3 for Socket.IO 1 and 2, 4 since Socket.IO 3. */
function engineRevision(version: string | null): '3' | '4' {
  const major = Number(/^\d+/.exec(version ?? '')?.[0] ?? 4);
  return major <= 2 ? '3' : '4';
}

/**
 * `io(uri, options)`: socket.io-client's own URL rules. A missing URI is the page's origin, a missing scheme the
 * page's; the URI's path is the namespace, never the path of the request, which is the option `path`.
 */
function dials(call: ClientCall): readonly Dialled[] {
  const [first, second] = call.args;
  const options = isRecord(first) ? first : second;
  const uri = isRecord(first) ? undefined : first;
  if (uri === unknownArgument) return [{ unresolved: 'the URL is not known' }];
  if (uri !== undefined && uri !== null && typeof uri !== 'string') return [];
  const server = serverOf(uri ?? '', call.pageUrl);
  if (server === null) return [{ unresolved: 'the URL is not valid' }];
  const eio = engineRevision(call.version);
  const path = requestPath(options);
  if (path === null) return [{ unresolved: 'the option `path` is not known' }];
  const query = [...queryOf(server.search, options), ['EIO', eio], ['transport', 'websocket']] as const;
  const search = query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const scheme = isSecure(server.protocol, options) ? 'wss:' : 'ws:';
  const namespace = server.pathname === '' ? '/' : server.pathname;
  return [{ url: `${scheme}//${hostOf(server, scheme)}${path}?${search}`, dialect: { eio, namespace } }];
}

function serverOf(uri: string, pageUrl: string): URL | null {
  const page = new URL(pageUrl);
  if (uri === '') return URL.parse(page.origin);
  if (uri.startsWith('//')) return URL.parse(page.protocol + uri);
  if (uri.startsWith('/')) return URL.parse(page.origin + uri);
  return URL.parse(/^(?:https?|wss?):\/\//.test(uri) ? uri : `${page.protocol}//${uri}`);
}

function isSecure(protocol: string, options: Argument): boolean {
  const secure = memberOf(options, 'secure');
  if (typeof secure === 'boolean' && (protocol === 'http:' || protocol === 'ws:')) return secure;
  return protocol === 'https:' || protocol === 'wss:';
}

/** Without the port that the scheme implies. */
function hostOf(server: URL, scheme: string): string {
  return new URL(`${scheme}//${server.host}`).host;
}

/** The path of the request with its one trailing slash; null where it is not known. */
function requestPath(options: Argument): string | null {
  const path = memberOf(options, 'path') ?? memberOf(options, 'resource') ?? '/socket.io';
  if (typeof path !== 'string' || path.includes(unknownPart)) return null;
  const absolute = path.startsWith('/') ? path : `/${path}`;
  const trimmed = absolute.replace(/\/$/, '');
  return memberOf(options, 'addTrailingSlash') === false ? trimmed : `${trimmed}/`;
}

function queryOf(search: string, options: Argument): readonly (readonly [string, string])[] {
  const query = memberOf(options, 'query');
  if (typeof query === 'string') return [...new URLSearchParams(query)];
  if (!isRecord(query)) return [...new URLSearchParams(search)];
  return Object.entries(query).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name, typeof value === 'object' || typeof value === 'symbol' ? '' : String(value)] as const],
  );
}

/**
 * Socket.IO protocol 5 (`EIO=4`): the client joins each of its namespaces with `40`, the server answers `40{"sid":…}`
 * or `44{"message":…}`. Protocol 4 and older (`EIO=3`): the server joins `/` by itself with a bare `40`. The Engine.IO
 * greeting `0{…}` comes to everybody. Source: socket.io-protocol, "Connection to a namespace".
 */
const conversation: Conversation = {
  reply: (received, sent, session) => {
    if (!received.some(({ data }) => data.startsWith('0{'))) return null;
    const isOld = revisionOf(session) === '3';
    const namespace = namespacesOf(session).filter((one) => !isOld || one !== '/')[sent];
    if (namespace === undefined) return null;
    if (isOld) return `40${namespace}`;
    return namespace === '/' ? '40' : `40${namespace},`;
  },
  read: (received, session) => {
    const texts = received.filter(({ binary }) => !binary).map(({ data }) => data);
    const namespaces = namespacesOf(session);
    const isRefused = (namespace: string): boolean =>
      texts.some((text) => isPacket('44', text, namespace) || isPacket('41', text, namespace));
    if (texts.includes('1') || namespaces.every(isRefused)) return 'refused';
    const isOpen = (namespace: string): boolean => texts.some((text) => isPacket('40', text, namespace));
    return namespaces.some((namespace) => isOpen(namespace) && !isRefused(namespace)) ? 'open' : 'waiting';
  },
  isOwn: ({ data, binary }, session) =>
    !binary &&
    (data.startsWith('0{') ||
      /^[236]$/.test(data) ||
      data === '40' ||
      namespacesOf(session).some((one) => ['40', '41', '44'].some((type) => isPacket(type, data, one)))),
};

/** A packet of this type for a namespace; `44` may also speak for the connection as a whole. */
function isPacket(type: string, text: string, namespace: string): boolean {
  if (namespace === '/') return text.startsWith(type) && !text.startsWith(`${type}/`);
  // Protocol 4's `40/ns` has no comma, and may go on with a query.
  const isNamed =
    text.startsWith(type + namespace) && /^(?:[,?]|$)/.test(text.slice(type.length + namespace.length));
  return isNamed || (type !== '40' && text === type);
}

/** Those that the page joins on one connection: they stand in the dialect with what ends a namespace in a packet between. */
function namespacesOf({ dialect }: Session): readonly string[] {
  // A page may write a comma into one: what follows names none then.
  return (dialect['namespace'] ?? '/')
    .split(',')
    .filter((name) => name.startsWith('/'))
    .slice(0, namespacesAtMost);
}

function joined(dialects: readonly Dialect[]): Dialect {
  const namespaces = new Set(dialects.map(({ namespace = '/' }) => namespace));
  return { ...dialects[0], namespace: [...namespaces].slice(0, namespacesAtMost).join(',') };
}

const namespacesAtMost = 4;

function revisionOf({ url, dialect }: Session): string {
  return new URL(url).searchParams.get('EIO') ?? dialect['eio'] ?? '4';
}

/** Without the session id and the cache buster of one connection. */
function canonicalUrl(url: string): string {
  const canonical = new URL(url);
  canonical.searchParams.delete('sid');
  canonical.searchParams.delete('t');
  return canonical.href;
}

export const socketio = defineLibrary({
  id: 'socket.io',
  name: 'Socket.IO',
  docs: 'https://socket.io/docs/v4/client-initialization/',
  canonicalUrl,
  joined,
  conversation,
  fallbacks: [enginePolling],
  client: {
    globals: { io: 'io' },
    aliases: {
      default: 'io',
      connect: 'io',
      'io.connect': 'io',
      'io.io': 'io',
      'io.Manager': 'Manager',
      lookup: 'io',
    },
    packages: ['socket.io-client'],
    scripts: [
      /\/socket\.io(?:\.(?:esm|msgpack|slim))?(?:\.min)?\.js\b/i,
      /\bsocket\.io-client\b/i,
      /\/\/cdn\.socket\.io\//i,
    ],
    entries: [
      { path: 'io', source: ['force new connection', 'multiplex'], dials },
      { path: 'Manager', source: ['reconnectionDelayMax', 'randomizationFactor', '/socket.io'], dials },
    ],
    // The last is Engine.IO's client, which Socket.IO's own code makes: nothing else that is called does.
    internals: [
      ...engineTransports,
      ['skipReconnect', 'opening'],
      ['skipReconnect', 'backoff'],
      ['transports[0]', 'webtransport'],
    ],
    versionOf: (source) => {
      if (source.includes('queryKey')) return '4';
      return source.includes('force new connection') ? '2' : null;
    },
  },
});
