import { memberOf, unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import type { ObservedMessage } from '../artifacts.ts';
import { defineLibrary, type Conversation, type Fallback, type Negotiation } from './library.ts';

/**
 * `HubConnectionBuilder.withUrl(url, options)` of ASP.NET Core SignalR. The browser client resolves the hub's URL
 * against the document (an anchor's `href`), negotiates over HTTP, then dials the same URL with `?id=<token>`; the
 * id is left out here because it is new each time. A server may redirect the negotiation (Azure SignalR). A token goes into
 * the query, as browsers give a handshake no headers; one that is not known may as well be none.
 */
function dials({ args: [target, options], baseUrl }: ClientCall): readonly Dialled[] {
  if (typeof target !== 'string')
    return [
      { unresolved: target === unknownArgument ? 'the hub URL is not known' : 'the hub URL is no string' },
    ];
  const url = URL.parse(target, baseUrl);
  if (url === null) return [{ unresolved: 'the hub URL is not valid' }];
  if (url.protocol === 'http:') url.protocol = 'ws:';
  else if (url.protocol === 'https:') url.protocol = 'wss:';
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:')
    return [{ unresolved: `the scheme is ${url.protocol}` }];
  url.hash = '';
  const token = memberOf(options, 'accessTokenFactory');
  if (typeof token === 'string' && token !== '')
    url.search += `${url.search === '' ? '?' : '&'}access_token=${encodeURIComponent(token)}`;
  const negotiates = memberOf(options, 'skipNegotiation') !== true;
  return [{ url: url.href, dialect: { negotiate: negotiates ? 'yes' : 'no' } }];
}

const recordSeparator = '\u001e';

/**
 * SignalR hub protocol, "Handshake": the client names the protocol, the server answers `{}` or `{"error":…}`; then
 * type 6 is a ping and type 7 a close. Records end with U+001E and several may share a message.
 */
const conversation: Conversation = {
  reply: (_received, sent) =>
    sent === 0 ? JSON.stringify({ protocol: 'json', version: 1 }) + recordSeparator : null,
  read: (received) => {
    const records = received.flatMap(recordsOf);
    if (records.some((record) => 'error' in record || record['type'] === 7)) return 'refused';
    return records.length > 0 ? 'open' : 'waiting';
  },
  isOwn: (message) => {
    const records = recordsOf(message);
    return (
      records.length > 0 &&
      records.every((record) => Object.keys(record).length === 0 || record['type'] === 6)
    );
  },
};

/** The JSON objects of a message's records; what is none is left out, and so is what ends in no separator. */
function recordsOf({ data, binary }: ObservedMessage): Readonly<Record<string, unknown>>[] {
  if (binary || !data.endsWith(recordSeparator)) return [];
  return data.split(recordSeparator).flatMap((text) => {
    try {
      const record: unknown = JSON.parse(text);
      return isObject(record) ? [record] : [];
    } catch {
      return [];
    }
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** SignalR transport protocols, "POST endpoint-base/negotiate": the answer's token goes into the handshake's `id`. */
const negotiation: Negotiation = {
  method: 'POST',
  url: (url, dialect) => {
    const target = new URL(url);
    if (dialect['negotiate'] === 'no' || target.searchParams.has('id')) return null;
    target.protocol = target.protocol === 'wss:' ? 'https:' : 'http:';
    target.pathname = `${target.pathname.replace(/\/$/, '')}/negotiate`;
    target.searchParams.set('negotiateVersion', '1');
    return target.href;
  },
  dialUrl: (url, answer) => {
    const id = tokenOf(answer);
    if (id === null) return null;
    const target = new URL(url);
    target.searchParams.set('id', id);
    return target.href;
  },
};

function tokenOf(answer: string): string | null {
  try {
    const granted: unknown = JSON.parse(answer);
    const token = isObject(granted) ? (granted['connectionToken'] ?? granted['connectionId']) : null;
    return typeof token === 'string' ? token : null;
  } catch {
    return null;
  }
}

/**
 * The same request decides on Server-Sent Events and long polling too. The client's own header is none that CORS lets
 * pass unasked. An answer with `url` sends the client to another service (Azure), with a token for it.
 */
const negotiate: Fallback = {
  transport: 'negotiate',
  method: 'POST',
  url: (url) => negotiation.url(url, {}),
  headers: [['X-Requested-With', 'XMLHttpRequest']],
  grants: (body) => tokenOf(body) !== null || /^\s*\{[^]{0,4096}"accessToken"\s*:/.test(body),
};

export const signalr = defineLibrary({
  id: 'signalr',
  name: 'ASP.NET Core SignalR',
  docs: 'https://learn.microsoft.com/aspnet/core/signalr/javascript-client',
  negotiation,
  conversation,
  fallbacks: [negotiate],
  client: {
    globals: { signalR: '' },
    aliases: { default: '' },
    packages: ['@microsoft/signalr', '@aspnet/signalr'],
    scripts: [/\bsignalr(?:\.min)?\.js\b/i, /@(?:microsoft|aspnet)\/signalr\b/i, /\bmicrosoft-signalr\b/i],
    entries: [
      {
        path: 'HubConnectionBuilder.withUrl',
        source: ['httpConnectionOptions', 'isNotEmpty'],
        chains: true,
        dials,
      },
    ],
    internals: [['(WebSockets transport)']],
  },
});
