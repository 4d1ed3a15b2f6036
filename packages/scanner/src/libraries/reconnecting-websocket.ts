import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, protocolsOf, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';

/** `new ReconnectingWebSocket(url, protocols, options)` passes on what it is given. */
function dials({ args: [url, protocols], baseUrl }: ClientCall): readonly Dialled[] {
  return url === undefined ? [] : [dialOf(url, baseUrl, protocolsOf(protocols))];
}

/** `sockette(url, { protocols })`. */
function dialsWithOptions({ args: [url, options], baseUrl }: ClientCall): readonly Dialled[] {
  return url === undefined ? [] : [dialOf(url, baseUrl, protocolsOf(memberOf(options, 'protocols')))];
}

/** `new WebSocketAsPromised(url, { createWebSocket })`: a factory that the page gives makes the socket itself. */
function dialsUnlessMade({ args: [url, options], baseUrl }: ClientCall): readonly Dialled[] {
  return memberOf(options, 'createWebSocket') === undefined ? [dialOf(url, baseUrl)] : [];
}

/**
 * `useWebSocket(url, { protocols, queryParams })` of react-use-websocket. Null stands for "not now"; one that is
 * not known may be that of the package's other hooks, which call this one.
 */
function dialsHook({ args: [url, options], baseUrl }: ClientCall): readonly Dialled[] {
  if (typeof url !== 'string' || url === '') return [];
  const target = withQuery(url, memberOf(options, 'queryParams'));
  return [dialOf(target, baseUrl, protocolsOf(memberOf(options, 'protocols')))];
}

function withQuery(url: string, params: Argument): Argument {
  if (params === unknownArgument) return unknownArgument;
  if (!isRecord(params)) return url;
  const query = Object.entries(params).map(([name, value]) => `${name}=${spelled(value)}`);
  return `${url}${/\?\w+=\w+/.test(url) ? '&' : '?'}${query.join('&')}`;
}

const asPromised = ['_promisedMap', '_createOpeningController', '_createChannels'];
const sockette = ['ECONNREFUSED', 'maxAttempts', 'onreconnect'];

export const reconnectingWebsocket = defineLibrary({
  id: 'reconnecting-websocket',
  name: 'Reconnecting WebSocket',
  docs: 'https://github.com/pladaria/reconnecting-websocket',
  client: {
    globals: {
      ReconnectingWebSocket: 'ReconnectingWebSocket',
      sockette: 'sockette',
      Sockette: 'sockette',
      WebSocketAsPromised: 'WebSocketAsPromised',
    },
    aliases: { default: 'ReconnectingWebSocket' },
    packages: [
      'reconnecting-websocket',
      'reconnectingwebsocket',
      'sockette',
      'websocket-as-promised',
      'react-use-websocket',
    ],
    scripts: [
      /\breconnecting-websocket(?:-iife|-cjs|-mjs)?(?:\.min)?\.js\b/i,
      /\bsockette(?:\.min)?\.js\b/i,
      /\bwebsocket-as-promised(?:\.min)?\.js\b/i,
    ],
    entries: [
      { path: 'ReconnectingWebSocket', source: ['_shouldReconnect', '_retryCount', 'startClosed'], dials },
      {
        path: 'ReconnectingWebSocket',
        source: ['maxReconnectInterval', 'reconnectDecay', 'automaticOpen'],
        dials,
      },
      { path: 'sockette', source: sockette, dials: dialsWithOptions },
      { path: 'WebSocketAsPromised', source: asPromised, dials: dialsUnlessMade },
      { path: 'useWebSocket', source: ['lastJsonMessage', 'disableJson', 'queryParams'], dials: dialsHook },
    ],
    internals: [
      ['_connectLock', 'maxRetries', '_removeListeners'],
      ['maxReconnectInterval', 'reconnectDecay', 'automaticOpen'],
      sockette,
      ['createWebSocket', 'extractMessageData', 'attachRequestId', 'connectionTimeout'],
      ['eventSourceOptions', 'protocols', 'WebSocket'],
    ],
  },
});
