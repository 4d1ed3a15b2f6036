import { randomInt } from 'node:crypto';
import { unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { defineLibrary, httpTwin, type Conversation, type Fallback } from './library.ts';

/** The server and session parts of a SockJS path, random in every client, in the form that scans compare. */
const canonicalSession = '/000/wssure00/websocket';

const session = /\/[^/.]+\/[^/.]+\/(websocket|xhr)$/;
const sessionAlphabet = 'abcdefghijklmnopqrstuvwxyz012345';

function canonicalUrl(url: string): string {
  return withPath(url, (path) => path.replace(session, '/000/wssure00/$1'));
}

/** A session id is good for one connection: a second one with the same id is closed with 2010. */
function dialUrl(url: string): string {
  const server = String(randomInt(1000)).padStart(3, '0');
  const id = Array.from({ length: 8 }, () => sessionAlphabet[randomInt(sessionAlphabet.length)]).join('');
  return withPath(url, (path) => path.replace(session, `/${server}/${id}/$1`));
}

function withPath(url: string, change: (path: string) => string): string {
  const changed = new URL(url);
  changed.pathname = change(changed.pathname);
  return changed.href;
}

/**
 * SockJS 0.3 protocol, "Framing": `o` opens, `h` is a heartbeat, `a[…]` carries messages, `c[code,reason]` closes.
 * The server's own `o` comes to everybody, before the application sees the connection. The raw endpoint
 * (`…/websocket` alone) has no framing.
 */
const conversation: Conversation = {
  reply: () => null,
  read: (received, { url }) => {
    if (!isFramed(url)) return 'waiting';
    if (received.some(({ data }) => data.startsWith('c['))) return 'refused';
    return received.some(({ data }) => data === 'o') ? 'open' : 'waiting';
  },
  isOwn: ({ data, binary }, { url }) => !binary && isFramed(url) && (data === 'o' || data === 'h'),
};

/** Whether a URL is that of a SockJS session, as against the raw endpoint. */
export function isFramed(url: string): boolean {
  return session.test(new URL(url).pathname);
}

/**
 * SockJS 0.3 protocol, "Info" (which transports there are) and "XHR polling": the first POST opens the session, and
 * is answered with the open frame.
 */
const fallbacks: readonly Fallback[] = [
  {
    transport: 'info',
    method: 'GET',
    url: (url) => besideSession(url, '/info'),
    grants: (body) => /^\s*\{/.test(body) && /"(?:entropy|cookie_needed)"/.test(body),
  },
  {
    transport: 'xhr',
    method: 'POST',
    url: (url) => besideSession(url, canonicalSession.replace('websocket', 'xhr')),
    grants: (body) => /^o\s*$/.test(body),
  },
];

/** A place below the base URL; the raw endpoint (`…/websocket` alone) has no HTTP transport. */
function besideSession(url: string, place: string): string | null {
  if (!isFramed(url)) return null;
  return httpTwin(url, (twin) => {
    twin.pathname = twin.pathname.replace(session, place);
    twin.search = '';
  });
}

/**
 * SockJS 0.3 protocol, "Base URL" and "WebSocket transport": the base URL is resolved against the page, and must
 * be http(s); the client appends `/<server>/<session>/websocket`.
 */
function dials({ args: [target], baseUrl }: ClientCall): readonly Dialled[] {
  if (target === undefined) return [];
  if (typeof target !== 'string')
    return [{ unresolved: target === unknownArgument ? 'the URL is not known' : 'the URL is no string' }];
  const base = URL.parse(target, baseUrl);
  if (base === null) return [{ unresolved: 'the URL is not valid' }];
  if (base.protocol !== 'http:' && base.protocol !== 'https:')
    return [{ unresolved: 'SockJS takes http: and https: URLs only' }];
  base.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
  base.hash = '';
  base.search = '';
  base.pathname = base.pathname.replace(/\/$/, '') + canonicalSession;
  return [{ url: base.href }];
}

export const sockjs = defineLibrary({
  id: 'sockjs',
  name: 'SockJS',
  docs: 'https://github.com/sockjs/sockjs-client',
  canonicalUrl,
  dialUrl,
  conversation,
  fallbacks,
  client: {
    globals: { SockJS: 'SockJS' },
    aliases: { default: 'SockJS' },
    packages: ['sockjs-client'],
    scripts: [/\bsockjs(?:-client|-[\d.]+)?(?:@[\w.-]+)?(?:[/.-][\w./-]*)?\.js\b/i],
    entries: [{ path: 'SockJS', source: ["Failed to construct 'SockJS: 1 argument required"], dials }],
    internals: [['WebSocket connection broken'], ['MozWebSocket', '.exports']],
  },
});
