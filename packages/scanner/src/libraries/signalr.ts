import { memberOf, unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { defineLibrary } from './library.ts';

/**
 * `HubConnectionBuilder.withUrl(url, options)` of ASP.NET Core SignalR. The browser client resolves the hub's URL
 * against the document (an anchor's `href`), negotiates over HTTP, then dials the same URL with `?id=<token>`; the
 * id is left out here because it is new each time. A server may redirect the negotiation (Azure SignalR).
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
  const negotiates = memberOf(options, 'skipNegotiation') !== true;
  return [{ url: url.href, dialect: { negotiate: negotiates ? 'yes' : 'no' } }];
}

export const signalr = defineLibrary({
  id: 'signalr',
  name: 'ASP.NET Core SignalR',
  docs: 'https://learn.microsoft.com/aspnet/core/signalr/javascript-client',
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
    internals: [
      ['_webSocketConstructor', 'binaryType'],
      ['_accessTokenFactory', 'connectionToken'],
    ],
  },
});
