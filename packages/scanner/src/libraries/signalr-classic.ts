import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';
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

export const signalrClassic = defineLibrary({
  id: 'signalr-classic',
  name: 'SignalR for ASP.NET',
  docs: 'https://learn.microsoft.com/aspnet/signalr/overview/guide-to-the-api/hubs-api-guide-javascript-client',
  canonicalUrl: (url) => withoutParameters(url, (name) => ['connectionToken', 'tid'].includes(name)),
  client: {
    globals: {},
    packages: ['signalr'],
    scripts: [/\bjquery\.signalr(?:-[\d.]+)?(?:\.min)?\.js\b/i],
    entries: [{ path: 'start', source: ['waitForPageLoad', 'pingInterval'], dials }],
    internals: [["Connecting to websocket endpoint '"]],
  },
});
