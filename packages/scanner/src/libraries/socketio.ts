import { isRecord, memberOf, unknownArgument, unknownPart } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { defineLibrary } from './library.ts';

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

export const socketio = defineLibrary({
  id: 'socket.io',
  name: 'Socket.IO',
  docs: 'https://socket.io/docs/v4/client-initialization/',
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
    internals: [
      ['perMessageDeflate', 'localAddress', 'binaryType'],
      ['protocols', 'timestampRequests', 'supportsBinary'],
      ['xhr poll error'],
    ],
    versionOf: (source) => (source.includes('queryKey') ? '4' : '2'),
  },
});
