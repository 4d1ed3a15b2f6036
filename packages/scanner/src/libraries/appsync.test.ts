import { describe, expect, test } from 'vitest';
import { appsync } from './appsync.ts';
import { agreed, compare } from './testing/dialled.ts';

describe.each([{ minify: false }, { minify: true }])('AppSync in a bundle, $minify', ({ minify }) => {
  test.each([
    [
      'https://abcdefghijklmnopqrstuvwxyz.appsync-api.eu-west-1.amazonaws.com/graphql',
      'wss://abcdefghijklmnopqrstuvwxyz.appsync-realtime-api.eu-west-1.amazonaws.com/graphql',
    ],
    ['https://gql.shop.test/graphql', 'wss://gql.shop.test/graphql/realtime'],
  ])('dials where the real client of %s dials', async (endpoint, url) => {
    const entry = `
      import { Amplify } from '@aws-amplify/core';
      import { generateClient } from '@aws-amplify/api';
      const GraphQL = { endpoint: '${endpoint}', region: 'eu-west-1', defaultAuthMode: 'apiKey', apiKey: 'k' };
      Amplify.configure({ API: { GraphQL } });
      const query = 'subscription OnOrder { onOrder { id } }';
      generateClient().graphql({ query }).subscribe({ next: console.log, error() {} });
    `;
    const { dialled, ...told } = await compare(appsync, { entry, minify });
    expect(told).toEqual({ found: [`${url} graphql-ws`], others: [] });
    expect(dialled).toEqual([expect.stringMatching(/^\S+ graphql-ws header-[\w-]+$/)]);
    expect(dialled[0]?.split(' ')[0]).toBe(url);
  });

  test('AppSync Events dials where the real client dials', async () => {
    const entry = `
      import { Amplify } from '@aws-amplify/core';
      import { events } from '@aws-amplify/api';
      const endpoint = 'https://abcdefghijklmnopqrstuvwxyz.appsync-api.us-east-1.amazonaws.com/event';
      Amplify.configure({ API: { Events: { endpoint, region: 'us-east-1', defaultAuthMode: 'apiKey', apiKey: 'k' } } });
      events.connect('/default/orders').catch(() => {});
    `;
    const { dialled, ...told } = await compare(appsync, { entry, minify });
    const url =
      'wss://abcdefghijklmnopqrstuvwxyz.appsync-realtime-api.us-east-1.amazonaws.com/event/realtime';
    expect(told).toEqual({ found: [`${url} aws-appsync-event-ws`], others: [] });
    expect(dialled).toEqual([expect.stringMatching(/^\S+ aws-appsync-event-ws header-[\w-]+$/)]);
    expect(dialled[0]?.split(' ')[0]).toBe(url);
  });

  test('tells nothing of a client that only asks', async () => {
    const entry = `
      import { Amplify } from '@aws-amplify/core';
      import { generateClient } from '@aws-amplify/api';
      Amplify.configure({ API: { GraphQL: { endpoint: 'https://gql.shop.test/graphql', defaultAuthMode: 'apiKey', apiKey: 'k' } } });
      generateClient().graphql({ query: 'query Orders { orders { id } }' }).catch(() => {});
    `;
    expect(await compare(appsync, { entry, minify })).toEqual(agreed());
  });
});
