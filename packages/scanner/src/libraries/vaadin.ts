import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, isSet, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';
import { withoutParameters } from './query.ts';

/**
 * `atmosphere.subscribe(request)`, or `(url, callback, request)`: the request's URL with Atmosphere's own parameters
 * after its query. The client's number is left out because it is given anew, its version because it says nothing of
 * the endpoint. Without `transport: 'websocket'` the client polls.
 */
function dials({ args, baseUrl }: ClientCall): readonly Dialled[] {
  const request = typeof args[0] === 'string' ? args[2] : args[0];
  const option = (name: string): Argument => memberOf(request, name);
  if (request === unknownArgument) return [{ unresolved: 'the request is not known' }];
  if (option('transport') !== 'websocket' && option('transport') !== unknownArgument) return [];
  const target = typeof args[0] === 'string' ? args[0] : (option('webSocketUrl') ?? option('url'));
  const dialled = dialOf(target, baseUrl);
  if ('unresolved' in dialled) return [dialled];
  if (option('attachHeadersAsQueryString') === false) return [dialled];
  const contentType = option('contentType');
  const parameters = [
    'X-Atmosphere-Transport=websocket',
    ...(isSet(option('trackMessageLength')) ? ['X-Atmosphere-TrackMessageSize=true'] : []),
    ...(typeof contentType === 'string' && contentType !== '' ? [`Content-Type=${contentType}`] : []),
    ...(option('enableProtocol') === false ? [] : ['X-atmo-protocol=true']),
    ...headersOf(option('headers')),
  ];
  return [
    { url: new URL(dialled.url + (dialled.url.includes('?') ? '&' : '?') + parameters.join('&')).href },
  ];
}

/** Headers travel in the query: a browser lets no script set those of a handshake. */
function headersOf(headers: Argument): readonly string[] {
  if (!isRecord(headers)) return [];
  return Object.entries(headers)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(spelled(value))}`);
}

/** `subscribe` of Hilla's `ConnectClient`: Atmosphere on `HILLA/push`, beside the prefix of the endpoints. */
function dialsHilla({ receiver, ...call }: ClientCall): readonly Dialled[] {
  const { prefix, atmosphereOptions: options } = receiver?.members ?? {};
  if (typeof prefix !== 'string') return [{ unresolved: 'the prefix of the endpoints is not known' }];
  const folder = prefix.replace(/connect$/, '');
  const request = {
    url: `${folder}${folder === '' || folder.endsWith('/') ? '' : '/'}HILLA/push`,
    transport: 'websocket',
    trackMessageLength: true,
    contentType: 'application/json; charset=UTF-8',
    ...(isRecord(options) && options),
  };
  return dials({ ...call, receiver, args: [request] });
}

/** What names a client, a version or a session of the page's. */
const perClient = ['X-Atmosphere-tracking-id', 'X-Atmosphere-Framework', 'X-CSRF-Token'];

export const vaadin = defineLibrary({
  id: 'vaadin',
  name: 'Atmosphere, the push of Vaadin',
  docs: 'https://vaadin.com/docs/latest/flow/advanced/server-push',
  canonicalUrl: (url) => withoutParameters(url, (name) => perClient.includes(name)),
  // Number 0 is a client that asks to be given one; the version is the one that this was read in.
  dialUrl: (url) => {
    const target = new URL(url);
    target.search += `${target.search === '' ? '?' : '&'}X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=3.1.3-javascript`;
    return target.href;
  },
  client: {
    globals: { atmosphere: '' },
    aliases: { default: '' },
    packages: ['atmosphere.js'],
    scripts: [/\batmosphere(?:-[\d.]+)?(?:\.min)?\.js\b/i],
    entries: [
      { path: 'subscribe', source: ['addCallback', 'AtmosphereRequest', 'execute'], dials },
      { path: 'ConnectClient.subscribe', source: ['fluxConnection.subscribe'], dials: dialsHilla },
    ],
    internals: [
      ['invoking .close() on WebSocket object'],
      ['webSocketImpl', 'MozWebSocket'],
      ['onMessagePublished', 'onmessage', 'onopen'],
      ['HILLA/push'],
      ['fluxConnection', 'atmosphereOptions'],
    ],
  },
});
