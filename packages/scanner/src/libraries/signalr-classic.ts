import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, spelled } from './dial.ts';
import { jsonObject } from './json-messages.ts';
import { defineLibrary, httpTwin, type Conversation, type Fallback, type Negotiation } from './library.ts';
import { withoutParameters } from './query.ts';

/**
 * `connection.start(options)` of SignalR for ASP.NET: the connection's URL, resolved as an anchor's, with `/connect`
 * and the transport's query. The client negotiates first: the token that it is handed is left out here because it is
 * new each time, and the `Url` of the answer is taken to be the path that was asked.
 */
function dials({ args: [options], receiver, baseUrl }: ClientCall): readonly Dialled[] {
  const { url: target, qs, proxies } = receiver?.members ?? {};
  if (!offersWebSockets(memberOf(options, 'transport'))) return [];
  if (typeof target !== 'string')
    return [{ unresolved: target === unknownArgument ? 'the URL is not known' : 'the URL is no string' }];
  const dialled = dialOf(target, baseUrl);
  if ('unresolved' in dialled) return [dialled];
  const url = new URL(dialled.url);
  const hubs = subscribedHubs(proxies);
  const query = ['transport=webSockets', 'clientProtocol=2.1', parameters(qs)];
  if (hubs !== null) query.push(`connectionData=${encodeURIComponent(JSON.stringify(hubs))}`);
  url.search = query.filter((part) => part !== '').join('&');
  url.pathname += '/connect';
  return [{ url: url.href }];
}

function offersWebSockets(transport: Argument): boolean {
  if (typeof transport === 'string') return transport === 'auto' || transport === 'webSockets';
  return (
    !Array.isArray(transport) || transport.some((name) => name === 'webSockets' || name === unknownArgument)
  );
}

/** The connection's `qs`, a text or an object that jQuery writes as a query. */
function parameters(qs: Argument): string {
  if (typeof qs === 'string') return qs.replace(/^[?&]/, '');
  if (!isRecord(qs)) return '';
  return new URLSearchParams(Object.entries(qs).map(([name, value]) => [name, spelled(value)])).toString();
}

/** The hubs with a callback of the page's, which the client names to the server; null without any hub. */
function subscribedHubs(proxies: Argument): readonly { readonly name: string }[] | null {
  if (!isRecord(proxies) || Object.keys(proxies).length === 0) return null;
  return Object.entries(proxies)
    .filter(([, proxy]) => {
      const callbacks = memberOf(memberOf(proxy, '_'), 'callbackMap');
      return !isRecord(callbacks) || Object.keys(callbacks).length > 0;
    })
    .map(([name]) => ({ name }));
}

const connectPath = /\/(?:re)?connect$/i;

/** Whether a handshake URL is that of this library's WebSocket transport. */
export function isClassicConnect({ pathname, searchParams }: URL): boolean {
  return connectPath.test(pathname) && /^webSockets$/i.test(searchParams.get('transport') ?? '');
}

/** The place of the negotiation beside a transport's; null where the URL is none of a transport. */
function negotiateUrl(url: string): string | null {
  if (!isClassicConnect(new URL(url))) return null;
  return withoutParameters(
    httpTwin(url, (twin) => {
      twin.pathname = twin.pathname.replace(connectPath, '/negotiate');
    }),
    (name) => ['transport', 'connectionToken', 'tid'].includes(name),
  );
}

/**
 * SignalR for ASP.NET, `jquery.signalR.js`: GET `/negotiate` with the connection's query hands out the token without
 * which `/connect` is answered with 400; `tid` is any small number.
 */
const negotiation: Negotiation = {
  method: 'GET',
  url: negotiateUrl,
  dialUrl: (url, answer) => {
    const token = tokenOf(answer);
    if (token === null) return null;
    const target = new URL(withoutParameters(url, (name) => ['connectionToken', 'tid'].includes(name)));
    target.search += `&connectionToken=${encodeURIComponent(token)}&tid=${Math.floor(Math.random() * 11)}`;
    return target.href;
  },
};

function tokenOf(answer: string): string | null {
  const token = jsonObject({ data: answer, binary: false })?.['ConnectionToken'];
  return typeof token === 'string' && token !== '' ? token : null;
}

/** Whether the page may read it decides on the transports over HTTP too: each of them needs the token. */
const negotiate: Fallback = {
  transport: 'negotiate',
  method: 'GET',
  url: negotiateUrl,
  grants: (body) => tokenOf(body) !== null,
};

/**
 * The server speaks first: `{"C":…,"S":1,"M":[]}` opens, `{}` keeps alive, `D` disconnects, `E` is an error of the
 * connection's. What the hubs say stands in `M`.
 */
const conversation: Conversation = {
  reply: () => null,
  read: (received) => {
    const messages = received.map(jsonObject).filter((message) => message !== null);
    if (messages.some((message) => message['D'] === 1 || ('E' in message && !('I' in message))))
      return 'refused';
    return messages.some((message) => message['S'] === 1 && 'C' in message) ? 'open' : 'waiting';
  },
  isOwn: (message) => {
    const object = jsonObject(message);
    if (object === null) return false;
    const { M: said } = object;
    const isEmpty = said === undefined || (Array.isArray(said) && said.length === 0);
    return isEmpty && Object.keys(object).every((name) => /^[CSMGTLZ]$/.test(name));
  },
};

export const signalrClassic = defineLibrary({
  id: 'signalr-classic',
  name: 'SignalR for ASP.NET',
  docs: 'https://learn.microsoft.com/aspnet/signalr/overview/guide-to-the-api/hubs-api-guide-javascript-client',
  canonicalUrl: (url) => withoutParameters(url, (name) => ['connectionToken', 'tid'].includes(name)),
  negotiation,
  conversation,
  fallbacks: [negotiate],
  client: {
    globals: {},
    packages: ['signalr'],
    scripts: [/\bjquery\.signalr(?:-[\d.]+)?(?:\.min)?\.js\b/i],
    entries: [{ path: 'start', source: ['waitForPageLoad', 'pingInterval'], dials }],
    internals: [["Connecting to websocket endpoint '"]],
  },
});
