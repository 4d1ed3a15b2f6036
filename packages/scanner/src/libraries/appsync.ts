import { unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary } from './library.ts';
import { withoutParameters } from './query.ts';

/** Amplify takes every GraphQL endpoint that is not spelled so for a custom domain (`appsyncUrl.mjs`). */
const graphqlEndpoint =
  /^https:\/\/\w{26}\.appsync-api\.\w{2}(?:-\w{2,})+-\d\.amazonaws.com(?:\.cn)?\/graphql$/i;
const eventsEndpoint = /^https:\/\/\w{26}\.\w+-api\.\w{2}(?:-\w{2,})+-\d\.amazonaws.com(?:\.cn)?\/event$/i;

/**
 * The real-time URL of an AppSync endpoint, as Amplify's provider calculates it when a page subscribes: another host
 * of AWS for AWS's own names, `/realtime` under the endpoint for a custom domain. The credential travels in a second
 * subprotocol, `header-<base64url>`, which is left out here because it carries the time.
 */
function dials({ args: [endpoint], baseUrl }: ClientCall): readonly Dialled[] {
  if (typeof endpoint !== 'string')
    return [
      { unresolved: endpoint === unknownArgument ? 'the endpoint is not known' : 'the endpoint is not set' },
    ];
  const isEvents = eventsEndpoint.test(endpoint);
  const target = graphqlEndpoint.test(endpoint) ? endpoint : `${endpoint}/realtime`;
  const url = target.replace('appsync-api', (host) =>
    isEvents || target === endpoint ? 'appsync-realtime-api' : host,
  );
  return [
    dialOf(url.replace(/^https?:\/\//, 'wss://'), baseUrl, {
      protocols: [endpoint.endsWith('/event') ? 'aws-appsync-event-ws' : 'graphql-ws'],
    }),
  ];
}

export const appsync = defineLibrary({
  id: 'appsync',
  name: 'AWS AppSync',
  docs: 'https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html',
  // The link of the AppSync SDK puts the credential and the time into the query.
  canonicalUrl: (url) => withoutParameters(url, (name) => ['header', 'payload'].includes(name)),
  client: {
    globals: {},
    packages: ['@aws-amplify/api-graphql'],
    scripts: [],
    entries: [{ path: 'getRealtimeEndpointUrl', source: ['gogi-beta', 'ddpg-api'], dials }],
    internals: [['WebSocket connection error', 'Establishing retryable connection']],
  },
});
